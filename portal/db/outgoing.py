"""The queue of texts that answer nothing in hand: written down before they are sent.

`sms.sender` claims and sends them (portal.db.outgoing_claims). Numbers and words are sealed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    bindparam,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.domain.outgoing import Standing, What

_GOES = text("standing IN ('waiting', 'sending', 'unknown')")
_IS_HELD = text("standing = 'held'")


class OutgoingTextRow(Base):
    """One text to a child. `body_sealed` None: it is the same for every child, and not written yet.

    `message_id` is the message it carries or tells of, `about` the id of a comeback check.
    `tried_at` is when we last asked Twilio to send it, `sid` what Twilio calls it. `reason` is
    why we did not send it (portal.domain.reach.Why), `error_code` Twilio's number for why it
    did not arrive.
    """

    __tablename__ = "outgoing_text"
    __table_args__ = (
        Index(
            "ix_outgoing_text_goes",
            "due_at",
            "id",
            postgresql_where=_GOES,
            sqlite_where=_GOES,
        ),
        Index("ix_outgoing_text_address_hash", "address_hash", "made_at"),
        Index("ix_outgoing_text_tried_at", "tried_at"),
        Index(
            "ix_outgoing_text_held",
            "changed_at",
            postgresql_where=_IS_HELD,
            sqlite_where=_IS_HELD,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), index=True)
    message_id: Mapped[str | None] = mapped_column(Id, ForeignKey("message.id"))
    about: Mapped[str | None] = mapped_column(Id)
    what: Mapped[str] = mapped_column(String(16))
    address_hash: Mapped[str] = mapped_column(String(64))
    address_sealed: Mapped[bytes] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(16))
    body_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    standing: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(Integer)
    tried_at: Mapped[datetime | None]

    lease_until: Mapped[datetime | None]
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error_code: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str | None] = mapped_column(String(32))


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One text on its way, or that was to be. The fields are those of its row, opened."""

    id: str
    intake_id: str
    what: What
    address: str
    language: str
    standing: Standing
    made_at: datetime
    changed_at: datetime
    due_at: datetime
    body: str = ""
    message_id: str | None = None
    about: str | None = None
    tries: int = 0
    tried_at: datetime | None = None
    sid: str | None = None
    error_code: int | None = None
    reason: str | None = None


_text = OutgoingTextRow.as_table()
_OF = (
    select(_text)
    .where(_text.c.intake_id == bindparam("of_intake"))
    .order_by(_text.c.made_at, _text.c.id)
)
_TO = (
    select(_text)
    .where(_text.c.address_hash.in_(bindparam("hashes", expanding=True)))
    .order_by(_text.c.made_at, _text.c.id)
)
_MOVE = update(_text).where(
    _text.c.id.in_(bindparam("ids", expanding=True)),
    _text.c.standing.in_(bindparam("among", expanding=True)),
)


def put(connection: Connection, keyring: Keyring, new: OutgoingText) -> None:
    """Write down a text that is to go out."""
    row = {
        "id": new.id,
        "intake_id": new.intake_id,
        "message_id": new.message_id,
        "about": new.about,
        "what": new.what,
        "address_hash": keyring.finding_hashes(new.address)[0],
        "address_sealed": keyring.seal(_place(new.id, "address"), new.address),
        "language": new.language,
        "body_sealed": sealed_body(keyring, new.id, new.body),
        "standing": new.standing,
        "made_at": new.made_at,
        "changed_at": new.changed_at,
        "due_at": new.due_at,
        "tries": new.tries,
    }
    connection.execute(insert(_text), row)


def of_intake(connection: Connection, keyring: Keyring, intake_id: str) -> tuple[OutgoingText, ...]:
    """All texts that went to this child, or were to go, the first first."""
    rows = connection.execute(_OF, {"of_intake": intake_id})
    return tuple(opened(keyring, row) for row in rows)


def to_address(connection: Connection, keyring: Keyring, address: str) -> tuple[OutgoingText, ...]:
    """All texts to this phone, of whatever intake, the first first."""
    rows = connection.execute(_TO, {"hashes": list(keyring.finding_hashes(address))})
    return tuple(opened(keyring, row) for row in rows)


def held_since(connection: Connection, before: datetime) -> str | None:
    """The intake of a text that is held, and that nothing happened to since then; None: none is."""
    found = select(_text.c.intake_id).where(_IS_HELD, _text.c.changed_at <= before)
    found = found.order_by(_text.c.changed_at).limit(1)
    return connection.scalar(found)


def move(
    connection: Connection,
    ids: Collection[str],
    among: Collection[Standing],
    to: Standing,
    now: datetime,
    *,
    due_at: datetime | None = None,
    reason: str | None = None,
) -> int:
    """Move those of these texts that stand `among` these; how many did.

    `due_at` None: it stays as it was.
    """
    if not ids:
        return 0
    values: dict[str, Any] = {"standing": to, "changed_at": now, "reason": reason}
    if due_at is not None:
        values["due_at"] = due_at
    said = {"ids": list(ids), "among": list(among)}
    return connection.execute(_MOVE.values(values), said).rowcount


def sealed_body(keyring: Keyring, text_id: str, body: str) -> bytes | None:
    """The words of a text as its row keeps them; None where there are none yet."""
    return keyring.seal(_place(text_id, "body"), body) if body else None


def opened(keyring: Keyring, row: Row[Any]) -> OutgoingText:
    """A text from its row."""
    body = keyring.open(_place(row.id, "body"), row.body_sealed) if row.body_sealed else ""
    return OutgoingText(
        id=row.id,
        intake_id=row.intake_id,
        what=What(row.what),
        address=keyring.open(_place(row.id, "address"), row.address_sealed),
        language=row.language,
        standing=Standing(row.standing),
        made_at=row.made_at,
        changed_at=row.changed_at,
        due_at=row.due_at,
        body=body,
        message_id=row.message_id,
        about=row.about,
        tries=row.tries,
        tried_at=row.tried_at,
        sid=row.sid,
        error_code=row.error_code,
        reason=row.reason,
    )


def _place(text_id: str, column: str) -> Place:
    return Place("outgoing_text", column, text_id)
