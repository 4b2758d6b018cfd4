"""flask audit: as somebody types it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from portal.db.database import Database
from tests.db.chain import ENTRIES, add, kept, replace_all, without_triggers
from tests.portal_client import an_app, office_of

Run = Callable[..., Result]


@pytest.fixture
def app(migrated_database_url: str) -> Iterator[Flask]:
    app = an_app(migrated_database_url)
    yield app
    office_of(app).database.close()


@pytest.fixture
def database(app: Flask) -> Database:
    """The app's database, with some entries, whose triggers somebody took away."""
    database = office_of(app).database
    add(database)
    without_triggers(database)
    return database


@pytest.fixture
def run(app: Flask) -> Run:
    """`run("verify")` is `flask audit verify`."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["audit", *arguments])


def test_an_empty_audit_is_well(run: Run) -> None:
    assert run("last").output == f"0 {'0' * 64}\n"
    assert "0 entries" in run("verify").output


def test_verify_says_how_many_and_the_last_as_last_does(run: Run, database: Database) -> None:
    noted = run("last").output.strip()

    result = run("verify")

    assert result.exit_code == 0
    assert f"{ENTRIES} entries, all as they were written." in result.output
    assert f"The last: {noted}" in result.output
    assert run("verify", "--since", *noted.split()).exit_code == 0


def test_verify_names_the_first_entry_that_was_changed(run: Run, database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE audit SET action = 'x' WHERE number IN (3, 5)"))

    result = run("verify")

    assert result.exit_code == 1
    assert "Entry 3 is not as it was written" in result.output


def test_since_shows_an_end_that_was_cut_off(run: Run, database: Database) -> None:
    noted = run("last").output.split()
    replace_all(database, kept(database)[:-2])

    assert run("verify").exit_code == 0
    result = run("verify", "--since", *noted)

    assert result.exit_code == 1
    assert f"after {ENTRIES - 2} comes none" in result.output


def test_since_shows_a_chain_that_was_written_anew(run: Run, database: Database) -> None:
    result = run("verify", "--since", "2", "a" * 64)

    assert result.exit_code == 1
    assert "Entry 2 is not the one that was noted" in result.output


@pytest.mark.parametrize("said", [("0", "a"), ("x", "a"), ("-1", "a"), ("5",)])
def test_what_cannot_be_a_note_is_refused(run: Run, said: tuple[str, ...]) -> None:
    assert run("verify", "--since", *said).exit_code == 2
