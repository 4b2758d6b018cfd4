"""CPU of one request in this process, as a multiple of a bare Flask reply of the same run.

Bare replies and ours are measured in turn, round by round, and the median of the rounds' ratios
is given, so that a machine that slows down slows both.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from portal.db.sealing import Keyring
from tests.benchmarks.report import Row
from tests.portal_client import Child, an_app, office_of
from tests.servers.settings import AUTH_TOKEN
from tests.servers.texts import INCOMING, signature, text_form

ROUNDS, IN_A_ROUND = 9, 60
_LIMITS = {
    "text": {"sqlite": 40.0, "postgresql": 60.0},
    "send": {"sqlite": 60.0, "postgresql": 80.0},
    "page": {"sqlite": 15.0, "postgresql": 15.0},
}
_WORDS = "They moved me again and nobody told me why. I want to see my sister"
Request = dict[str, Any]


def measure(database_url: str, kind: str) -> list[Row]:
    """A text end to end, the last form of the web, and a question page, on this database."""
    app = an_app(database_url)
    logging.getLogger().handlers = [logging.NullHandler()]
    bare = _bare()
    try:
        rows = [
            _row("a text, from signature to reply", "text", kind, app, bare, _texts()),
            _row("Send, without the slow hash", "send", kind, app, bare, _sends(app)),
            _row("a question page", "page", kind, app, bare, _pages(app, "your-age")),
            _row("the same, answered before", "", kind, app, bare, _pages(app, "your-name")),
            _row("the first page", "", kind, app, bare, _pages(app, "")),
        ]
        microseconds = _cpu(bare, itertools.repeat(_request("/", "GET")), 2_000) * 1e6
        return [*rows, Row("a bare Flask reply", kind, microseconds, "us")]
    finally:
        office_of(app).database.close()


def _bare() -> Flask:
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "ok")
    return bare


def _row(
    what: str, limit: str, kind: str, app: Flask, bare: Flask, requests: Iterator[Request]
) -> Row:
    hello = itertools.repeat(_request("/", "GET"))
    with _fast_slow_hash():
        _cpu(app, requests, IN_A_ROUND)
        ratios = []
        for _ in range(ROUNDS):
            # Requests are made before the watch starts.
            ready = iter(list(itertools.islice(requests, IN_A_ROUND)))
            of_bare = _cpu(bare, hello, IN_A_ROUND * 5)
            ratios.append(_cpu(app, ready, IN_A_ROUND) / of_bare)
    return Row(what, kind, statistics.median(ratios), "x bare", _LIMITS.get(limit, {}).get(kind))


def _cpu(app: Flask, requests: Iterator[Request], count: int) -> float:
    """CPU seconds of one request, all threads of this process counted."""
    ready = list(itertools.islice(requests, count))
    started = time.process_time()
    for request in ready:
        _serve(app, request)
    return (time.process_time() - started) / count


def _serve(app: Flask, request: Request) -> None:
    status: list[str] = []
    environ = {**request["environ"], "wsgi.input": io.BytesIO(request["body"])}
    answer = app.wsgi_app(environ, lambda line, _headers, _info=None: status.append(line))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if status[0][0] not in "23":
        raise AssertionError(f"{environ['PATH_INFO']} answered {status[0]}")


def _request(
    path: str,
    method: str,
    data: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Request:
    builder = EnvironBuilder(
        path, method=method, data=data, headers=headers, base_url="http://127.0.0.1:8000"
    )
    environ = builder.get_environ()
    return {"environ": environ, "body": environ["wsgi.input"].read() if data else b""}


def _texts() -> Iterator[Request]:
    """Tellings of five texts each, every telling from another phone."""
    for number in itertools.count(100):
        for _ in range(5):
            form = text_form(_WORDS, From=f"+447700{900_000 + number % 1000:06d}")
            signed = signature("http://127.0.0.1:8000" + INCOMING, form, AUTH_TOKEN)
            yield _request(INCOMING, "POST", form, {"X-Twilio-Signature": signed})


def _sends(app: Flask) -> Iterator[Request]:
    """The last form of a telling with words and four answers, each from another browser."""
    while True:
        child = Child(app.test_client())
        child.answer("what-happened", words=_WORDS)
        child.answer("your-age", age="13-15")
        child.answer("your-home", home="yes")
        child.answer("someone-to-speak-up", advocate="yes")
        child.answer("how-to-reach-you", way="text", details="07700 900123")
        child.open("check")
        yield _request("/en/check", "POST", {**child.hidden, "go": "send"}, _cookie(child))


def _pages(app: Flask, path: str) -> Iterator[Request]:
    """One page again and again, in the middle of a telling."""
    child = Child(app.test_client())
    child.answer("what-happened", words=_WORDS)
    child.answer("your-name", name="Sam")
    return itertools.repeat(_request(f"/en/{path}", "GET", None, _cookie(child)))


def _cookie(child: Child) -> dict[str, str]:
    cookie = child.client.get_cookie("heard")
    assert cookie is not None
    return {"Cookie": f"heard={cookie.value}"}


class _fast_slow_hash:  # noqa: N801 - reads as what it does
    """Stands in for the slow hash of code words, whose 30 ms would hide everything else."""

    def __enter__(self) -> None:
        self._slow: Callable[..., str] = Keyring.slow_hash
        Keyring.slow_hash = _quick_hash  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        Keyring.slow_hash = self._slow  # type: ignore[method-assign]


def _quick_hash(keyring: Keyring, value: str) -> str:
    return keyring.finding_hashes(re.sub(r"\s", "", value))[0]
