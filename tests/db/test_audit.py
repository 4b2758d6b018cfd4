"""The audit: only added to, without a gap; whatever else is done to it shows."""

from __future__ import annotations

import itertools
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from portal.db import audit
from portal.db.audit import NOTHING, Entry, Noted, Verdict, hash_of
from portal.db.database import Database
from tests.db.chain import (
    AT,
    ENTRIES,
    add,
    an_entry,
    kept,
    last,
    table,
    verdict,
)

Row = dict[str, Any]


def test_an_audit_without_an_entry_is_whole(database: Database) -> None:
    assert last(database) == Noted(0, NOTHING)
    assert verdict(database) == Verdict(Noted(0, NOTHING), None)


def test_entries_are_numbered_from_one_and_each_bears_the_hash_before(database: Database) -> None:
    add(database)

    entries = kept(database)
    assert [row["number"] for row in entries] == list(range(1, ENTRIES + 1))
    assert [row["previous_hash"] for row in entries] == [
        NOTHING,
        *(row["hash"] for row in entries[:-1]),
    ]
    assert entries[2]["detail"] == {"number": 3, "again": True}
    assert verdict(database) == Verdict(last(database), None)
    assert last(database) == Noted(ENTRIES, entries[-1]["hash"])


CHANGES = {
    "change": "UPDATE audit SET action = 'x' WHERE number = 2",
    "change nothing": "UPDATE audit SET action = action WHERE number = 2",
    "delete": "DELETE FROM audit WHERE number = 2",
    "delete all": "DELETE FROM audit",
}
MORE = {
    "sqlite": {
        "replace": "INSERT OR REPLACE INTO audit SELECT number, at, staff_id, 'x', subject,"
        " detail, previous_hash, hash FROM audit WHERE number = 2",
    },
    "postgresql": {
        "truncate": "TRUNCATE audit",
        "replace": "INSERT INTO audit SELECT * FROM audit WHERE number = 2"
        " ON CONFLICT (number) DO UPDATE SET action = 'x'",
    },
}


def test_the_database_itself_refuses_every_change(database: Database, database_kind: str) -> None:
    add(database)
    before = kept(database)

    for name, statement in (CHANGES | MORE[database_kind]).items():
        with (
            pytest.raises(DBAPIError, match="of the audit are never"),
            database.write() as c,
        ):
            c.exec_driver_sql(statement)
        assert kept(database) == before, name

    add(database, 1)
    assert verdict(database) == Verdict(last(database), None)


def test_many_at_once_leave_no_gap_and_no_fork(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    others = [Database(url) for _ in range(4)]  # each as a process of its own

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(add, other, 12) for other in others]:
            done.result()

    assert [row["number"] for row in kept(database)] == list(range(1, 49))
    assert verdict(database) == Verdict(last(database), None)
    for other in others:
        other.close()


def fail_after_appending(connection: Connection) -> None:
    audit.append(connection, an_entry(2))
    raise ZeroDivisionError


def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    add(database, 1)
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        fail_after_appending(connection)
    add(database, 1)

    assert verdict(database) == Verdict(Noted(2, kept(database)[1]["hash"]), None)


def test_a_long_audit_is_read_a_part_at_a_time(database: Database) -> None:
    replace_needed = a_long_chain(4_000)
    with database.write() as connection:
        connection.execute(table.insert(), replace_needed)
    tracemalloc.start()

    found = verdict(database)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == Verdict(Noted(4_000, replace_needed[-1]["hash"]), None)
    assert most < 4_000_000  # all of it at once takes 8 million bytes and more


def a_long_chain(entries: int) -> list[Row]:
    """So many entries in a right chain, each of about 2 kB."""
    found: list[Row] = []
    previous, number = NOTHING, itertools.count(1)
    for _ in range(entries):
        row = {
            "number": next(number),
            "at": datetime(2026, 11, 24, tzinfo=UTC),
            "staff_id": None,
            "action": "intake.view",
            "subject": None,
            "detail": {"which": "x" * 2_000},
            "previous_hash": previous,
        }
        previous = hash_of(row)
        found.append({**row, "hash": previous})
    return found


def test_the_zone_in_which_a_time_was_given_makes_no_difference() -> None:
    row = {"at": AT.astimezone(timezone(timedelta(hours=5))), "detail": {}}

    assert hash_of(row) == hash_of({"at": AT, "detail": {}})


def test_an_entry_of_somebody_unknown_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as connection:
        audit.append(connection, Entry(AT, "nobody", "intake.view"))
