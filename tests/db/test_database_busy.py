"""Writers come one at a time, and nobody waits for ever."""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from portal.db import database as module
from portal.db.database import BusyError, Database
from tests.db.scratch import WORDS, kept, made, said, say
from tests.servers.processes import Process, wait_until

ONE_PROCESS = """
import sys, time
from portal.db.database import Database
from tests.db.scratch import said
database = Database(sys.argv[1])
for i in range(int(sys.argv[3])):
    with database.write() as connection:
        began = time.monotonic_ns()
        connection.execute(said.insert(), {"text": f"{sys.argv[2]} {i}"})
        time.sleep(0.002)
        print(began, time.monotonic_ns(), flush=True)
print("done", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 1)


@contextmanager
def gives_up_in_time() -> Iterator[None]:
    began = time.monotonic()
    with pytest.raises((BusyError, SQLAlchemyError)):
        yield
    assert 0.9 < time.monotonic() - began < 3


def writer(tmp_path: Path, name: str, rows: int) -> Process:
    database = f"sqlite:///{tmp_path}/heard.db"
    process = Process(("-c", ONE_PROCESS, database, name, str(rows)), {}, tmp_path / f"{name}.log")
    process.start()
    return process


def test_two_processes_never_write_at_once(sqlite: Database, tmp_path: Path) -> None:
    made(sqlite)

    both = [writer(tmp_path, name, 50) for name in ("one", "other")]
    wait_until(lambda: all("done" in p.output for p in both), "both wrote", seconds=30)
    for process in both:
        process.stop()

    turns = sorted(
        tuple(map(int, line.split()))
        for process in both
        for line in process.output.splitlines()
        if line != "done"
    )
    assert len(turns) == len(kept(sqlite)) == 100
    assert all(ended <= began for (_, ended), (began, _) in pairwise(turns))


def test_a_process_that_was_killed_holds_nobody_up(sqlite: Database, tmp_path: Path) -> None:
    made(sqlite)
    process = writer(tmp_path, "one", 100_000)
    wait_until(lambda: len(process.output) > 0, "it writes", output=lambda: process.output)

    process.kill9()

    say(sqlite)
    assert WORDS in kept(sqlite)


def test_the_lock_file_is_held_for_a_write_and_no_longer(sqlite: Database, tmp_path: Path) -> None:
    with (tmp_path / "heard.db.lock").open("w") as file:
        with sqlite.write(), pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_writer_gives_up_behind_a_process_that_hangs(sqlite: Database, tmp_path: Path) -> None:
    with (tmp_path / "heard.db.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        with gives_up_in_time(), sqlite.write():
            pass


def test_a_writer_gives_up_behind_another_of_its_own_process(sqlite: Database) -> None:
    with sqlite.write(), gives_up_in_time(), sqlite.write():
        pass


def test_a_writer_gives_up_behind_a_program_that_knows_nothing_of_our_lock(
    sqlite: Database, tmp_path: Path
) -> None:
    made(sqlite)
    other = sqlite3.connect(tmp_path / "heard.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with gives_up_in_time(), sqlite.write():
        pass

    other.close()


def test_a_writer_gives_up_behind_a_table_that_postgresql_holds(postgresql: Database) -> None:
    made(postgresql)

    with postgresql.write() as holder:
        holder.exec_driver_sql("LOCK TABLE said")
        with gives_up_in_time():
            say(postgresql)


def test_nobody_waits_for_long_when_every_connection_is_in_use(postgresql: Database) -> None:
    with ExitStack() as held:
        for _ in range(15):
            held.enter_context(postgresql.read())

        with gives_up_in_time(), postgresql.read():
            pass


def test_a_lock_file_that_does_not_open_is_a_busy_database(
    sqlite: Database, tmp_path: Path
) -> None:
    (tmp_path / "heard.db.lock").mkdir()

    with pytest.raises(BusyError), sqlite.write():
        pass


def test_after_giving_up_it_is_tried_again_with_success(sqlite: Database, tmp_path: Path) -> None:
    made(sqlite)
    with (tmp_path / "heard.db.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with gives_up_in_time():
            say(sqlite)

    say(sqlite)

    with sqlite.read() as connection:
        assert len(connection.execute(said.select()).all()) == 1
