"""The worst minute of a national campaign: 120 texts a second from 20,000 phones, at random times.

The server, PostgreSQL, our worker and whoever sends all share this machine. Afterwards every text
is looked for in the database, word for word.
"""

from __future__ import annotations

import http.client
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
from sqlalchemy import select

from portal.db.intake_rows import words_from
from portal.db.intakes import WordsRow
from portal.services.office import Office
from portal.settings import Settings
from tests.benchmarks.load import Answered, Due, send
from tests.benchmarks.report import Row
from tests.servers.live import LiveServer
from tests.servers.processes import Process

RATE, SECONDS, PHONES = 120, 60, 20_000
_SAID = (
    "They moved me again and nobody told me. It was the {}th time",
    "can i see my sister pls {}",
    "my social worker never calls bk i rang {} times",
    "thank u to Jo at the home, {} times",
    "لم أر أخي منذ {} يوماً",
    "he hits me {}",
)
_MOST_WAITED_MS = 500
_ON = "postgresql"


def measure(database_url: str, folder: Path) -> list[Row]:
    """What was lost and refused, the waits, and what is left of the machine."""
    texts = _texts()
    server = LiveServer(database_url, folder, workers=2)
    worker = Process(
        ("-m", "flask", "--app", "wsgi", "worker"), server.settings, folder / "worker.log"
    )
    with server, worker:
        send(server, [Due(n / 20, "hello", f"+4478{n:08d}") for n in range(60)])
        before, ours = psutil.cpu_times(), time.process_time()
        answers = send(server, texts)
        left = _left(before, time.process_time() - ours)
    lost = _lost(server, texts)
    return [*_answered(answers), Row(_named("lost or doubled"), _ON, lost, "texts", 0), *left]


def _named(what: str) -> str:
    return f"the worst minute, {RATE} texts a second: {what}"


def _texts() -> list[Due]:
    """Each with words of its own, from any of the phones, at times as irregular as people's."""
    chance = random.Random(2026)  # noqa: S311 - the same minute every time
    at, texts = 0.0, []
    for number in range(RATE * SECONDS):
        at += chance.expovariate(RATE)
        words = chance.choice(_SAID).format(number)
        texts.append(Due(at, words, f"+4477{chance.randrange(PHONES):08d}"))
    return texts


def _answered(answers: list[Answered]) -> Iterator[Row]:
    refused = sum(answer.status != http.client.OK for answer in answers)
    cuts = statistics.quantiles((answer.waited * 1000 for answer in answers), n=100)
    yield Row(_named("refused"), _ON, refused, "texts", 0)
    yield Row(_named("p50"), _ON, cuts[49], "ms")
    yield Row(_named("p99"), _ON, cuts[98], "ms", _MOST_WAITED_MS)
    yield Row(_named("the longest"), _ON, max(answer.waited for answer in answers) * 1000, "ms")


def _left(before: psutil._common.scputimes, of_sender: float) -> list[Row]:
    """How much of the cores nobody used, and how much the sender of the texts did."""
    after = psutil.cpu_times()
    whole = sum(after[:8]) - sum(before[:8])
    idle = after.idle + after.iowait - before.idle - before.iowait
    return [
        Row(_named("of the machine unused"), _ON, 100 * idle / whole, "%"),
        Row(_named("of the machine for sending them"), _ON, 100 * of_sender / whole, "%"),
    ]


def _lost(server: LiveServer, texts: list[Due]) -> int:
    """How many are not in an intake exactly once, word for word."""
    office = Office.open(Settings.from_environment(server.settings))
    with office.database.read() as connection:
        rows = connection.execute(select(WordsRow.as_table()))
        kept = Counter(words_from(office.keyring, row).text for row in rows)
    office.database.close()
    return sum(kept[text.words] != 1 for text in texts)
