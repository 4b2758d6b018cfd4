"""Put records into the queue: in the transaction that keeps the intake, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from portal.db.database import canonical_json
from portal.db.register_queue import RegisterQueueRow
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
_REFRESH = update(_queue).where(_queue.c.event_id == bindparam("of_event"))


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
    """Where the next record of `subject` goes.

    A row that was never claimed is refreshed in place. After any claim, even one that was
    given back, somebody may have read it: what is new then is a new version.
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

    :raise RecordInvalidError: it is not what the schema promises the register.
    """
    check(record)
    content = {
        "data": record,
        "data_sha256": sha256_of(record),
        "due_at": due_at,
        "occurred_at": now,
    }
    if place.is_new:
        connection.execute(_INSERT, _new_row(place, record, source, now) | content)
    else:
        connection.execute(_REFRESH, {"of_event": place.event_id, **content})


def sha256_of(record: dict[str, Any]) -> str:
    """The hash of the record's canonical JSON (sorted keys, no spaces, UTF-8), in hex."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def _new_row(place: Place, record: dict[str, Any], source: str, now: datetime) -> dict[str, Any]:
    return {
        "event_id": place.event_id,
        "event_type": RECEIVED if place.version == 1 else UPDATED,
        "spec_version": "1.0",
        "source": source,
        "data_schema": SCHEMA_ID,
        "subject": record["reference"],
        "subject_version": place.version,
        "status": "ready",
        "claims": 0,
        "refusals": 0,
        "created_at": now,
    }


def oldest_due_at(connection: Connection, now: datetime) -> datetime | None:
    """Since when the oldest record that may be taken has waited; None: nothing waits."""
    due = (_queue.c.status.in_(("ready", "leased"))) & (_queue.c.due_at <= now)
    found: datetime | None = connection.scalar(select(func.min(_queue.c.due_at)).where(due))
    return found
