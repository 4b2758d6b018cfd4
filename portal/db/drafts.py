"""Drafts kept under code words: what a child wrote and has not sent. Nobody sees into one.

It is gone when it was sent, when its time is over, or when the child throws it away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed


class DraftRow(Base):
    """One draft. `until` is when it is thrown away."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code_words_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content_sealed: Mapped[bytes] = mapped_column(Sealed)
    kept_at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept; `content` is a JSON value, that of a visit."""

    id: str
    content: dict[str, Any]
    kept_at: datetime
    until: datetime


_draft = DraftRow.as_table()
_BY_HASH = select(_draft).where(
    _draft.c.code_words_hash.in_(bindparam("hashes", expanding=True)),
    _draft.c.until > bindparam("at"),
)
_UPDATE = update(_draft).where(_draft.c.id == bindparam("draft_id"))


def keep(connection: Connection, keyring: Keyring, draft: Draft, slow_hash: str) -> None:
    """Keep a draft under the code words with this slow hash."""
    row = {"id": draft.id, "code_words_hash": slow_hash, **_columns(keyring, draft)}
    connection.execute(insert(_draft), row)


def change(connection: Connection, keyring: Keyring, draft: Draft) -> bool:
    """Keep what changed in a draft under the code words that it has; False where it is gone."""
    row = {"draft_id": draft.id, **_columns(keyring, draft)}
    return connection.execute(_UPDATE, row).rowcount == 1


def find(
    connection: Connection, keyring: Keyring, slow_hashes: list[str], now: datetime
) -> Draft | None:
    """The draft that code words with one of these hashes lead to; None: there is none by now."""
    row = connection.execute(_BY_HASH, {"hashes": slow_hashes, "at": now}).first()
    return _opened(keyring, row) if row else None


def get(connection: Connection, keyring: Keyring, draft_id: str, now: datetime) -> Draft | None:
    """The draft with this id; None: it is gone by now."""
    found = select(_draft).where(_draft.c.id == draft_id, _draft.c.until > now)
    row = connection.execute(found).first()
    return _opened(keyring, row) if row else None


def throw_away(connection: Connection, draft_id: str) -> None:
    """Forget this draft and everything in it."""
    connection.execute(delete(_draft).where(_draft.c.id == draft_id))


def throw_old_away(connection: Connection, now: datetime) -> int:
    """Forget the drafts whose time is over; how many there were."""
    return connection.execute(delete(_draft).where(_draft.c.until <= now)).rowcount


def _opened(keyring: Keyring, row: Row[Any]) -> Draft:
    content = keyring.open_json(_place(row.id), row.content_sealed)
    return Draft(row.id, content, row.kept_at, row.until)


def _columns(keyring: Keyring, draft: Draft) -> dict[str, Any]:
    return {
        "content_sealed": keyring.seal_json(_place(draft.id), draft.content),
        "kept_at": draft.kept_at,
        "until": draft.until,
    }


def _place(draft_id: str) -> Place:
    return Place("draft", "content", draft_id)
