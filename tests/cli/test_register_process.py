"""flask register deliver as a process: told to end, and killed, with a record in its hand."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from portal.db.database import Database
from tests.register.stand_in import StandIn, listening
from tests.register.telling import an_intake, kept, tell, tell_more
from tests.servers.processes import Process, wait_until
from tests.servers.settings import production_settings


class Slow(StandIn):
    """A register that answers nobody before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = Event()

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        """What it says to one request, once it may."""
        answer = super().answer(path, headers, body)
        self.may_answer.wait(30)
        return answer


@pytest.fixture
def register() -> Iterator[Slow]:
    register = Slow()
    with listening(register):
        yield register
        register.may_answer.set()


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    database = Database(migrated_database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def consumer(
    migrated_database_url: str, register: Slow, tmp_path: Path
) -> Iterator[Callable[..., Process]]:
    """Makes processes of `flask register deliver` to that register, not started."""
    settings = production_settings(migrated_database_url, "https://heard.example")
    command = ("-m", "flask", "--app", "wsgi", "register", "deliver", "--to", register.url)
    made: list[Process] = []

    def make(*options: str) -> Process:
        made.append(Process((*command, *options), settings, tmp_path / f"{len(made)}.log"))
        return made[-1]

    yield make
    for process in made:
        process.kill9()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_finishes_the_record_in_its_hand_and_gives_the_rest_back(
    database: Database, register: Slow, consumer: Callable[..., Process], number: signal.Signals
) -> None:
    with database.write() as connection:
        tell(connection, an_intake("AAA"), datetime.now(UTC))
        tell(connection, an_intake("BBB"), datetime.now(UTC))
    process = consumer()
    process.start()
    wait_until(lambda: bool(register.requests), "a record is in its hand", seconds=30)

    assert process._process
    os.kill(process._process.pid, number)
    register.may_answer.set()
    wait_until(lambda: not process.is_running, "it ended", output=lambda: process.output)

    assert process._process.returncode == 0
    assert [row.status for row in kept(database)] == ["done", "ready"]
    assert len(register.requests) == 1
    assert "phone" not in process.output


def test_killed_with_a_record_delivered_and_more_words_said_all_arrives_once_in_effect(
    database: Database, register: Slow, consumer: Callable[..., Process]
) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake("AAA"), datetime.now(UTC))
    process = consumer("--lease", "2")
    process.start()
    wait_until(lambda: len(register.taken) == 1, "the register has it", seconds=30)
    process.kill9()
    with database.write() as connection:
        tell_more(connection, intake, "and more", datetime.now(UTC))

    register.may_answer.set()
    again = consumer("--lease", "2")
    again.start()
    wait_until(lambda: len(register.taken) == 2, "the register has both", seconds=30)
    wait_until(lambda: {row.status for row in kept(database)} == {"done"}, "it is acknowledged")
    again.stop()

    versions = [event["subjectversion"] for event in register.taken.values()]
    assert versions == [1, 2]
    assert len(register.requests) == 3
