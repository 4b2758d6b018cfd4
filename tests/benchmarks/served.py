"""How long a text waits on a running server, at a steady rate, and what a worker weighs."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.report import Row
from tests.servers.live import LiveServer
from tests.servers.texts import INCOMING, signature, text_form

RATES, SECONDS, PHONES = (20, 100), 15, 20_000
_MEBIBYTE = 1024 * 1024
_own = threading.local()


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
    """Send `rate` texts a second whether or not they are answered; seconds each one waited.

    The wait counts from when a text was due, so a server that falls behind cannot hide it.
    """
    bodies = [_signed(server, n) for n in range(rate * seconds)]
    starts = time.monotonic() + 0.2
    with ThreadPoolExecutor(32) as pool:
        due = [starts + n / rate for n in range(len(bodies))]
        return list(pool.map(lambda one: _send(server, *one), zip(bodies, due, strict=True)))


def _signed(server: LiveServer, n: int) -> tuple[str, str]:
    form = text_form("They moved me again and nobody told me", From=f"+4477{n % PHONES:08d}")
    return urlencode(form), signature(server.public_url + INCOMING, form)


def _send(server: LiveServer, body_and_signature: tuple[str, str], due: float) -> float:
    time.sleep(max(0.0, due - time.monotonic()))
    body, signed = body_and_signature
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signed,
    }
    connection = _connection(server)
    connection.request("POST", INCOMING, body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise AssertionError(f"A text was answered with {answer.status}")
    return time.monotonic() - due


def _connection(server: LiveServer) -> http.client.HTTPConnection:
    # One connection a thread and server: opening one costs more than a text.
    address = urlsplit(server.url).netloc
    if getattr(_own, "address", None) != address:
        _own.address, _own.connection = address, http.client.HTTPConnection(address, timeout=30)
    connection: http.client.HTTPConnection = _own.connection
    return connection
