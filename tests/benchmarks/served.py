"""How long a text waits on a running server, at a steady rate, and what a worker weighs."""

from __future__ import annotations

import http.client
import statistics
from pathlib import Path

from tests.benchmarks.load import Due, send
from tests.benchmarks.report import Row
from tests.servers.live import LiveServer

RATES, SECONDS, PHONES = (20, 100), 15, 20_000
_MEBIBYTE = 1024 * 1024


def measure(database_url: str, kind: str, folder: Path) -> list[Row]:
    """Waiting times at each rate on two workers, and a worker's memory after 1,000 texts."""
    rows: list[Row] = []
    server = LiveServer(database_url, folder, workers=2)
    try:
        server.start()
        _load(server, 20, 3)
        for rate in RATES:
            waits = _load(server, rate, SECONDS)
            cuts = statistics.quantiles(waits, n=100)
            rows.append(Row(f"p50 at {rate} texts a second", kind, cuts[49] * 1000, "ms"))
            rows.append(Row(f"p99 at {rate} texts a second", kind, cuts[98] * 1000, "ms"))
        server.stop()
    finally:
        server.stop()
    return [*rows, _weight(database_url, kind, folder)]


def _weight(database_url: str, kind: str, folder: Path) -> Row:
    server = LiveServer(database_url, folder, workers=1)
    try:
        server.start()
        _load(server, 100, 10)
        heaviest = max(process.memory_info().rss for process in server.family)
        return Row("memory of a worker after 1,000 texts", kind, heaviest / _MEBIBYTE, "MiB", 80)
    finally:
        server.stop()


def _load(server: LiveServer, rate: int, seconds: int) -> list[float]:
    """Send `rate` texts a second, evenly; seconds each one waited."""
    words = "They moved me again and nobody told me"
    texts = [Due(n / rate, words, f"+4477{n % PHONES:08d}") for n in range(rate * seconds)]
    answers = send(server, texts)
    refused = [answer.status for answer in answers if answer.status != http.client.OK]
    if refused:
        raise AssertionError(f"Texts were answered with {refused}")
    return [answer.waited for answer in answers]
