"""A server that answers as Twilio's Messages API does: its JSON, its errors, its magic numbers.

It keeps what it took, and can be told to fail as Twilio does: before it takes a text or after, to
take too long, to be busy, to refuse. Its callbacks are signed, and go out when a test says so.
Source: twilio.com/docs/messaging/api/message-resource and /iam/test-credentials.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.servers.twilio_keeping import BASIC, Keeping
from tests.servers.twilio_state import Fault as Fault
from tests.servers.twilio_state import Twilio as Twilio

# To these numbers, and from these, Twilio answers with an error always.
MAGIC_TO = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}
MAGIC_FROM = {
    "+15005550001": (21212, "The 'From' number is not a valid phone number."),
    "+15005550007": (21606, "The 'From' phone number is not a valid, message-capable number."),
    "+15005550008": (
        21611,
        "This 'From' number has too many queued messages.",
    ),
}


class _Handler(Keeping, BaseHTTPRequestHandler):
    """What is posted, and where media lie."""

    def do_POST(self) -> None:
        """Take a text, or go wrong as the test said."""
        length = int(self.headers.get("Content-Length", 0))
        sent = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        form = {name: values[0] for name, values in sent.items()}
        if not self._is_known():
            self._error(401, 20003, "Authenticate")
            return
        if self._of_one_text():
            self._redact(form)
            return
        fault = self.twilio.faults.pop(0) if self.twilio.faults else None
        if fault is Fault.CUT_BEFORE:
            self.close_connection = True
            self.connection.close()
        elif fault is Fault.BUSY:
            self._error(429, 20429, "Too Many Requests")
        elif refused := MAGIC_TO.get(form["To"]) or MAGIC_FROM.get(form["From"]):
            self._error(400, *refused)
        else:
            self._taken(form, fault)

    def do_GET(self) -> None:
        """List what was taken, newest first; or give what came with a text, as Twilio does."""
        if "/Media/ME" in self.path or self.path.startswith("/cdn/"):
            self._media()
            return
        if not self._is_known():
            self._error(401, 20003, "Authenticate")
            return
        if self._fails():
            return
        if "/Media" in self.path:
            self._list_media()
        else:
            self._list()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def _media(self) -> None:
        """404 for a while, then a redirect to where the bytes lie, which asks for no password."""
        said = self.headers.get("Authorization", "")
        self.twilio.media_asked.append((self.path, said))
        is_cdn = self.path.startswith("/cdn/")
        content = self.twilio.media.get(self.path.removeprefix("/cdn"))
        if not is_cdn and said != BASIC:
            self._error(401, 20003, "Authenticate")
        elif content is None or self.twilio.media_not_yet > 0:
            self.twilio.media_not_yet -= 1
            self._error(404, 20404, "The requested resource was not found")
        elif is_cdn:
            self._raw(200, "image/jpeg", content)
        else:
            there = self.twilio.media_sent_on_to or f"{self.twilio.url}/cdn"
            self._raw(307, "text/plain", b"", Location=f"{there}{self.path}")

    def _taken(self, form: dict[str, str], fault: Fault | None) -> None:
        taken = self.twilio.take(form)
        if fault is Fault.CUT_AFTER:
            self.close_connection = True
            self.connection.close()
        elif fault is Fault.BROKEN:
            self._error(500, 20500, "Internal Server Error")
        else:
            if fault is Fault.SLOW_AFTER:
                time.sleep(self.twilio.seconds_slow)
            self._answer(201, taken.resource())


@contextmanager
def twilio_api() -> Iterator[Twilio]:
    """The server, on a port of 127.0.0.1, until the block ends."""
    twilio = Twilio()
    handler = type("Handler", (_Handler,), {"twilio": twilio})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    twilio.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield twilio
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
