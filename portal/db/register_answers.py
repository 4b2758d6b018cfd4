"""What the register says back, as it put it there; docs/register-queue.md is its contract.

The register writes the first four columns, and nothing else. What stands in `data` is gone once
the answer was taken: it stands in what was decided then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    String,
    Text,
    bindparam,
    func,
    null,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Json

WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"
_REASON_LENGTH = 200
# A register gone wrong may say thousands of things.
_REFUSED_SHOWN = 500


class RegisterAnswerRow(Base):
    """One answer. `answer_id` is the register's own; `said_at` when it became so there.

    `reason` is why it changed nothing, "" or NULL for none.
    """

    __tablename__ = "register_answer"
    __table_args__ = (
        CheckConstraint("status IN ('waiting','taken','refused')", name="status"),
        CheckConstraint("(status = 'waiting') = (settled_at IS NULL)", name="settled"),
    )

    answer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(16), index=True)
    said_at: Mapped[datetime]
    data: Mapped[dict[str, Any] | None] = mapped_column(Json(none_as_null=True))
    status: Mapped[str] = mapped_column(String(8), server_default=text("'waiting'"), index=True)
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(_REASON_LENGTH))


@dataclass(frozen=True, slots=True)
class Put:
    """One answer as the register put it. `data` speaks of a complaint, so it stands in no repr.

    None: what stands there cannot be read.
    """

    answer_id: str
    subject: str
    said_at: datetime | None
    data: dict[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """One that changed nothing, and why."""

    answer_id: str
    subject: str
    settled_at: datetime
    reason: str


_answer = RegisterAnswerRow.as_table()
_INSERT = {
    "postgresql": postgresql.insert(_answer).on_conflict_do_nothing().returning(_answer.c.status),
    "sqlite": sqlite.insert(_answer).on_conflict_do_nothing().returning(_answer.c.status),
}
_ANSWERS = (
    select(_answer)
    .where(_answer.c.status == WAITING)
    .order_by(_answer.c.said_at, _answer.c.answer_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
# SQLite keeps whatever somebody writes into a column: it is read here, and not by the driver.
_NEXT = {
    "postgresql": _ANSWERS,
    "sqlite": _ANSWERS.with_only_columns(
        _answer.c.answer_id,
        _answer.c.subject,
        type_coerce(_answer.c.said_at, Text()).label("said_at"),
        type_coerce(_answer.c.data, Text()).label("data"),
    ),
}
_ANY = select(_answer.c.answer_id).where(_answer.c.status == WAITING).limit(1)
_NEWEST = select(func.max(_answer.c.said_at, type_=_answer.c.said_at.type)).where(
    _answer.c.subject == bindparam("of_subject"), _answer.c.status == TAKEN
)
_SETTLE = update(_answer).where(_answer.c.answer_id == bindparam("of_answer"))
_REFUSED = (
    select(_answer.c.answer_id, _answer.c.subject, _answer.c.settled_at, _answer.c.reason)
    .where(_answer.c.status == REFUSED, _answer.c.settled_at > bindparam("since"))
    .order_by(_answer.c.settled_at.desc(), _answer.c.answer_id)
    .limit(_REFUSED_SHOWN)
)


def put(connection: Connection, new: Put) -> bool:
    """Keep an answer that came by HTTP; False where this id is there already."""
    row = {
        "answer_id": new.answer_id,
        "subject": new.subject,
        "said_at": new.said_at,
        "data": new.data,
    }
    return connection.scalar(_INSERT[connection.dialect.name], row) is not None


def any_waits(connection: Connection) -> bool:
    """Whether there is one to take; takes no lock."""
    return connection.scalar(_ANY) is not None


def next_waiting(connection: Connection) -> Put | None:
    """The oldest that waits, held until the transaction ends; None: none that is free."""
    row = connection.execute(_NEXT[connection.dialect.name]).first()
    return Put(row.answer_id, row.subject, _time(row.said_at), _object(row.data)) if row else None


def newest_taken_at(connection: Connection, subject: str) -> datetime | None:
    """When the newest that was taken of this intake became so there; None: none was taken."""
    found: datetime | None = connection.scalar(_NEWEST, {"of_subject": subject})
    return found


def settle(connection: Connection, answer_id: str, now: datetime, refused: str = "") -> None:
    """It was taken; or `refused` says why it was not, and never what stands in it."""
    values = {
        "status": REFUSED if refused else TAKEN,
        "settled_at": now,
        "reason": refused[:_REASON_LENGTH] or None,
        "data": null(),
    }
    connection.execute(_SETTLE.values(values), {"of_answer": answer_id})


def _time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def _object(value: Any) -> dict[str, Any] | None:
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def refused_since(connection: Connection, since: datetime) -> list[Refused]:
    """Those that changed nothing since then, the newest 500 first."""
    return [Refused(*row) for row in connection.execute(_REFUSED, {"since": since})]
