"""flask worker as a process, with a real mail server, beside the real server."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.db import notice_claims, notices
from portal.db.database import Database
from portal.domain.notices import Notice, NoticeKind
from tests.servers.live import LiveServer
from tests.servers.mail import MailServer
from tests.servers.processes import Process, wait_until
from tests.servers.settings import ON_DUTY, production_settings
from tests.servers.texts import Reply

COMMAND = ("-m", "flask", "--app", "wsgi", "worker")
WORDS = "he hits me every night and I am scared"


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server, not started."""
    server = MailServer(tmp_path)
    yield server
    server.kill9()


@pytest.fixture
def server_settings(mail_server: MailServer) -> dict[str, str]:
    """The live server's: what the worker beside it has too."""
    return {**mail_server.settings}


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """`worker(settings, "--once")` makes a process of `flask worker`, not started."""
    made: list[Process] = []

    def make(settings: dict[str, str], *options: str) -> Process:
        made.append(Process((*COMMAND, *options), settings, tmp_path / f"worker{len(made)}.log"))
        return made[-1]

    yield make
    for process in made:
        process.kill9()


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    database = Database(migrated_database_url)
    yield database
    database.close()


def write(database: Database, *addresses: str) -> None:
    """Have a notice of a day wait for each of these, who have no account."""
    with database.write() as connection:
        made = [Notice(NoticeKind.DAILY, "", address, "2026-11-24") for address in addresses]
        notices.write(connection, made, datetime.now(UTC))


def test_an_urgent_text_is_a_mail_within_seconds_with_nothing_in_it(
    live_server: LiveServer,
    mail_server: MailServer,
    worker: Callable[..., Process],
    text: Callable[..., Reply],
) -> None:
    mail_server.start()
    process = worker(dict(live_server.settings))
    process.start()
    wait_until(lambda: process.is_running, "it runs")

    assert text(WORDS).status == 200
    sent_at = time.monotonic()
    [mail] = mail_server.wait_for(1)

    assert time.monotonic() - sent_at < 15
    assert mail.to == (ON_DUTY,)
    said = mail.content.decode("ascii").lower()
    assert not [word for word in WORDS.split() if len(word) > 3 and word in said]
    assert "urgent" not in said
    assert f"{live_server.public_url}/desk/" in said
    process.stop()
    assert process._process
    assert process._process.returncode == 0
    assert not [word for word in WORDS.split() if len(word) > 3 and word in process.output]
    assert ON_DUTY not in process.output


def test_killed_with_notices_in_its_hand_all_are_sent(
    database: Database,
    migrated_database_url: str,
    mail_server: MailServer,
    worker: Callable[..., Process],
) -> None:
    addresses = [f"officer{number}@kent.example" for number in range(60)]
    write(database, *addresses)
    mail_server.start()
    settings = production_settings(migrated_database_url, "https://heard.example")
    settings |= mail_server.settings
    for _ in range(3):
        _kill_in_the_middle(worker(settings, "--lease", "1"), mail_server)

    last = worker(settings, "--lease", "1")
    last.start()
    wait_until(lambda: _nothing_waits(database), "all are sent", seconds=30)

    told = mail_server.told
    assert set(told) == set(addresses)
    # A kill may come between a mail and its note: then that one is sent once more.
    assert len(told) - len(addresses) <= 3


def _kill_in_the_middle(process: Process, mail_server: MailServer) -> None:
    enough = len(mail_server.mails) + 10
    process.start()
    mail_server.wait_for(enough, seconds=30)
    process.kill9()


def _nothing_waits(database: Database) -> bool:
    with database.read() as connection:
        return notices.waiting(connection).count == 0


def test_told_to_end_it_finishes_the_mail_in_its_hand(
    database: Database,
    migrated_database_url: str,
    mail_server: MailServer,
    worker: Callable[..., Process],
) -> None:
    write(database, *(f"officer{number}@kent.example" for number in range(80)))
    mail_server.start()
    settings = production_settings(migrated_database_url, "https://heard.example")
    process = worker({**settings, **mail_server.settings})
    process.start()
    mail_server.wait_for(5, seconds=30)

    assert process._process
    os.kill(process._process.pid, signal.SIGTERM)
    wait_until(lambda: not process.is_running, "it ended", output=lambda: process.output)

    assert process._process.returncode == 0
    with database.read() as connection:
        left = notices.waiting(connection).count
        assert notice_claims.anything_to_send(connection, datetime.now(UTC)) == (left > 0)
    assert left + len(mail_server.mails) == 80


def test_once_says_what_was_sent_or_that_the_mail_server_is_away(
    database: Database,
    migrated_database_url: str,
    mail_server: MailServer,
    worker: Callable[..., Process],
) -> None:
    write(database, "olu@kent.example")
    settings = production_settings(migrated_database_url, "https://heard.example")
    settings |= mail_server.settings

    away = worker(settings, "--once")
    with pytest.raises(AssertionError, match="The mail server is not to be had"):
        away.run()
    with database.read() as connection:
        assert notices.waiting(connection).count == 1
    with database.write() as connection:
        soon = notices.NoticeRow.as_table().update().values(retry_at=datetime.now(UTC))
        connection.execute(soon)
    mail_server.start()

    said = (
        "Sent 1 mails for 1 notices.\nSettled 0 answers of the register.\n"
        "Hinted 0 times that a record waits.\n"
        "Took in 0 texts from the disk.\nFound 0 texts at Twilio that never arrived.\n"
        "Sent 0 texts.\nFetched 0 files.\nCleared 0 texts at Twilio.\n"
    )
    assert worker(settings, "--once").run().endswith(said)
    assert mail_server.told == ["olu@kent.example"]
