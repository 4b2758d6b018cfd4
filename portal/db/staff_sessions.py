"""Who is signed in: sessions on the server, so that one can be ended from here at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    ForeignKey,
    String,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed


class StaffSessionRow(Base):
    """One browser that somebody signed in with. `token_hash` is that of a random token.

    `is_full`: the second step was taken too. `held_sealed` is a form that was sent when the last
    session had run out, to be given back on its page.
    """

    __tablename__ = "staff_session"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    is_full: Mapped[bool] = mapped_column(Boolean)
    began_at: Mapped[datetime]
    used_at: Mapped[datetime] = mapped_column(index=True)
    held_sealed: Mapped[bytes | None] = mapped_column(Sealed)


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A session as it is kept. `held` None: no form waits to be given back."""

    id: str
    staff_id: str
    is_full: bool
    began_at: datetime
    used_at: datetime
    held: dict[str, Any] | None = None


_session = StaffSessionRow.as_table()
_FIND = select(_session).where(_session.c.token_hash == bindparam("hash"))
_UPDATE = update(_session).where(_session.c.id == bindparam("session_id"))


def begin(connection: Connection, keyring: Keyring, token_hash: str, session: StaffSession) -> None:
    """Keep a session that begins now."""
    row = {
        "id": session.id,
        "token_hash": token_hash,
        "staff_id": session.staff_id,
        "is_full": session.is_full,
        "began_at": session.began_at,
        "used_at": session.used_at,
        "held_sealed": _sealed(keyring, session.id, session.held),
    }
    connection.execute(insert(_session), row)


def find(connection: Connection, keyring: Keyring, token_hash: str) -> StaffSession | None:
    """The session that this token opens; None where there is none, or it was ended."""
    row = connection.execute(_FIND, {"hash": token_hash}).first()
    if row is None:
        return None
    held = keyring.open_json(_place(row.id), row.held_sealed) if row.held_sealed else None
    return StaffSession(row.id, row.staff_id, row.is_full, row.began_at, row.used_at, held)


def note_use(connection: Connection, session_id: str, now: datetime) -> None:
    """Keep that it was used now."""
    connection.execute(_UPDATE, {"session_id": session_id, "used_at": now})


def hold(
    connection: Connection, keyring: Keyring, session_id: str, form: dict[str, Any] | None
) -> None:
    """Keep a form to be given back on its page; None: it was."""
    sealed = _sealed(keyring, session_id, form)
    connection.execute(_UPDATE, {"session_id": session_id, "held_sealed": sealed})


def end_by_token(connection: Connection, token_hash: str) -> None:
    """End the one that this token opens; nothing happens where there is none."""
    connection.execute(delete(_session).where(_session.c.token_hash == token_hash))


def end_all_of(connection: Connection, staff_id: str) -> int:
    """End every session of this person; how many there were."""
    return connection.execute(delete(_session).where(_session.c.staff_id == staff_id)).rowcount


def wipe_unused(connection: Connection, before: datetime) -> int:
    """Forget the sessions that nobody used since then; how many there were."""
    return connection.execute(delete(_session).where(_session.c.used_at < before)).rowcount


def _sealed(keyring: Keyring, session_id: str, held: dict[str, Any] | None) -> bytes | None:
    return keyring.seal_json(_place(session_id), held) if held is not None else None


def _place(session_id: str) -> Place:
    return Place("staff_session", "held", session_id)
