"""One visit to the child's pages: what is being written, and the receipt of what was sent.

The cookie holds a random token; the row holds only its hash. Everything in it is sealed, and
it is gone when the child leaves quickly, or a day after the visit began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, String, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place, UnreadableError
from portal.db.tables import Base, Id, Sealed

# How long what a child is writing is kept, from the start of the visit.
KEPT_FOR = timedelta(hours=24)


class VisitRow(Base):
    """One visit. `token_hash` is the SHA-256 of the token in the cookie, which is random."""

    __tablename__ = "visit"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content_sealed: Mapped[bytes] = mapped_column(Sealed)
    began_at: Mapped[datetime] = mapped_column(index=True)
    touched_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class KeptVisit:
    """A visit as it is kept; `content` is a JSON value."""

    id: str
    content: dict[str, Any]
    began_at: datetime
    touched_at: datetime


_visit = VisitRow.as_table()
_FIND = select(_visit).where(_visit.c.token_hash == bindparam("hash"))
_FIND_LOCKED = _FIND.with_for_update()
_MAKE = {
    name: dialect.insert(_visit).on_conflict_do_nothing(index_elements=["token_hash"])
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}
_UPDATE = update(_visit).where(_visit.c.id == bindparam("visit_id"))
_DELETE = delete(_visit).where(_visit.c.token_hash == bindparam("hash"))
_DELETE_OLD = delete(_visit).where(_visit.c.began_at < bindparam("before"))


def find(
    connection: Connection, keyring: Keyring, token_hash: str, *, lock: bool = False
) -> KeptVisit | None:
    """The visit that this token opens, None where there is none or its key is gone."""
    row = connection.execute(_FIND_LOCKED if lock else _FIND, {"hash": token_hash}).first()
    if row is None:
        return None
    try:
        content = keyring.open_json(_place(row.id), row.content_sealed)
    except UnreadableError:
        return None
    return KeptVisit(row.id, content, row.began_at, row.touched_at)


def make(connection: Connection, keyring: Keyring, token_hash: str, visit: KeptVisit) -> None:
    """Keep a visit that has just begun; nothing happens where another page made it already."""
    row = {
        "id": visit.id,
        "token_hash": token_hash,
        "content_sealed": keyring.seal_json(_place(visit.id), visit.content),
        "began_at": visit.began_at,
        "touched_at": visit.touched_at,
    }
    connection.execute(_MAKE[connection.dialect.name], row)


def save(connection: Connection, keyring: Keyring, visit: KeptVisit) -> None:
    """Keep what changed in a visit."""
    row = {
        "visit_id": visit.id,
        "content_sealed": keyring.seal_json(_place(visit.id), visit.content),
        "touched_at": visit.touched_at,
    }
    connection.execute(_UPDATE, row)


def wipe(connection: Connection, token_hash: str) -> None:
    """Forget this visit and everything in it."""
    connection.execute(_DELETE, {"hash": token_hash})


def wipe_older(connection: Connection, before: datetime) -> int:
    """Forget the visits that began before then; how many there were."""
    return connection.execute(_DELETE_OLD, {"before": before}).rowcount


def _place(visit_id: str) -> Place:
    return Place("visit", "content", visit_id)
