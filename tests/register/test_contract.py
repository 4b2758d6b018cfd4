"""docs/register-queue.md: a register built from its statements alone works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from portal.db import schema
from portal.db.database import Database
from portal.register.queue import sha256_of
from tests.register.contract import STATEMENTS, Run, runner
from tests.register.telling import WORDS, an_intake, kept, rows, tell, tell_more, texts


@pytest.fixture
def run(database: Database) -> Iterator[Run]:
    with runner(database) as run:
        yield run


@pytest.fixture
def waiting(database: Database) -> Database:
    """A database in which one record has been due for a minute."""
    with database.write() as connection:
        tell(connection, an_intake(), a_minute_ago())
    return database


def a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


def claim(run: Run, most: int = 1) -> list[dict[str, Any]]:
    claimed = run("claim", most=most, lease=str(uuid4()), consumer="their register")
    return claimed if isinstance(claimed, list) else []


def ours(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"event_id": row["event_id"], "lease": row["lease_token"], **more}


def age_lease(database: Database) -> None:
    with database.write() as connection:
        connection.execute(rows.update().values(lease_until=a_minute_ago()))


def end_wait(database: Database) -> None:
    with database.write() as connection:
        connection.execute(rows.update().values(retry_at=a_minute_ago()))


def test_the_page_has_every_statement_for_both_databases() -> None:
    verbs = {"claim", "acknowledge", "release", "refuse"}
    assert {name for kind, name in STATEMENTS if kind == "sqlite"} == verbs
    on_postgresql = {name for kind, name in STATEMENTS if kind == "postgresql"}
    assert on_postgresql == verbs | {"grants", "rights"}


def test_a_record_is_claimed_and_acknowledged(waiting: Database, run: Run) -> None:
    [row] = claim(run)

    data = json.loads(row["data"]) if isinstance(row["data"], str) else row["data"]
    assert texts(data) == [WORDS]
    assert row["data_sha256"] == sha256_of(data)
    assert claim(run) == []
    assert run("acknowledge", **ours(row, receipt="4711")) == 1
    [kept_row] = kept(waiting)
    assert (kept_row.status, kept_row.receipt) == ("done", "4711")
    assert kept_row.finished_at >= a_minute_ago()


def test_a_lease_lasts_five_minutes_by_the_times_that_heard_reads(
    waiting: Database, run: Run
) -> None:
    before = datetime.now(UTC)
    claim(run)

    lease = kept(waiting)[0].lease_until - before
    assert timedelta(minutes=5) - timedelta(seconds=1) < lease < timedelta(minutes=5, seconds=30)


def test_the_second_version_waits_for_the_first(waiting: Database, run: Run) -> None:
    [first] = claim(run)
    with waiting.write() as connection:
        tell_more(connection, an_intake(), "and more", a_minute_ago())

    assert claim(run, most=10) == []
    run("acknowledge", **ours(first, receipt="4711"))
    assert [row["subject_version"] for row in claim(run, most=10)] == [2]


def test_a_lost_lease_changes_no_row(waiting: Database, run: Run) -> None:
    [first] = claim(run)
    age_lease(waiting)
    [second] = claim(run)

    assert second["event_id"] == first["event_id"]
    assert run("acknowledge", **ours(first, receipt="4711")) == 0
    assert run("release", **ours(first, reason="HTTP 503")) == 0
    assert run("refuse", **ours(first, reason="HTTP 422")) == 0
    assert run("acknowledge", **ours(second, receipt="4711")) == 1


def test_a_released_record_waits_longer_each_time_and_never_dies(
    waiting: Database, run: Run
) -> None:
    for times in range(1, 12):
        [row] = claim(run)
        released_at = datetime.now(UTC)
        assert run("release", **ours(row, reason="HTTP 503")) == 1
        assert claim(run) == []
        longest = min(timedelta(seconds=5 * 2**times), timedelta(minutes=30))
        wait = kept(waiting)[0].retry_at - released_at
        slack = timedelta(seconds=2)
        assert longest / 2 - slack <= wait <= longest + slack
        end_wait(waiting)

    [row] = kept(waiting)
    assert (row.status, row.refusals, row.last_error) == ("ready", 0, "HTTP 503")


def test_a_record_that_is_refused_five_times_is_dead(waiting: Database, run: Run) -> None:
    for times in range(1, 6):
        [row] = claim(run)
        assert run("refuse", **ours(row, reason="HTTP 422")) == 1
        [kept_row] = kept(waiting)
        assert kept_row.refusals == times
        assert kept_row.status == ("dead" if times == 5 else "ready")
        assert (kept_row.retry_at is None) == (times == 5)
        end_wait(waiting)

    assert claim(run) == []


def test_the_inbox_takes_each_event_once(waiting: Database, run: Run) -> None:
    run("inbox")
    [row] = claim(run)
    event = {"event_id": row["event_id"], "subject": row["subject"], "version": 1}

    assert [run("take", **event), run("take", **event)] == [1, 0]


def test_the_register_s_role_can_do_its_work_and_nothing_else(postgres_url: str) -> None:
    database = Database(postgres_url)
    schema.upgrade(database)
    with database.write() as connection:
        tell(connection, an_intake(), a_minute_ago())
    with database.engine.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE register_reader")
        for statement in STATEMENTS["postgresql", "grants"].split(";"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("SET LOCAL ROLE register_reader")
        claiming = {"most": 1, "lease": "a-lease", "consumer": "their register"}
        [row] = connection.execute(text(STATEMENTS["postgresql", "claim"]), claiming)
        done = {"event_id": row.event_id, "lease": "a-lease", "receipt": "4711"}
        assert connection.execute(text(STATEMENTS["postgresql", "acknowledge"]), done).rowcount == 1
        for statement in FORBIDDEN:
            assert_forbidden(connection, statement)
    database.engine.dispose()


FORBIDDEN = (
    "UPDATE register_queue SET data = '{}'",
    "UPDATE register_queue SET subject = 'X'",
    "DELETE FROM register_queue",
    "SELECT * FROM intake",
    "SELECT * FROM words",
    "SELECT * FROM text_message",
    "SELECT * FROM register_pause",
)


def assert_forbidden(connection: Connection, statement: str) -> None:
    savepoint = connection.begin_nested()
    with pytest.raises(ProgrammingError, match="permission denied"):
        connection.exec_driver_sql(statement)
    savepoint.rollback()
