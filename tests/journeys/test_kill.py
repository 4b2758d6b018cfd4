"""kill -9 at random moments under load: what was acknowledged is delivered, once in effect."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.servers.databases import KINDS, Databases
from tests.servers.live import Consumer, LiveServer
from tests.servers.texts import post_text
from tests.servers.web import send_words

KILLS, KILLS_IN_FULL = 6, 60
SENDERS = 4
ACKNOWLEDGED_BETWEEN_KILLS = 6


class Tellers:
    """Children who text and write at once, and try again until they are told "we have it"."""

    def __init__(self, server: LiveServer) -> None:
        self._server = server
        self._stop = threading.Event()
        self._numbers = iter(range(10_000_000))
        self._lock = threading.Lock()
        self.acknowledged: list[str] = []
        self.tries = 0

    def run(self) -> None:
        """Tell one thing after the other until stopped."""
        while not self._stop.is_set():
            with self._lock:
                number = next(self._numbers)
            self._tell(number)

    def stop(self) -> None:
        """Let everybody finish the telling in hand."""
        self._stop.set()

    def wait_for(self, count: int) -> None:
        """Come back when so many were told that we have it: a kill must find work in hand."""
        until = time.monotonic() + 60
        while len(self.acknowledged) < count and time.monotonic() < until:
            time.sleep(0.01)

    def _tell(self, number: int) -> None:
        words, sid = f"Telling {number} of this test", f"SM{secrets.token_hex(16)}"
        how = self._by_web if number % 3 == 0 else self._by_text
        for _ in range(200):
            self.tries += 1
            if how(words, sid, number):
                self.acknowledged.append(words)
                return
            if self._stop.is_set():
                return
            time.sleep(0.05)

    def _by_text(self, words: str, sid: str, number: int) -> bool:
        try:
            sender = f"+4477{number:08d}"
            return post_text(self._server, words, sid=sid, From=sender).status == requests.codes.ok
        except requests.RequestException:
            return False

    def _by_web(self, words: str, _sid: str, _number: int) -> bool:
        try:
            return send_words(self._server, words)
        except requests.RequestException:
            return False


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_acknowledged_is_delivered_once_in_effect(
    databases: Databases,
    tmp_path: Path,
    kind: str,
    full: bool,
    report: Callable[[str], None],
) -> None:
    server = LiveServer(
        databases.migrated(kind), tmp_path, settings={"PORTAL_TEXT_QUIET_MINUTES": "0"}
    )
    consumer = Consumer(server.settings, tmp_path)
    kills = KILLS_IN_FULL if full else KILLS
    chance = random.Random(20261123)  # noqa: S311 - moments, not secrets
    tellers = Tellers(server)
    try:
        server.start()
        consumer.start()
        with ThreadPoolExecutor(SENDERS) as pool:
            running = [pool.submit(tellers.run) for _ in range(SENDERS)]
            try:
                for _ in range(kills):
                    tellers.wait_for(len(tellers.acknowledged) + ACKNOWLEDGED_BETWEEN_KILLS)
                    time.sleep(chance.uniform(0.0, 0.5))
                    _kill_one(chance, server, consumer)
            finally:
                tellers.stop()
            for future in running:
                future.result()
        consumer.kill9()
        _let_leases_end(server)
        delivered = consumer.drain()
    finally:
        consumer.stop()
        server.stop()
    _check(tellers, delivered)
    report(
        f"kill -9 on {kind}: {kills} kills, {tellers.tries} tries, "
        f"{len(tellers.acknowledged)} acknowledged, each delivered, once in effect"
    )


def _kill_one(chance: random.Random, server: LiveServer, consumer: Consumer) -> None:
    if chance.random() < 0.5:
        server.restart()
    else:
        consumer.kill9()
        consumer.start()


def _let_leases_end(server: LiveServer) -> None:
    """What a killed consumer held is held for five minutes; nobody waits that long here."""
    from sqlalchemy import update

    from portal.db.database import Database
    from portal.db.register_queue import RegisterQueueRow

    database = Database(server.settings["DATABASE_URL"])
    queue = RegisterQueueRow.as_table()
    with database.write() as connection:
        leased = update(queue).where(queue.c.status == "leased")
        connection.execute(leased.values(lease_until=queue.c.created_at))
    database.close()


def _check(tellers: Tellers, delivered: list[dict[str, object]]) -> None:
    newest: dict[str, dict[str, object]] = {}
    for event in sorted(delivered, key=lambda event: event["data"]["version"]):  # type: ignore[index]
        newest[str(event["subject"])] = event["data"]  # type: ignore[assignment]
    said = Counter(
        words["text"]
        for record in newest.values()
        for words in record["words"]  # type: ignore[attr-defined]
    )
    lost = [words for words in tellers.acknowledged if words not in said]
    doubled = [words for words, count in said.items() if count > 1]
    assert len(tellers.acknowledged) >= ACKNOWLEDGED_BETWEEN_KILLS
    assert lost == []
    assert doubled == []
