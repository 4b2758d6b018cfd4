"""Intakes whose records wait in the queue, made as the intake service makes them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from portal.db.database import Database
from portal.db.register_queue import RegisterQueueRow
from portal.domain.clock import DueDates
from portal.domain.intake import Intake, Words, new_id
from portal.domain.record import snapshot
from portal.domain.taxonomy import MethodOfReceipt
from portal.register import claims, queue
from portal.register.entry import Entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_MINUTE_AGO = NOW - timedelta(minutes=1)
DUE = DueDates(date(2026, 11, 25), date(2026, 12, 7))
WORDS = "  They took my phone 😢\nهاتفي <3"
rows = RegisterQueueRow.as_table()


def an_intake(reference: str = "K7M2QX", text: str = WORDS, **more: Any) -> Intake:
    """One intake by text, of which only what matters need be named."""
    said = (Words(text, NOW),)
    return Intake(
        **{
            "id": new_id(),
            "reference": reference,
            "received_at": NOW,
            "method": MethodOfReceipt.TEXT_MESSAGE,
            "language": "en",
            "words": said,
            **more,
        }
    )


def tell(
    connection: Connection, intake: Intake, now: datetime = NOW, due_at: datetime | None = None
) -> Intake:
    """Queue the first record of `intake`."""
    _put(connection, intake, queue.first_place(), now, due_at or now)
    return intake


def tell_more(
    connection: Connection,
    intake: Intake,
    text: str,
    now: datetime = NOW,
    due_at: datetime | None = None,
) -> Intake:
    """Add words to `intake` and queue what it is now."""
    more = replace(intake, words=(*intake.words, Words(text, now)))
    place = queue.next_place(connection, intake.reference)
    _put(connection, more, place, now, due_at or now)
    return more


def _put(
    connection: Connection, intake: Intake, place: queue.Place, now: datetime, due_at: datetime
) -> None:
    record = snapshot(intake, place.version, DUE, ())
    queue.put(connection, place, record, source="urn:heard:test", due_at=due_at, now=now)


def told(database: Database, *references: str) -> None:
    """Queue one record for each reference, one after the other, all due since a minute ago."""
    with database.write() as connection:
        for i, reference in enumerate(references):
            tell(connection, an_intake(reference), A_MINUTE_AGO + i * timedelta(milliseconds=10))


def claimed(
    database: Database, now: datetime = NOW, limit: int = 1, consumer: str = "somebody"
) -> list[Entry]:
    """What a consumer gets, committed."""
    with database.write() as connection:
        return claims.claim(connection, consumer, now, limit)


def acknowledged(database: Database, entry: Entry, now: datetime = NOW) -> None:
    """The register has it, committed."""
    with database.write() as connection:
        claims.acknowledge(connection, entry, "R-1", now)


def released(
    database: Database, entry: Entry, reason: str | None = None, retry_at: datetime | None = None
) -> None:
    """It is given back, committed."""
    with database.write() as connection:
        claims.release(connection, entry, reason, retry_at)


def kept(database: Database, **where: Any) -> list[Any]:
    """The rows of the queue, by reference and version."""
    statement = select(rows).filter_by(**where).order_by(rows.c.subject, rows.c.subject_version)
    with database.read() as connection:
        return list(connection.execute(statement))


def texts(record: dict[str, Any]) -> list[str]:
    """Everything said in a record."""
    return [words["text"] for words in record["words"]]


def second(count: int = 1) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=count)


def together(*doings: Callable[[], None]) -> None:
    """Do all of it at once, each in a thread of its own, and raise what any of them raised."""
    with ThreadPoolExecutor(len(doings)) as threads:
        for doing in [threads.submit(doing) for doing in doings]:
            doing.result()


def an_entry(subject: str = "K7M2QX", version: int = 1, event_id: str = "e-1") -> Entry:
    """A record in hand, claimed by nobody in particular."""
    record = snapshot(an_intake(subject), version, DUE, ())
    return Entry(
        event_id=event_id,
        event_type=queue.RECEIVED,
        spec_version="1.0",
        source="urn:heard:test",
        data_schema=record["schema"],
        subject=subject,
        subject_version=version,
        occurred_at=NOW,
        data=record,
        data_sha256=queue.sha256_of(record),
        claims=1,
        refusals=0,
        lease_token=new_id(),
        lease_until=NOW + claims.LEASE,
    )
