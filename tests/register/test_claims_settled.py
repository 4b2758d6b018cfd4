"""What came of a claim: acknowledged, given back, refused, dead, tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from portal.db.database import Database
from portal.register import claims
from portal.register.claims import LEASE, LostLeaseError, NotDeadError
from portal.register.entry import Entry
from tests.register.telling import (
    NOW,
    acknowledged,
    an_intake,
    claimed,
    kept,
    released,
    second,
    tell,
    tell_more,
    told,
)

AFTER_THE_LEASE = NOW + LEASE + second()


def refused(database: Database, entry: Entry) -> bool:
    with database.write() as connection:
        return claims.refuse(connection, entry, "HTTP 422", NOW)


@pytest.mark.parametrize(
    "verb",
    [
        lambda connection, entry: claims.acknowledge(connection, entry, "R-1", NOW),
        lambda connection, entry: claims.release(connection, entry),
        lambda connection, entry: claims.refuse(connection, entry, "HTTP 422", NOW),
    ],
    ids=["acknowledge", "release", "refuse"],
)
def test_who_comes_back_after_the_lease_was_taken_over_changes_nothing(
    database: Database, verb: Callable[[Connection, Entry], object]
) -> None:
    told(database, "AAA")
    [first] = claimed(database, consumer="one")
    [second_holder] = claimed(database, AFTER_THE_LEASE, consumer="two")

    with pytest.raises(LostLeaseError), database.write() as connection:
        verb(connection, first)

    acknowledged(database, second_holder, AFTER_THE_LEASE)
    [row] = kept(database)
    assert (row.status, row.leased_by) == ("done", "two")


def test_a_lease_that_ran_out_still_counts_while_nobody_took_it(database: Database) -> None:
    told(database, "AAA")
    [entry] = claimed(database)

    acknowledged(database, entry, AFTER_THE_LEASE)

    assert kept(database)[0].status == "done"


def test_acknowledging_twice_is_refused(database: Database) -> None:
    told(database, "AAA")
    [entry] = claimed(database)
    acknowledged(database, entry)

    with pytest.raises(LostLeaseError):
        acknowledged(database, entry)


def test_an_acknowledged_record_keeps_its_receipt_and_is_never_claimed_again(
    database: Database,
) -> None:
    told(database, "AAA")
    acknowledged(database, claimed(database)[0])

    [row] = kept(database)
    assert (row.status, row.receipt, row.finished_at) == ("done", "R-1", NOW)
    assert (row.lease_token, row.lease_until) == (None, None)
    assert claimed(database, NOW + timedelta(days=365)) == []


def test_a_released_record_is_there_again_at_once(database: Database) -> None:
    told(database, "AAA")
    released(database, claimed(database)[0])

    assert [entry.claims for entry in claimed(database)] == [2]


def test_a_released_record_waits_where_a_wait_is_named(database: Database) -> None:
    told(database, "AAA")
    [entry] = claimed(database)
    released(database, entry, reason="HTTP 503", retry_at=NOW + second(10))

    assert kept(database)[0].last_error == "HTTP 503"
    assert claimed(database, NOW + second(9)) == []
    assert len(claimed(database, NOW + second(10))) == 1


def test_a_wait_does_not_hide_since_when_a_record_was_due(database: Database) -> None:
    told(database, "AAA")
    due_at = kept(database)[0].due_at
    released(database, claimed(database)[0], retry_at=NOW + timedelta(days=1))

    assert kept(database)[0].due_at == due_at


def test_releases_never_make_a_record_dead(database: Database) -> None:
    told(database, "AAA")
    for _ in range(50):
        released(database, claimed(database)[0])

    [row] = kept(database)
    assert (row.status, row.claims, row.refusals) == ("ready", 50, 0)


def test_a_record_is_dead_after_five_refusals_and_not_before(database: Database) -> None:
    told(database, "AAA")
    now, deaths = NOW, []
    for _ in range(5):
        deaths.append(refused(database, claimed(database, now)[0]))
        now += timedelta(hours=1)

    assert deaths == [False, False, False, False, True]
    [row] = kept(database)
    assert (row.status, row.refusals, row.last_error) == ("dead", 5, "HTTP 422")
    assert row.data is not None
    assert claimed(database, now + timedelta(days=365)) == []


def test_a_refused_record_waits_before_it_is_offered_again(database: Database) -> None:
    told(database, "AAA")
    refused(database, claimed(database)[0])

    assert NOW + second(5) <= kept(database)[0].retry_at <= NOW + second(10)
    assert claimed(database, NOW + second(4)) == []


def bury(database: Database) -> None:
    """Have the oldest record refused until it is dead."""
    now = NOW
    while not refused(database, claimed(database, now)[0]):
        now += timedelta(hours=1)


def test_a_dead_record_holds_back_its_own_intake_and_no_other(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake("AAA"))
    bury(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")
        tell(connection, an_intake("BBB"))

    assert [entry.subject for entry in claimed(database, limit=10)] == ["BBB"]


def test_a_dead_record_can_be_tried_again_and_what_waited_behind_it_follows(
    database: Database,
) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake("AAA"))
    bury(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    with database.write() as connection:
        assert claims.retry(connection, "AAA") == 1

    [first] = claimed(database)
    assert (first.subject_version, first.refusals) == (1, 0)
    acknowledged(database, first)
    assert [entry.subject_version for entry in claimed(database)] == [2]


def test_only_the_dead_are_retried(database: Database) -> None:
    told(database, "AAA")

    with pytest.raises(NotDeadError), database.write() as connection:
        claims.retry(connection, "AAA")
