"""flask register reconcile and retry --all: what went in, what came out, and what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from portal.db.register_queue import RegisterQueueRow
from portal.register import claims
from portal.services import intake as service
from tests.portal_client import an_app, office_of
from tests.register.telling import kept
from tests.services.telling import an_intake

_queue = RegisterQueueRow.as_table()
NAMES = ("KM7R-T2XN", "KM7R-T2XP", "KM7R-T2XQ")


@pytest.fixture
def app(migrated_database_url: str) -> Iterator[Flask]:
    """Three intakes, of which two were delivered."""
    app = an_app(migrated_database_url)
    place = office_of(app)
    now = place.clock()
    with place.database.write() as connection:
        for name in NAMES:
            service.receive(connection, place, an_intake(reference=name), now=now)
    with place.database.write() as connection:
        for entry in claims.claim(connection, "x", now + timedelta(seconds=1), 2):
            claims.acknowledge(connection, entry, entry.subject.lower(), now)
    yield app
    place.database.close()


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["register", *arguments])


def rows(app: Flask) -> list[Any]:
    return sorted(kept(office_of(app).database), key=lambda row: row.subject)


def theirs(tmp_path: Path, lines: list[str]) -> str:
    path = tmp_path / "theirs.csv"
    path.write_text("\n".join(["event_id,data_sha256", *lines]) + "\n", "utf-8")
    return str(path)


def line(row: Any) -> str:
    return f"{row.event_id},{row.data_sha256}"


def test_a_day_has_its_numbers_and_its_hash_and_what_is_late_is_named(app: Flask) -> None:
    found = run(app, "reconcile")

    every = sorted(f"{row.event_id} {row.data_sha256}" for row in rows(app))
    assert hashlib.sha256("\n".join(every).encode()).hexdigest() in found.output
    assert "       3          2  " in found.output
    late = next(row.subject for row in rows(app) if row.status == "ready")
    assert f"{late} version 1: the register should have it since" in found.output
    assert found.exit_code == 1


def test_where_nothing_differs_it_says_so(app: Flask) -> None:
    with office_of(app).database.write() as connection:
        [entry] = claims.claim(connection, "x", datetime.now(UTC), 9)
        claims.acknowledge(connection, entry, "r", datetime.now(UTC))

    found = run(app, "reconcile")

    assert "Nothing differs." in found.output
    assert found.exit_code == 0


def test_what_the_register_lacks_has_otherwise_or_invented_is_named(
    app: Flask, tmp_path: Path
) -> None:
    delivered = [row for row in rows(app) if row.status == "done"]
    lacks, otherwise = delivered
    said = [f"{otherwise.event_id},{'0' * 64}", f"invented,{'1' * 64}"]

    output = run(app, "reconcile", "--theirs", theirs(tmp_path, said)).output

    assert f"{lacks.subject} version 1: it gave a receipt, and does not have it" in output
    assert f"{otherwise.subject} version 1: what it has is not what it was given" in output
    assert "Event invented: the register has it, and it is not ours." in output


def test_a_list_that_agrees_adds_nothing(app: Flask, tmp_path: Path) -> None:
    said = [line(row) for row in rows(app) if row.status == "done"]

    output = run(app, "reconcile", "--theirs", theirs(tmp_path, said)).output

    assert "receipt" not in output
    assert "given" not in output


@pytest.mark.parametrize("content", ["", "a,b\n", "event_id,data_sha256\nx\n"])
def test_what_is_no_list_is_refused(app: Flask, tmp_path: Path, content: str) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text(content, "utf-8")

    assert run(app, "reconcile", "--theirs", str(path)).exit_code == 2


def test_what_was_changed_in_the_table_is_named(app: Flask) -> None:
    with office_of(app).database.write() as connection:
        connection.execute(
            _queue.update().where(_queue.c.subject == NAMES[0]).values(data={"reference": "x"})
        )

    assert f"{NAMES[0]} version 1: what stands there is not" in run(app, "reconcile").output


def test_an_intake_without_a_record_is_named(app: Flask) -> None:
    with office_of(app).database.write() as connection:
        connection.execute(_queue.delete().where(_queue.c.subject == NAMES[0]))

    assert f"{NAMES[0]}: it has no record at all." in run(app, "reconcile").output


def test_other_days_are_left_out(app: Flask) -> None:
    found = run(app, "reconcile", "--from", "2020-01-01", "--to", "2020-12-31")

    assert "Nothing differs." in found.output


def test_every_dead_record_is_offered_again_at_once(app: Flask) -> None:
    database = office_of(app).database
    with database.write() as connection:
        connection.execute(
            _queue.update().values(
                status="dead", finished_at=datetime.now(UTC), lease_token=None, refusals=5
            )
        )

    assert "3 records will be offered again." in run(app, "retry", "--all").output
    assert {(row.status, row.refusals) for row in rows(app)} == {("ready", 0)}
    assert run(app, "retry").exit_code == 2
    assert run(app, "retry", NAMES[0], "--all").exit_code == 2


def test_dead_ones_are_named(app: Flask) -> None:
    with office_of(app).database.write() as connection:
        connection.execute(
            _queue.update()
            .where(_queue.c.status == "ready")
            .values(status="dead", finished_at=datetime.now(UTC))
        )

    assert "the register refused it for good" in run(app, "reconcile").output
