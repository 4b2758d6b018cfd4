"""Claims on texts that go out: one process sends each, and writes it down before it does.

The intake of a text is held before its row: the caller does that (sms.sender).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from portal.db.outgoing import OutgoingText, OutgoingTextRow, opened, sealed_body
from portal.db.sealing import Keyring
from portal.domain.outgoing import Standing, What

_text = OutgoingTextRow.as_table()
_other = OutgoingTextRow.as_table().alias("other")
_IS_FREE = or_(_text.c.lease_until.is_(None), _text.c.lease_until <= bindparam("at"))
_NOBODY_KNOWS = exists().where(
    _other.c.address_hash == _text.c.address_hash,
    _other.c.standing.in_((Standing.SENDING, Standing.UNKNOWN)),
)
_COMES_BEFORE = exists().where(
    _other.c.address_hash == _text.c.address_hash,
    _other.c.standing == Standing.WAITING,
    tuple_(_other.c.made_at, _other.c.id) < tuple_(_text.c.made_at, _text.c.id),
)
# Texts to one phone go in their order, and none goes to a phone of which nobody knows whether the
# last text is there.
_DUE = (
    select(_text.c.id, _text.c.intake_id)
    .where(
        _text.c.standing == Standing.WAITING,
        _text.c.due_at <= bindparam("at"),
        ~_NOBODY_KNOWS,
        # A reply at any hour does not wait for what waits for the morning.
        or_(_text.c.what == What.REPLY, ~_COMES_BEFORE),
    )
    .order_by(_text.c.due_at, _text.c.id)
    .limit(1)
)
_TO_LOOK_UP = (
    select(_text.c.id, _text.c.intake_id)
    .where(
        or_(
            and_(_text.c.standing == Standing.UNKNOWN, _text.c.due_at <= bindparam("at")),
            and_(_text.c.standing == Standing.SENDING, _text.c.lease_until <= bindparam("at")),
        ),
        _IS_FREE,
    )
    .order_by(_text.c.due_at, _text.c.id)
    .limit(1)
)
_HELD = select(_text).where(_text.c.id == bindparam("text_id")).with_for_update()
_CHANGE = update(_text).where(_text.c.id == bindparam("text_id"))


@dataclass(frozen=True, slots=True)
class Pointer:
    """A text and its intake, before either is held."""

    text_id: str
    intake_id: str


def due(connection: Connection, now: datetime) -> Pointer | None:
    """The text that has waited longest and may go now; None: none may."""
    return _pointer(connection, _DUE, now)


def due_since(connection: Connection, now: datetime) -> datetime | None:
    """Since when the text that has waited longest could go; None: none could."""
    goes = select(func.min(_text.c.due_at, type_=_text.c.due_at.type)).where(
        _text.c.standing == Standing.WAITING, _text.c.due_at <= now
    )
    found: datetime | None = connection.scalar(goes)
    return found


def to_look_up(connection: Connection, now: datetime) -> Pointer | None:
    """A text of which nobody knows whether it went out; None: there is none to look up now."""
    return _pointer(connection, _TO_LOOK_UP, now)


def intake_of(connection: Connection, text_id: str) -> str | None:
    """The intake of this text; None where there is no such text."""
    found: str | None = connection.scalar(select(_text.c.intake_id).where(_text.c.id == text_id))
    return found


def address_of(connection: Connection, keyring: Keyring, text_id: str) -> str:
    """The phone that this text goes to."""
    row = connection.execute(select(_text).where(_text.c.id == text_id)).one()
    return opened(keyring, row).address


def hold(connection: Connection, keyring: Keyring, text_id: str) -> OutgoingText:
    """The text as it stands now, held until the transaction ends. Hold its intake before."""
    return opened(keyring, connection.execute(_HELD, {"text_id": text_id}).one())


def begin(
    connection: Connection,
    keyring: Keyring,
    text: OutgoingText,
    what: What,
    body: str,
    now: datetime,
    until: datetime,
) -> None:
    """Write down that we are about to send this, with these words; ours alone `until` then."""
    change = {
        "what": what,
        "body_sealed": sealed_body(keyring, text.id, body),
        "standing": Standing.SENDING,
        "changed_at": now,
        "tried_at": now,
        "tries": text.tries + 1,
        "lease_until": until,
    }
    connection.execute(_CHANGE, {"text_id": text.id, **change})


def lease(connection: Connection, text_id: str, until: datetime) -> None:
    """Take a text that is to be looked up, until then."""
    connection.execute(_CHANGE, {"text_id": text_id, "lease_until": until})


def note(
    connection: Connection,
    text_id: str,
    standing: Standing,
    now: datetime,
    *,
    sid: str | None = None,
    error_code: int | None = None,
    reason: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Keep where a text stands now; nobody has it any more. None: as it was."""
    change: dict[str, Any] = {"standing": standing, "changed_at": now, "lease_until": None}
    said = {"sid": sid, "error_code": error_code, "reason": reason, "due_at": due_at}
    change |= {name: value for name, value in said.items() if value is not None}
    connection.execute(_CHANGE, {"text_id": text_id, **change})


def send_again(
    connection: Connection, text_id: str, now: datetime, due_at: datetime, error_code: int | None
) -> None:
    """It did not arrive, and waits to be sent once more, under another sid."""
    change = {
        "standing": Standing.WAITING,
        "changed_at": now,
        "due_at": due_at,
        "sid": None,
        "error_code": error_code,
        "lease_until": None,
    }
    connection.execute(_CHANGE, {"text_id": text_id, **change})


def has_sid(connection: Connection, sid: str) -> bool:
    """Whether some text of ours has this sid already."""
    return connection.scalar(select(_text.c.id).where(_text.c.sid == sid)) is not None


def _pointer(connection: Connection, statement: Select[Any], now: datetime) -> Pointer | None:
    row = connection.execute(statement, {"at": now}).first()
    return Pointer(row.id, row.intake_id) if row else None
