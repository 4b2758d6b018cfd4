"""Whatever is done to the audit behind our back shows: verifying names the first such entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from portal.db import audit, staff
from portal.db.audit import Noted, hash_of
from portal.db.database import Database
from portal.domain.staff import Role, StaffMember
from tests.db.chain import (
    AT,
    ENTRIES,
    add,
    an_entry,
    kept,
    last,
    replace_all,
    table,
    verdict,
    without_triggers,
)
from tests.servers.databases import Databases

Row = dict[str, Any]
SOMEBODY = StaffMember("a" * 36, "olu@kent.example", "Olu", frozenset({Role.OFFICER}))
# For each column, another value that the database takes as well.
OTHER: dict[str, Any] = {
    "number": 99,
    "at": AT + timedelta(microseconds=1),
    "staff_id": SOMEBODY.id,
    "action": "intake.views",
    "subject": "HH2H-H2HJ",
    "detail": {"number": 3, "again": 1},
    "previous_hash": "a" * 64,
    "hash": "b" * 64,
}
NULLABLE = ("staff_id", "subject")


@pytest.fixture
def chain(database: Database) -> Database:
    """A database with some entries, whose triggers somebody took away."""
    with database.write() as connection:
        staff.add(connection, SOMEBODY, AT)
    add(database)
    without_triggers(database)
    return database


def test_every_column_has_another_value_to_be_tried_with() -> None:
    assert OTHER.keys() == {column.name for column in table.columns}


@pytest.mark.parametrize("number", [1, 3, ENTRIES])
@pytest.mark.parametrize("column", OTHER)
def test_a_changed_value_of_any_column_shows(chain: Database, column: str, number: int) -> None:
    with chain.write() as connection:
        changed = table.update().where(table.c.number == number)
        connection.execute(changed.values({column: OTHER[column]}))

    assert verdict(chain).broken_at == number


@pytest.mark.parametrize("column", NULLABLE)
def test_a_value_taken_away_shows(chain: Database, column: str) -> None:
    entries = kept(chain)
    whole = {**entries[0], column: OTHER[column]}
    whole["hash"] = hash_of({name: value for name, value in whole.items() if name != "hash"})
    replace_all(chain, [whole])
    assert verdict(chain).broken_at is None

    replace_all(chain, [{**whole, column: None}])

    assert verdict(chain).broken_at == 1


def test_an_entry_missing_in_the_middle_shows(chain: Database) -> None:
    entries = kept(chain)

    replace_all(chain, entries[:2] + entries[3:])

    assert verdict(chain).broken_at == 3


def test_a_missing_entry_shows_when_the_later_ones_move_up(chain: Database) -> None:
    entries = kept(chain)
    moved = [{**row, "number": row["number"] - 1} for row in entries[3:]]

    replace_all(chain, entries[:2] + moved)

    assert verdict(chain).broken_at == 3


def test_the_first_entries_missing_shows(chain: Database) -> None:
    replace_all(chain, kept(chain)[2:])

    assert verdict(chain).broken_at == 1


@pytest.mark.parametrize("number", [-5, 0, ENTRIES + 2])
def test_an_entry_put_in_outside_the_row_of_numbers_shows(chain: Database, number: int) -> None:
    entries = kept(chain)

    replace_all(chain, [*entries, {**entries[-1], "number": number}])

    assert verdict(chain).broken_at == (1 if number <= 0 else ENTRIES + 1)


def test_an_entry_put_in_with_its_own_right_hash_shows_at_the_next(chain: Database) -> None:
    entries = kept(chain)
    put_in = {**entries[2], "action": "intake.nothing"}
    put_in["hash"] = hash_of({name: value for name, value in put_in.items() if name != "hash"})
    later = [{**row, "number": row["number"] + 1} for row in entries[2:]]

    replace_all(chain, [*entries[:2], put_in, *later])

    assert verdict(chain).broken_at == 4


def test_two_entries_that_changed_places_show(chain: Database) -> None:
    entries = kept(chain)
    third, fourth = entries[2], entries[3]
    swapped = [{**fourth, "number": 3}, {**third, "number": 4}]

    replace_all(chain, [*entries[:2], *swapped, *entries[4:]])

    assert verdict(chain).broken_at == 3


@pytest.mark.parametrize("left", [0, 1, ENTRIES - 1])
def test_an_end_cut_off_shows_against_what_was_noted(chain: Database, left: int) -> None:
    noted = last(chain)

    replace_all(chain, kept(chain)[:left])

    assert verdict(chain).broken_at is None  # the rest is a whole chain of its own
    assert not verdict(chain, noted).is_as_noted


def test_a_chain_written_anew_shows_against_what_was_noted(chain: Database) -> None:
    noted = last(chain)
    replace_all(chain, [])
    for number in range(1, ENTRIES + 3):
        with chain.write() as connection:
            audit.append(connection, replace(an_entry(number), action="intake.nothing"))

    assert verdict(chain).broken_at is None
    assert not verdict(chain, noted).is_as_noted


@pytest.mark.parametrize("number", [1, 3, ENTRIES])
def test_what_was_noted_is_found_though_more_was_added(database: Database, number: int) -> None:
    add(database)
    noted = Noted(number, kept(database)[number - 1]["hash"])
    add(database)

    assert verdict(database, noted).is_as_noted
    assert not verdict(database, Noted(number, "0" * 64)).is_as_noted
    assert not verdict(database, Noted(number + 1, noted.hash)).is_as_noted


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "yesterday"), ("at", 5), ("detail", "{"), ("detail", "[1]"), ("action", b"\xff")],
)
def test_an_entry_that_cannot_be_read_is_named_and_stops_nothing(
    sqlite_chain: Database, column: str, value: object
) -> None:
    with sqlite_chain.write() as connection:
        statement = f"UPDATE audit SET {column} = :value WHERE number = 4"  # noqa: S608 - ours
        connection.execute(text(statement), {"value": value})

    found = verdict(sqlite_chain)
    assert found.broken_at == 4
    assert found.last.number == 3


@pytest.fixture
def sqlite_chain(databases: Databases) -> Iterator[Database]:
    """The same on SQLite, which keeps anything in any column."""
    database = Database(databases.migrated("sqlite"))
    add(database)
    without_triggers(database)
    yield database
    database.close()
