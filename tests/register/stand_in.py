"""A register on this machine, reached by HTTP, that answers as a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar


@dataclass
class StandIn:
    """What it was sent, and what it answers: `answers` one after the other, then 201 for ever."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    # What it holds: one for each event, however often that came.
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        """What it says to one request."""
        self.requests.append({"path": path, "headers": headers, "body": body})
        status, more = self.answers.pop(0) if self.answers else (201, {})
        if 200 <= status < 300:
            event = json.loads(body)
            self.taken[event["id"]] = event
        return status, more


class _Handler(BaseHTTPRequestHandler):
    stand_in: ClassVar[StandIn]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, headers = self.stand_in.answer(self.path, dict(self.headers), body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        pass  # the consumer hung up


@contextmanager
def listening(stand_in: StandIn, port: int = 0) -> Iterator[StandIn]:
    """It can be reached until the block ends; `port` 0 takes a free one."""
    server = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"stand_in": stand_in}))
    stand_in.url = f"http://127.0.0.1:{server.server_port}/records"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
