"""A write is on the disk when it ends, or not there at all."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.db.database import Database, canonical_json
from tests.db.scratch import WORDS, kept, made, said, say

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5_000,
}


@pytest.mark.parametrize("pragma", PRAGMAS)
@pytest.mark.parametrize("way", [Database.read, Database.write])
def test_sqlite_is_durable_checked_and_forgets_what_is_deleted(
    sqlite: Database, way: Callable[[Database], Any], pragma: str
) -> None:
    for _ in range(2):  # a connection that is used again, too
        with way(sqlite) as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == PRAGMAS[pragma]


def test_only_we_may_read_the_files_of_sqlite(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    database = made(Database(f"sqlite:///{folder}/heard.db"))

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    names = ("heard.db", "heard.db-wal", "heard.db-shm", "heard.db.lock")
    assert modes == dict.fromkeys(names, 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    database.close()


def test_postgresql_commits_to_the_disk_even_where_its_server_would_not(
    postgresql: Database,
) -> None:
    with postgresql.write() as connection:
        name = postgresql.url.database
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    postgresql.close()

    with postgresql.write() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "5s"


def test_what_is_written_is_there_when_the_block_ends(scratch: Database) -> None:
    say(scratch)

    assert kept(scratch) == [WORDS]


def test_a_block_that_fails_leaves_nothing_and_holds_nobody_up(scratch: Database) -> None:
    def fail() -> None:
        with scratch.write() as connection:
            connection.execute(said.insert(), {"text": WORDS})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert kept(scratch) == []
    say(scratch)
    assert kept(scratch) == [WORDS]


def test_what_is_written_while_reading_is_given_up(scratch: Database) -> None:
    with scratch.read() as connection:
        connection.execute(said.insert(), {"text": WORDS})

    assert kept(scratch) == []


def test_a_reader_sees_what_was_there_before_a_write_that_goes_on(scratch: Database) -> None:
    with scratch.write() as connection:
        connection.execute(said.insert(), {"text": WORDS})
        assert kept(scratch) == []


def test_one_reading_sees_one_moment(sqlite: Database) -> None:
    made(sqlite)
    with sqlite.read() as connection:
        before = connection.execute(said.select()).all()
        say(sqlite)
        assert connection.execute(said.select()).all() == before == []


def test_an_error_does_not_repeat_what_was_to_be_kept(scratch: Database) -> None:
    say(scratch, "one")

    with pytest.raises(IntegrityError) as refused, scratch.write() as connection:
        connection.execute(said.insert(), [{"text": WORDS}, {"text": "one"}])

    assert WORDS not in str(refused.value)


def test_a_write_holds_sqlite_before_its_first_statement(sqlite: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "heard.db", isolation_level=None, timeout=0)

    with sqlite.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")

    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_what_is_deleted_stands_in_no_file_once_the_log_is_empty(
    sqlite: Database, tmp_path: Path
) -> None:
    made(sqlite)
    say(sqlite)
    assert WORDS.encode() in (tmp_path / "heard.db-wal").read_bytes()

    with sqlite.write() as connection:
        connection.execute(said.delete())
    sqlite.empty_log()

    assert all(WORDS.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    with sqlite.read() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5_000


def test_a_log_that_somebody_reads_is_left_for_the_next_time(sqlite: Database) -> None:
    made(sqlite)
    with sqlite.read() as connection:
        connection.execute(said.select())
        say(sqlite)
        sqlite.empty_log()

    say(sqlite, "two")
    assert kept(sqlite) == [WORDS, "two"]


def test_postgresql_has_no_log_of_ours_to_empty(postgresql: Database) -> None:
    postgresql.empty_log()


def test_equal_values_have_the_same_json(database_kind: str) -> None:
    one, other = {"b": [1, "é"], "a": None}, {"a": None, "b": [1, "é"]}

    assert canonical_json(one) == canonical_json(other) == '{"a":null,"b":[1,"é"]}'
