"""Put records into the queue: in the transaction that keeps the intake, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, select, union_all, update

from portal.db.database import canonical_json
from portal.db.register_queue import RegisterQueueRow, has_status
from portal.db.tables import At
from portal.domain.intake import new_id
from portal.domain.record import SCHEMA_ID
from portal.register.schemas import check

RECEIVED = "uk.heard.intake.received.v1"
UPDATED = "uk.heard.intake.updated.v1"

_queue = RegisterQueueRow.as_table()
_INSERT = insert(_queue)
_NEWEST = (
    select(_queue.c.event_id, _queue.c.subject_version, _queue.c.status, _queue.c.claims)
    .where(_queue.c.subject == bindparam("of_subject"))
    .order_by(_queue.c.subject_version.desc())
    .limit(1)
    .with_for_update()
)
# What is due already stays due since then: the register has waited for it that long.
_DUE_AT = case(
    (_queue.c.due_at <= bindparam("now"), _queue.c.due_at), else_=bindparam("due", type_=At())
)
_REFRESH = (
    update(_queue)
    .where(
        _queue.c.event_id == bindparam("of_event"),
        has_status(_queue, "ready"),
        _queue.c.claims == 0,
    )
    .values(due_at=_DUE_AT)
)
_WAITING = union_all(
    select(func.min(_queue.c.due_at).label("due_at")).where(
        has_status(_queue, "ready"), _queue.c.due_at <= bindparam("now")
    ),
    select(func.min(_queue.c.due_at)).where(has_status(_queue, "leased")),
).subquery()
_OLDEST = select(func.min(_WAITING.c.due_at))


class ClaimedMeanwhileError(RuntimeError):
    """A consumer took the row that was to be refreshed. The transaction must be given up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next snapshot of an intake goes: a row nobody has claimed yet, or a new one."""

    version: int
    event_id: str
    is_new: bool


def first_place() -> Place:
    """The place of an intake's first record."""
    return Place(1, new_id(), is_new=True)


def next_place(connection: Connection, subject: str) -> Place:
    """Where the next record of `subject` goes. The caller holds the lock on its intake.

    A row that was never claimed is refreshed in place, and no consumer gets it before the
    transaction ends. After any claim, even one that was given back, somebody may have read it:
    what is new then is a new version.
    """
    newest = connection.execute(_NEWEST, {"of_subject": subject}).first()
    if newest is None:
        return first_place()
    if newest.status == "ready" and newest.claims == 0:
        return Place(newest.subject_version, newest.event_id, is_new=False)
    return Place(newest.subject_version + 1, new_id(), is_new=True)


def put(
    connection: Connection,
    place: Place,
    record: dict[str, Any],
    *,
    source: str,
    due_at: datetime,
    now: datetime,
) -> None:
    """Write `record` where `place` says; a consumer may take it from `due_at` on.

    What is refreshed when it was due already stays due since then.

    :raise RecordInvalidError: it is not what the schema promises the register.
    :raise ClaimedMeanwhileError: the place is not what it was when `next_place` found it.
    """
    check(record)
    content = {
        "data": record,
        "data_sha256": sha256_of(record),
        "data_schema": SCHEMA_ID,
        "occurred_at": now,
    }
    if place.is_new:
        row = _new_row(place, record, source, now)
        connection.execute(_INSERT, {**row, **content, "due_at": due_at})
        return
    where = {"of_event": place.event_id, "due": due_at, "now": now}
    if connection.execute(_REFRESH, {**content, **where}).rowcount != 1:
        raise ClaimedMeanwhileError


def sha256_of(record: dict[str, Any]) -> str:
    """The hash of the record's canonical JSON (sorted keys, no spaces, UTF-8), in hex."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def _new_row(place: Place, record: dict[str, Any], source: str, now: datetime) -> dict[str, Any]:
    return {
        "event_id": place.event_id,
        "event_type": RECEIVED if place.version == 1 else UPDATED,
        "spec_version": "1.0",
        "source": source,
        "subject": record["reference"],
        "subject_version": place.version,
        "status": "ready",
        "claims": 0,
        "refusals": 0,
        "created_at": now,
    }


def oldest_due_at(connection: Connection, now: datetime) -> datetime | None:
    """Since when the oldest record that the register should have by now has waited.

    None: nothing waits. A dead record does not count; what waits behind one does.
    """
    found: datetime | None = connection.scalar(_OLDEST, {"now": now})
    return found
