"""Signed texts sent to a running server at their own times, whether or not it keeps up."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.servers.live import LiveServer
from tests.servers.texts import INCOMING, signature, text_form

_AT_ONCE = 32
_own = threading.local()


@dataclass(frozen=True)
class Due:
    """One text: when it is due, in seconds after the start, what it says, and from whom."""

    at: float
    words: str
    phone: str


@dataclass(frozen=True)
class Answered:
    """What came back: the status, and the seconds since the text was due."""

    status: int
    waited: float


def send(server: LiveServer, texts: Iterable[Due]) -> list[Answered]:
    """Send each when it is due; what came back, in the same order.

    The wait counts from when a text was due, so a server that falls behind cannot hide it.
    """
    signed = [(due.at, *_signed(server, due)) for due in texts]
    starts = time.monotonic() + 0.2
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda one: _send(server, starts + one[0], one[1], one[2]), signed))


def _signed(server: LiveServer, due: Due) -> tuple[str, str]:
    form = text_form(due.words, From=due.phone)
    return urlencode(form), signature(server.public_url + INCOMING, form)


def _send(server: LiveServer, due: float, body: str, signed: str) -> Answered:
    time.sleep(max(0.0, due - time.monotonic()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signed,
    }
    connection = _connection(server)
    connection.request("POST", INCOMING, body, headers)
    answer = connection.getresponse()
    answer.read()
    return Answered(answer.status, time.monotonic() - due)


def _connection(server: LiveServer) -> http.client.HTTPConnection:
    # One connection a thread and server: opening one costs more than a text.
    address = urlsplit(server.url).netloc
    if getattr(_own, "address", None) != address:
        _own.address, _own.connection = address, http.client.HTTPConnection(address, timeout=30)
    connection: http.client.HTTPConnection = _own.connection
    return connection
