"""What customer care wrote to a child, sealed, in its order; never changed, but for being read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Row, String, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.domain.messages import Message, Purpose


class MessageRow(Base):
    """One message to the child of an intake. `read_at`: when their own page first showed it."""

    __tablename__ = "message"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), index=True)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    text_sealed: Mapped[bytes] = mapped_column(Sealed)
    read_at: Mapped[datetime | None]


_message = MessageRow.as_table()
_OF = (
    select(_message)
    .where(_message.c.intake_id == bindparam("of_intake"))
    .order_by(_message.c.written_at, _message.c.id)
)
_READ = update(_message).where(
    _message.c.intake_id == bindparam("of_intake"),
    _message.c.written_at <= bindparam("shown_at"),
    _message.c.read_at.is_(None),
)


def keep(connection: Connection, keyring: Keyring, intake_id: str, message: Message) -> None:
    """Keep a message that was just written."""
    row = {
        "id": message.id,
        "intake_id": intake_id,
        "written_at": message.written_at,
        "written_by": message.written_by,
        "purpose": message.purpose,
        "text_sealed": keyring.seal(_place(intake_id, message.id), message.text),
        "read_at": message.read_at,
    }
    connection.execute(insert(_message), row)


def of_intake(connection: Connection, keyring: Keyring, intake_id: str) -> tuple[Message, ...]:
    """All that was written to this child, the first first."""
    rows = connection.execute(_OF, {"of_intake": intake_id})
    return tuple(_opened(keyring, row) for row in rows)


def note_read(connection: Connection, intake_id: str, shown_at: datetime, now: datetime) -> int:
    """Keep that the child's page showed all that was written by `shown_at`; how many are new."""
    said = {"of_intake": intake_id, "shown_at": shown_at, "read_at": now}
    return connection.execute(_READ, said).rowcount


def _opened(keyring: Keyring, row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        written_at=row.written_at,
        written_by=row.written_by,
        purpose=Purpose(row.purpose),
        text=keyring.open(_place(row.intake_id, row.id), row.text_sealed),
        read_at=row.read_at,
    )


def _place(intake_id: str, message_id: str) -> Place:
    # Bound to its intake: no message opens as another child's.
    return Place("message", "text", f"{intake_id} {message_id}")
