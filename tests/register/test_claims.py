"""Claiming: nobody else has it, in order for each intake, until the lease ends."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from portal.db import schema
from portal.db.database import Database
from portal.register import claims
from portal.register.claims import LEASE
from portal.register.entry import Entry
from tests.register.telling import (
    NOW,
    WORDS,
    acknowledged,
    an_intake,
    claimed,
    released,
    second,
    tell,
    tell_more,
    texts,
    together,
    told,
)

AFTER_THE_LEASE = NOW + LEASE + second()


def test_nothing_is_claimed_where_nothing_waits(database: Database) -> None:
    assert claimed(database) == []


def test_a_record_is_claimed_with_every_word_as_it_was_given(database: Database) -> None:
    told(database, "AAA")

    [entry] = claimed(database)

    assert texts(entry.data) == [WORDS]
    assert (entry.subject, entry.subject_version, entry.claims) == ("AAA", 1, 1)
    assert entry.lease_until == NOW + LEASE


def test_what_somebody_told_us_stands_in_no_repr(database: Database) -> None:
    told(database, "AAA")

    [entry] = claimed(database)

    assert "phone" not in repr(entry)


def test_the_oldest_due_comes_first(database: Database) -> None:
    told(database, "CCC", "AAA", "BBB")

    assert [entry.subject for entry in claimed(database, limit=10)] == ["CCC", "AAA", "BBB"]


def test_no_more_is_claimed_than_asked_for(database: Database) -> None:
    told(database, "AAA", "BBB", "CCC")

    assert len(claimed(database, limit=2)) == 2
    assert len(claimed(database, limit=2)) == 1


def test_a_record_is_not_claimed_before_it_is_due(database: Database) -> None:
    with database.write() as connection:
        tell(connection, an_intake(), due_at=NOW + second())

    assert claimed(database, NOW) == []
    assert len(claimed(database, NOW + second())) == 1


def test_a_claim_that_is_not_committed_is_none(database: Database) -> None:
    told(database, "AAA")

    with database.write() as connection:
        claims.claim(connection, "somebody", NOW)
        connection.rollback()

    assert [entry.claims for entry in claimed(database)] == [1]


def test_the_records_of_one_intake_are_claimed_one_after_the_other(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    [first] = claimed(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    assert claimed(database, limit=10) == []
    acknowledged(database, first)
    assert [entry.subject_version for entry in claimed(database, limit=10)] == [2]


def test_a_batch_never_holds_two_records_of_one_intake(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    released(database, claimed(database)[0])
    with database.write() as connection:
        tell_more(connection, intake, "and more")

    assert [entry.subject_version for entry in claimed(database, limit=10)] == [1]


def test_the_database_itself_refuses_two_leases_on_one_intake(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    claimed(database)
    with database.write() as connection:
        tell_more(connection, intake, "and more")
    lease_all = "UPDATE register_queue SET status = 'leased', lease_token = 'x'"

    with pytest.raises(IntegrityError), database.write() as connection:
        connection.exec_driver_sql(lease_all)


def test_two_consumers_never_hold_the_same_record(database: Database) -> None:
    told(database, *(f"R{i:03}" for i in range(60)))
    taken: list[Entry] = []

    def consume(name: str) -> None:
        while entries := claimed(database, limit=3, consumer=name):
            taken.extend(entries)

    together(*(lambda name=name: consume(name) for name in ("one", "two", "three", "four")))

    assert sorted(entry.subject for entry in taken) == [f"R{i:03}" for i in range(60)]


def test_a_consumer_does_not_wait_for_another_ones_open_claim(postgres_url: str) -> None:
    # On PostgreSQL: on SQLite there is one writer at a time, by its own rule.
    database = Database(postgres_url)
    schema.upgrade(database)
    told(database, "AAA", "BBB")

    with database.write() as open_claim:
        claims.claim(open_claim, "one", NOW)
        assert [entry.subject for entry in claimed(database)] == ["BBB"]
    database.engine.dispose()


def test_a_lease_that_ran_out_is_taken_over(database: Database) -> None:
    told(database, "AAA")
    [first] = claimed(database, consumer="one")

    assert claimed(database, NOW + LEASE - second(), consumer="two") == []
    [second_holder] = claimed(database, AFTER_THE_LEASE, consumer="two")

    assert second_holder.event_id == first.event_id
    assert second_holder.lease_token != first.lease_token
    assert second_holder.claims == 2


def test_whether_there_is_anything_to_claim_is_what_claim_would_find(database: Database) -> None:
    def anything(now: object = NOW) -> bool:
        with database.read() as connection:
            return claims.anything_to_claim(connection, now)  # type: ignore[arg-type]

    assert not anything()
    told(database, "AAA")
    assert anything()
    [entry] = claimed(database)
    assert not anything()
    assert anything(AFTER_THE_LEASE)
    acknowledged(database, entry)
    assert not anything(AFTER_THE_LEASE)


def test_a_claim_looks_only_at_what_waits(database: Database) -> None:
    # A year's delivered records must not make the next one slower to find.
    plan = plan_of_a_claim(database)

    for index in ("ix_register_queue_ready", "ix_register_queue_leased", "ix_register_queue_open"):
        assert index in plan
    assert "SCAN register_queue\n" not in plan
    assert "Seq Scan on register_queue" not in plan


def plan_of_a_claim(database: Database) -> str:
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        ran.append((sql, values))

    claimed(database)
    [(statement, values)] = [run for run in ran if "UPDATE" in run[0]]
    with database.read() as connection:
        if database.is_sqlite:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        else:
            # An empty table is read whole whatever its indexes are.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = connection.exec_driver_sql(f"EXPLAIN {statement}", values)
        return "\n".join(str(row[-1]) for row in plan)
