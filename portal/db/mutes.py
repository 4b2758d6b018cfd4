"""Muted and blocked phones, and those of their texts that are in no intake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Row, bindparam, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.db.texts import Conversation, ConversationRow, TextRow
from portal.domain.mutes import Mute, Quiet
from portal.domain.staff import StaffMember


class MuteRow(Base):
    """One muted phone; gone once that is lifted: the audit says that it was."""

    __tablename__ = "muted_phone"

    conversation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("conversation.id"), primary_key=True
    )
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"))
    muted_at: Mapped[datetime]
    muted_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    reason_sealed: Mapped[bytes] = mapped_column(Sealed)
    reviewed_at: Mapped[datetime | None]
    proposed_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    block_reason_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    blocked_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    blocked_at: Mapped[datetime | None]


class AsideRow(Base):
    """One text that is in no intake, for its phone was muted or blocked; gone once it is in one."""

    __tablename__ = "text_aside"

    text_id: Mapped[str] = mapped_column(Id, ForeignKey("text_message.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(Id, ForeignKey("conversation.id"), index=True)


@dataclass(frozen=True, slots=True)
class Muted:
    """A muted phone as a list shows it: on which intake, and its texts since, none of them shown.

    `aside` of them are in no intake.
    """

    mute: Mute
    reference: str
    texts: int
    aside: int


_mute, _aside = MuteRow.as_table(), AsideRow.as_table()
_conversation, _text = ConversationRow.as_table(), TextRow.as_table()
_intake = IntakeRow.as_table()
_QUIET = select(_mute.c.blocked_at).where(_mute.c.conversation_id == bindparam("of_conversation"))
_HOLD = select(_conversation).where(_conversation.c.id == bindparam("wanted")).with_for_update()
_TEXTS = (
    select(func.count())
    .where(_text.c.conversation_id == _mute.c.conversation_id)
    .where(_text.c.received_at >= _mute.c.muted_at)
    .scalar_subquery()
)
_ASIDE = (
    select(func.count())
    .where(_aside.c.conversation_id == _mute.c.conversation_id)
    .scalar_subquery()
)
_SET_ASIDE = (
    select(_text)
    .join(_aside, _aside.c.text_id == _text.c.id)
    .where(_aside.c.conversation_id == bindparam("of_conversation"))
    .order_by(_text.c.received_at, _text.c.message_sid)
)


def quiet(connection: Connection, conversation_id: str) -> Quiet | None:
    """How quiet this phone is; None: it is not."""
    row = connection.execute(_QUIET, {"of_conversation": conversation_id}).first()
    if row is None:
        return None
    return Quiet.BLOCKED if row.blocked_at else Quiet.MUTED


def hold(
    connection: Connection, keyring: Keyring, conversation_id: str
) -> tuple[Conversation, str] | None:
    """This conversation and its address, held until the transaction ends; None: there is none."""
    row = connection.execute(_HOLD, {"wanted": conversation_id}).first()
    if row is None:
        return None
    address = keyring.open(Place("conversation", "address", row.id), row.address_sealed)
    return Conversation(row.id, row.state, row.language, row.intake_id), address


def of(
    connection: Connection, keyring: Keyring, member: StaffMember, conversation_id: str
) -> Muted | None:
    """This muted phone; None: it is not muted, or this person may not know of it."""
    every = listed(connection, keyring, member)
    return next((one for one in every if one.mute.conversation_id == conversation_id), None)


def listed(connection: Connection, keyring: Keyring, member: StaffMember) -> list[Muted]:
    """Every muted phone that this person may know of, the longest first."""
    statement = (
        select(_mute, _intake.c.reference, _TEXTS.label("texts"), _ASIDE.label("aside"))
        .join(_intake, _intake.c.id == _mute.c.intake_id)
        .where(may_know(member))
        .order_by(_mute.c.muted_at, _mute.c.conversation_id)
    )
    return [
        Muted(_opened(keyring, row), row.reference, row.texts, row.aside)
        for row in connection.execute(statement)
    ]


def keep(connection: Connection, keyring: Keyring, mute: Mute) -> None:
    """Keep a mute, new or changed. The caller holds the conversation."""
    gone = delete(_mute).where(_mute.c.conversation_id == mute.conversation_id)
    connection.execute(gone)
    connection.execute(insert(_mute), _row(keyring, mute))


def lift(connection: Connection, conversation_id: str) -> None:
    """It is muted no more."""
    connection.execute(delete(_mute).where(_mute.c.conversation_id == conversation_id))


def set_aside(connection: Connection, text_id: str, conversation_id: str) -> None:
    """Keep that this text is in no intake."""
    row = {"text_id": text_id, "conversation_id": conversation_id}
    connection.execute(insert(_aside), row)


def take_aside(
    connection: Connection, keyring: Keyring, conversation_id: str
) -> Iterator[tuple[datetime, dict[str, list[str]]]]:
    """When each text came that was set aside, and its form; they are aside no more."""
    rows = connection.execute(_SET_ASIDE, {"of_conversation": conversation_id}).all()
    connection.execute(delete(_aside).where(_aside.c.conversation_id == conversation_id))
    for row in rows:
        place = Place("text_message", "form", row.id)
        yield row.received_at, keyring.open_json(place, row.form_sealed)


def _row(keyring: Keyring, mute: Mute) -> dict[str, Any]:
    block_reason = keyring.seal(_place("block_reason", mute), mute.block_reason)
    return {
        "conversation_id": mute.conversation_id,
        "intake_id": mute.intake_id,
        "muted_at": mute.muted_at,
        "muted_by": mute.muted_by,
        "reason_sealed": keyring.seal(_place("reason", mute), mute.reason),
        "reviewed_at": mute.reviewed_at,
        "proposed_by": mute.proposed_by,
        "block_reason_sealed": block_reason if mute.block_reason else None,
        "blocked_by": mute.blocked_by,
        "blocked_at": mute.blocked_at,
    }


def _opened(keyring: Keyring, row: Row[Any]) -> Mute:
    kept = {name: getattr(row, name) for name in _PLAIN}
    bare = Mute(reason="", **kept)
    said = row.block_reason_sealed
    return Mute(
        **kept,
        reason=keyring.open(_place("reason", bare), row.reason_sealed),
        block_reason=keyring.open(_place("block_reason", bare), said) if said else "",
    )


_PLAIN = (
    "conversation_id",
    "intake_id",
    "muted_at",
    "muted_by",
    "reviewed_at",
    "proposed_by",
    "blocked_by",
    "blocked_at",
)


def _place(column: str, mute: Mute) -> Place:
    return Place("muted_phone", column, mute.conversation_id)
