"""Putting records into the queue: a row that nobody claimed is refreshed, no other is touched."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from portal.db.database import Database
from portal.domain.record import SCHEMA_ID, snapshot
from portal.register import queue
from portal.register.queue import ClaimedMeanwhileError
from portal.register.schemas import RecordInvalidError
from tests.register.telling import (
    DUE,
    NOW,
    WORDS,
    acknowledged,
    an_intake,
    claimed,
    kept,
    released,
    second,
    tell,
    tell_more,
    texts,
    told,
)

LATER = NOW + timedelta(minutes=5)
IN_QUIET = LATER + timedelta(minutes=15)


def test_a_record_waits_in_the_queue_as_the_register_will_read_it(database: Database) -> None:
    told(database, "AAA")

    [row] = kept(database)
    assert (row.status, row.event_type, row.data_schema) == ("ready", queue.RECEIVED, SCHEMA_ID)
    assert (row.spec_version, row.source) == ("1.0", "urn:heard:test")
    assert (row.claims, row.refusals, row.receipt, row.retry_at) == (0, 0, None, None)
    assert texts(row.data) == [WORDS]


def test_the_hash_is_that_of_the_record_as_it_is_kept(database: Database) -> None:
    told(database, "AAA")

    [row] = kept(database)
    plain = json.dumps(row.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert row.data_sha256 == hashlib.sha256(plain.encode()).hexdigest()


def test_more_words_refresh_a_record_that_nobody_claimed(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake(), due_at=NOW + timedelta(minutes=15))
        tell_more(connection, intake, "and more", LATER, IN_QUIET)

    [row] = kept(database)
    assert texts(row.data) == [WORDS, "and more"]
    assert (row.subject_version, row.event_type) == (1, queue.RECEIVED)
    assert (row.occurred_at, row.due_at, row.created_at) == (LATER, IN_QUIET, NOW)
    assert row.data_sha256 == queue.sha256_of(row.data)


def test_a_refreshed_record_is_still_the_same_event(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    before = kept(database)[0].event_id
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    assert [row.event_id for row in kept(database)] == [before]


def test_what_is_due_already_stays_due_since_then(database: Database) -> None:
    # Else a child who texts all day would hide that the register has been away all day.
    with database.write() as connection:
        intake = tell(connection, an_intake())
        tell_more(connection, intake, "and more", LATER, IN_QUIET)

    assert kept(database)[0].due_at == NOW


def test_words_that_make_it_urgent_make_it_due_at_once(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake(), due_at=NOW + timedelta(minutes=15))
        tell_more(connection, intake, "he has a knife", LATER, due_at=LATER)

    assert kept(database)[0].due_at == LATER


def test_more_words_after_a_claim_are_a_new_version(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    [entry] = claimed(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    first, new = kept(database)
    assert texts(first.data) == [WORDS] == texts(entry.data)
    assert texts(new.data) == [WORDS, "and more"]
    assert (new.subject_version, new.event_type) == (2, queue.UPDATED)
    assert new.data["version"] == 2
    assert new.event_id != first.event_id


def test_more_words_after_a_claim_that_was_given_back_are_a_new_version(
    database: Database,
) -> None:
    # Somebody may have read it, and may even have kept it.
    with database.write() as connection:
        intake = tell(connection, an_intake())
    released(database, claimed(database)[0])
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    assert [row.subject_version for row in kept(database)] == [1, 2]


def test_a_new_version_is_refreshed_like_a_first_one(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    acknowledged(database, claimed(database)[0])
    with database.write() as connection:
        more = tell_more(connection, intake, "and more")
        tell_more(connection, more, "and still more")

    assert [texts(row.data) for row in kept(database)] == [
        [WORDS],
        [WORDS, "and more", "and still more"],
    ]


def test_a_row_that_was_claimed_meanwhile_is_not_written_over(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
        place = queue.next_place(connection, intake.reference)
    claimed(database)

    record = snapshot(intake, 1, DUE, ())
    with database.write() as connection, pytest.raises(ClaimedMeanwhileError):
        queue.put(connection, place, record, source="urn:heard:test", due_at=NOW, now=NOW)


def test_a_record_that_breaks_the_schema_is_not_queued(database: Database) -> None:
    record = snapshot(an_intake(), 1, DUE, ()) | {"language": ""}

    with database.write() as connection, pytest.raises(RecordInvalidError, match="language"):
        queue.put(
            connection, queue.first_place(), record, source="urn:heard:test", due_at=NOW, now=NOW
        )

    assert kept(database) == []


def test_the_oldest_due_is_the_one_that_the_register_has_missed_longest(
    database: Database,
) -> None:
    def oldest() -> object:
        with database.read() as connection:
            return queue.oldest_due_at(connection, NOW)

    assert oldest() is None
    with database.write() as connection:
        tell(connection, an_intake("AAA"), due_at=NOW + second())
    assert oldest() is None
    with database.write() as connection:
        tell(connection, an_intake("BBB"), due_at=NOW - timedelta(hours=3))
        tell(connection, an_intake("CCC"), due_at=NOW - timedelta(hours=1))
    assert oldest() == NOW - timedelta(hours=3)
    [entry] = claimed(database)
    assert oldest() == NOW - timedelta(hours=3)
    acknowledged(database, entry)
    assert oldest() == NOW - timedelta(hours=1)
