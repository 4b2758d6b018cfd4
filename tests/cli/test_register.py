"""flask register: its commands, as somebody types them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from portal.app import create_app
from portal.db.database import Database
from portal.register import claims, pauses
from portal.settings import Settings
from tests.register.telling import an_intake, claimed, kept, tell
from tests.servers.processes import free_port
from tests.servers.settings import production_settings

Run = Callable[..., Result]


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    database = Database(migrated_database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def run(migrated_database_url: str) -> Iterator[Run]:
    """`run("status")` is `flask register status`."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    settings = production_settings(migrated_database_url, "https://heard.example")
    app = create_app(Settings.from_environment(settings))
    yield lambda *arguments: app.test_cli_runner().invoke(args=["register", *arguments])
    app.extensions["heard"].database.engine.dispose()
    root.handlers, root.level = handlers, level


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    folder.mkdir()
    return folder


def wait(database: Database, *references: str) -> None:
    """Have a record of each wait since three hours ago."""
    with database.write() as connection:
        for reference in references:
            tell(connection, an_intake(reference), datetime.now(UTC) - timedelta(hours=3))


def die(database: Database, reference: str) -> None:
    wait(database, reference)
    now = datetime.now(UTC)
    for hours in range(5):
        [entry] = claimed(database, now + timedelta(hours=hours))
        with database.write() as connection:
            claims.refuse(connection, entry, "HTTP 422", now)


def test_deliver_once_hands_over_what_is_due_and_ends(
    run: Run, database: Database, folder: Path
) -> None:
    wait(database, "AAA", "BBB")

    result = run("deliver", "--to", f"dir:{folder}", "--once")

    assert result.exit_code == 0
    assert "Claimed 2 records" in result.output
    assert len(list(folder.glob("*.json"))) == 2
    assert {row.status for row in kept(database)} == {"done"}


def test_deliver_once_says_that_the_register_is_away(run: Run, database: Database) -> None:
    wait(database, "AAA")
    address = f"http://127.0.0.1:{free_port()}/records"

    results = [run("deliver", "--to", address, "--once") for _ in range(2)]

    for result in results:
        assert result.exit_code == 1
        assert "no answer (ConnectionError)" in result.output
    assert [row.refusals for row in kept(database)] == [0]


@pytest.mark.parametrize("address", ["dir:/no/such/folder", "http://register.example", "nowhere"])
def test_deliver_refuses_a_destination_that_cannot_be_one(run: Run, address: str) -> None:
    result = run("deliver", "--to", address, "--once")

    assert result.exit_code == 2
    assert "--to" in result.output


def test_deliver_does_the_housekeeping(run: Run, database: Database, folder: Path) -> None:
    wait(database, "AAA")
    [entry] = claimed(database, datetime.now(UTC))
    with database.write() as connection:
        claims.acknowledge(connection, entry, "R-1", datetime.now(UTC) - timedelta(days=8))

    run("deliver", "--to", f"dir:{folder}", "--once")

    assert [row.data for row in kept(database)] == [None]


def test_status_says_that_all_is_well(run: Run) -> None:
    result = run("status")

    assert result.exit_code == 0
    assert "nothing waits" in result.output


def test_status_says_what_waits_what_is_dead_and_why_nothing_moves(
    run: Run, database: Database
) -> None:
    die(database, "DEAD1")
    wait(database, "AAA", "BBB")
    now = datetime.now(UTC)
    with database.write() as connection:
        pauses.pause(connection, "https://register.example/in", "HTTP 503", now)

    output = run("status").output

    assert "ready          2" in output
    assert "dead           1" in output
    assert "has waited: 3 h 0 min" in output
    assert "Away: https://register.example/in since" in output
    assert "HTTP 503" in output
    assert "Dead: DEAD1 version 1 since" in output
    assert "HTTP 422" in output
    assert "phone" not in output


def test_retry_offers_a_dead_record_again(run: Run, database: Database, folder: Path) -> None:
    die(database, "DEAD1")

    assert run("retry", "DEAD1").exit_code == 0
    run("deliver", "--to", f"dir:{folder}", "--once")

    assert [row.status for row in kept(database)] == ["done"]


def test_retry_takes_a_reference_as_people_say_it(run: Run, database: Database) -> None:
    die(database, "KM7R-T2XN")

    assert run("retry", "km7r t2xn").exit_code == 0

    assert [row.status for row in kept(database)] == ["ready"]


def test_retry_says_that_nothing_is_dead(run: Run, database: Database) -> None:
    wait(database, "AAA")

    result = run("retry", "AAA")

    assert result.exit_code == 1
    assert "No record of AAA is dead" in result.output


def test_resume_ends_a_pause(run: Run, database: Database, folder: Path) -> None:
    wait(database, "AAA")
    to = ("--to", f"dir:{folder}")
    with database.write() as connection:
        pauses.pause(connection, f"dir:{folder}", "No space left on device", datetime.now(UTC))

    assert run("deliver", *to, "--once").exit_code == 1
    assert "is asked again now" in run("resume", *to).output
    assert "is not paused" in run("resume", *to).output
    assert run("deliver", *to, "--once").exit_code == 0
    assert len(list(folder.glob("*.json"))) == 1


def test_housekeeping_says_what_it_wiped(run: Run) -> None:
    result = run("housekeeping")

    assert result.exit_code == 0
    assert result.output == "Wiped 0 visits and 0 counters, emptied 0 records.\n"
