"""How the hand-over stands: for people, and without a word of what anybody told us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.db.register_queue import RegisterQueueRow, has_status
from portal.register import pauses
from portal.register.pauses import Pause
from portal.register.queue import oldest_due_at

STATUSES = ("ready", "leased", "done", "dead")

_queue = RegisterQueueRow.as_table()
_COUNTS = select(_queue.c.status, func.count().label("of_it")).group_by(_queue.c.status)
_DEAD = (
    select(_queue.c.subject, _queue.c.subject_version, _queue.c.finished_at, _queue.c.last_error)
    .where(has_status(_queue, "dead"))
    .order_by(_queue.c.finished_at)
)
_OF_ONE = (
    select(
        _queue.c.subject_version.label("version"),
        _queue.c.status,
        _queue.c.receipt,
        _queue.c.finished_at,
    )
    .where(_queue.c.subject == bindparam("of_subject"))
    .order_by(_queue.c.subject_version)
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an intake's record. `receipt` None: the register has not got it."""

    version: int
    status: str
    receipt: str | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dead:
    """A record that the register refused too often. `reason` is what it said the last time."""

    reference: str
    version: int
    died_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`counts` has every status; `oldest_due_at` None: the register has all it should have."""

    counts: dict[str, int]
    oldest_due_at: datetime | None
    pauses: list[Pause]
    dead: list[Dead]


def standing(connection: Connection, now: datetime) -> Standing:
    """How the hand-over stands now."""
    counts = {row.status: row.of_it for row in connection.execute(_COUNTS)}
    return Standing(
        counts={status: counts.get(status, 0) for status in STATUSES},
        oldest_due_at=oldest_due_at(connection, now),
        pauses=pauses.every(connection),
        dead=[Dead(*row) for row in connection.execute(_DEAD)],
    )


def delivery_of(connection: Connection, reference: str) -> list[Version]:
    """Every version of this intake's record, the first one first. The caller may know of it."""
    found = connection.execute(_OF_ONE, {"of_subject": reference})
    return [Version(**row._mapping) for row in found]
