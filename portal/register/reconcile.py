"""What went in and what came out, day by day, in numbers and hashes; and each thing that differs.

A day's hash is SHA-256 over its records' `event_id data_sha256` lines, sorted: whoever keeps both
can compute it, and no word of a record is in it.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, select

from portal.db.intakes import IntakeRow
from portal.db.register_queue import RegisterQueueRow
from portal.domain.clock import london_day
from portal.register.queue import sha256_of

HEAD = ("event_id", "data_sha256")
_AT_ONCE = 500
_queue = RegisterQueueRow.as_table()
_intake = IntakeRow.as_table()
_ROWS = select(
    _queue.c.event_id,
    _queue.c.subject,
    _queue.c.subject_version,
    _queue.c.created_at,
    _queue.c.data,
    _queue.c.data_sha256,
    _queue.c.status,
    _queue.c.due_at,
).order_by(_queue.c.created_at, _queue.c.seq)
_WITHOUT = (
    select(_intake.c.reference)
    .where(~exists().where(_queue.c.subject == _intake.c.reference))
    .order_by(_intake.c.reference)
)


class NotTheirListError(ValueError):
    """The file is no list of a register: `event_id,data_sha256` and a line for each record."""


@dataclass(frozen=True, slots=True)
class Day:
    """The records that were queued on one London day, and those of them that were delivered."""

    day: date
    put: int
    put_hash: str
    delivered: int
    delivered_hash: str

    @property
    def is_all(self) -> bool:
        """Whether the register has all of them."""
        return (self.put, self.put_hash) == (self.delivered, self.delivered_hash)


@dataclass(slots=True)
class _Found:
    put: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Every day on which something was queued, and a sentence for each thing that differs."""

    days: tuple[Day, ...]
    differences: tuple[str, ...]


def reconcile(
    connection: Connection,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    theirs: dict[str, str] | None = None,
) -> Reconciled:
    """Compare what was queued from `first` to `last` (None: ever) with what was delivered.

    `theirs` is what the register says it has: the hash by event id; None: it was not asked.
    """
    days: dict[date, _Found] = defaultdict(_Found)
    differences: list[str] = []
    left = dict(theirs) if theirs is not None else None
    is_whole = first is None and last is None
    for row in connection.execute(_ROWS, execution_options={"yield_per": _AT_ONCE}):
        day = london_day(row.created_at)
        known = left.pop(row.event_id, None) if left is not None else None
        if (first and day < first) or (last and day > last):
            continue
        _count(days[day], row)
        differences += _of_row(row, now)
        if theirs is not None:
            differences += _of_theirs(row, known)
    if left and is_whole:
        differences += [f"Event {one}: the register has it, and it is not ours." for one in left]
    if is_whole:
        found = connection.scalars(_WITHOUT)
        differences += [f"{reference}: it has no record at all." for reference in found]
    return Reconciled(tuple(_day(day, found) for day, found in days.items()), tuple(differences))


def their_list(lines: Iterable[str]) -> dict[str, str]:
    """The hash by event id, from a register's own list in CSV.

    :raise NotTheirListError: it is none.
    """
    rows = list(csv.reader(lines))
    if not rows or tuple(cell.strip().lstrip("\ufeff") for cell in rows[0]) != HEAD:
        raise NotTheirListError(f"The first line must be {','.join(HEAD)}.")
    if any(row and len(row) != len(HEAD) for row in rows[1:]):
        raise NotTheirListError("Each line has an event id and a hash.")
    return {row[0].strip(): row[1].strip() for row in rows[1:] if row}


def _count(found: _Found, row: Any) -> None:
    line = f"{row.event_id} {row.data_sha256}"
    found.put.append(line)
    if row.status == "done":
        found.delivered.append(line)


def _of_row(row: Any, now: datetime) -> Iterator[str]:
    named = f"{row.subject} version {row.subject_version}"
    if row.data is not None and sha256_of(row.data) != row.data_sha256:
        yield f"{named}: what stands there is not what was put there: its hash differs."
    if row.status == "dead":
        yield f"{named}: the register refused it for good. See it, then `flask register retry`."
    elif row.status != "done" and row.due_at <= now:
        yield f"{named}: the register should have it since {row.due_at:%Y-%m-%d %H:%M} UTC."


def _of_theirs(row: Any, known: str | None) -> Iterator[str]:
    named = f"{row.subject} version {row.subject_version}"
    if known is None and row.status == "done":
        yield f"{named}: it gave a receipt, and does not have it (event {row.event_id})."
    elif known is not None and known != row.data_sha256:
        yield f"{named}: what it has is not what it was given (event {row.event_id})."


def _day(day: date, found: _Found) -> Day:
    return Day(
        day,
        len(found.put),
        _hash(found.put),
        len(found.delivered),
        _hash(found.delivered),
    )


def _hash(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
