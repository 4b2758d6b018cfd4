"""Texts as they came, and the conversation each address is in.

A text row is never changed, but for its reply being known with it from the start: the same
text sent again by the carrier gets the same reply, byte for byte.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Json, Sealed


class ConversationRow(Base):
    """Where we are with one address. `address_hash` finds it; the address itself is sealed."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address_sealed: Mapped[bytes] = mapped_column(Sealed)
    state: Mapped[dict[str, Any]] = mapped_column(Json())
    language: Mapped[str] = mapped_column(String(16))
    intake_id: Mapped[str | None] = mapped_column(Id, ForeignKey("intake.id"))
    last_text_at: Mapped[datetime]


class TextRow(Base):
    """One text that came in. `form_sealed` is all that the carrier sent, as JSON."""

    __tablename__ = "text_message"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    message_sid: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str] = mapped_column(Id, ForeignKey("conversation.id"), index=True)
    received_at: Mapped[datetime]
    form_sealed: Mapped[bytes] = mapped_column(Sealed)
    reply_sealed: Mapped[bytes | None] = mapped_column(Sealed)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One address's conversation, held until the transaction ends. `state` is {} at first."""

    id: str
    state: dict[str, Any]
    language: str
    intake_id: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """One text to keep: its form as it came, and the reply it gets ("" for none)."""

    id: str
    message_sid: str
    conversation_id: str
    received_at: datetime
    form: dict[str, Any]
    reply: str


_conversation = ConversationRow.as_table()
_text = TextRow.as_table()
_REPLY = select(_text.c.id, _text.c.reply_sealed).where(_text.c.message_sid == bindparam("sid"))
_FIND = select(_conversation.c.address_hash).where(
    _conversation.c.address_hash.in_(bindparam("hashes", expanding=True))
)
_HOLD_KNOWN = (
    select(
        _conversation.c.id,
        _conversation.c.state,
        _conversation.c.language,
        _conversation.c.intake_id,
    )
    .where(_conversation.c.address_hash.in_(bindparam("hashes", expanding=True)))
    .with_for_update()
)
_SAVE = update(_conversation).where(_conversation.c.id == bindparam("conversation_id"))


def _hold(dialect: Any) -> Any:
    statement = dialect.insert(_conversation)
    return statement.on_conflict_do_update(
        index_elements=["address_hash"], set_={"last_text_at": statement.excluded.last_text_at}
    ).returning(
        _conversation.c.id,
        _conversation.c.state,
        _conversation.c.language,
        _conversation.c.intake_id,
    )


def _insert_text(dialect: Any) -> Any:
    statement = dialect.insert(_text).on_conflict_do_nothing(index_elements=["message_sid"])
    # Not every driver counts the rows of an INSERT; all of them give back what it made.
    return statement.returning(_text.c.id)


_HOLD = {"postgresql": _hold(postgresql), "sqlite": _hold(sqlite)}
_INSERT_TEXT = {"postgresql": _insert_text(postgresql), "sqlite": _insert_text(sqlite)}


def earlier_reply(connection: Connection, keyring: Keyring, message_sid: str) -> str | None:
    """The reply that this text got when it first came, None where it never came."""
    row = connection.execute(_REPLY, {"sid": message_sid}).first()
    if row is None:
        return None
    return keyring.open(_reply_place(row.id), row.reply_sealed) if row.reply_sealed else ""


def hold_conversation(
    connection: Connection, keyring: Keyring, address: str, now: datetime, row_id: str
) -> Conversation:
    """The address's conversation, made now where there was none.

    Nobody else can hold it before this transaction ends, so two texts of one phone are
    answered one after the other. `row_id` is the id of the row if it has to be made.
    """
    made = {
        "id": row_id,
        "address_hash": _address_hash(connection, keyring, address),
        "address_sealed": keyring.seal(Place("conversation", "address", row_id), address),
        "state": {},
        "language": "",
        "last_text_at": now,
    }
    row = connection.execute(_HOLD[connection.dialect.name], made).one()
    return Conversation(row.id, row.state, row.language, row.intake_id)


def hold_known(connection: Connection, keyring: Keyring, address: str) -> Conversation | None:
    """The address's conversation, held until the transaction ends; None where it has none."""
    hashes = list(keyring.finding_hashes(address))
    row = connection.execute(_HOLD_KNOWN, {"hashes": hashes}).first()
    return Conversation(row.id, row.state, row.language, row.intake_id) if row else None


def lead_to(connection: Connection, conversation_id: str, intake_id: str) -> None:
    """What it texts from now on is of this intake."""
    said = {"conversation_id": conversation_id, "intake_id": intake_id}
    connection.execute(_SAVE, said)


def _address_hash(connection: Connection, keyring: Keyring, address: str) -> str:
    """The hash under which this address is kept, or will be: the newest key's, unless older."""
    hashes = keyring.finding_hashes(address)
    if len(hashes) == 1:
        return hashes[0]
    found: str | None = connection.scalar(_FIND, {"hashes": list(hashes)})
    return found or hashes[0]


def keep_text(connection: Connection, keyring: Keyring, text: Text) -> bool:
    """Keep the text with its reply; False where the same text is already there."""
    row = {
        "id": text.id,
        "message_sid": text.message_sid,
        "conversation_id": text.conversation_id,
        "received_at": text.received_at,
        "form_sealed": keyring.seal_json(Place("text_message", "form", text.id), text.form),
        "reply_sealed": keyring.seal(_reply_place(text.id), text.reply) if text.reply else None,
    }
    return connection.scalar(_INSERT_TEXT[connection.dialect.name], row) is not None


def save_conversation(connection: Connection, conversation: Conversation) -> None:
    """Keep where the conversation is now."""
    connection.execute(
        _SAVE,
        {
            "conversation_id": conversation.id,
            "state": conversation.state,
            "language": conversation.language,
            "intake_id": conversation.intake_id,
        },
    )


def known(connection: Connection, sids: Collection[str]) -> frozenset[str]:
    """Those of these texts that are kept."""
    found = select(_text.c.message_sid).where(_text.c.message_sid.in_(list(sids)))
    return frozenset(connection.scalars(found))


def how_many(connection: Connection) -> int:
    """The number of texts kept."""
    return connection.scalar(select(func.count()).select_from(_text)) or 0


def _reply_place(text_id: str) -> Place:
    return Place("text_message", "reply", text_id)
