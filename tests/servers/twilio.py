"""A server that answers as Twilio's Messages API does: its JSON, its errors, its magic numbers.

It keeps what it took, and can be told to fail as Twilio does: before it takes a text or after, to
take too long, to be busy, to refuse. Its callbacks are signed, and go out when a test says so.
Source: twilio.com/docs/messaging/api/message-resource and /iam/test-credentials.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from twilio.request_validator import RequestValidator

from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN

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


_BASIC = "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()


class Fault(StrEnum):
    """How the next request to send goes wrong, once."""

    CUT_BEFORE = "cut before it is taken"
    CUT_AFTER = "cut after it was taken"
    SLOW_AFTER = "taken, and the answer takes too long"
    BROKEN = "500 with 20500, and it was taken"
    BUSY = "429 with 20429"


@dataclass
class TakenText:
    """One text that the server took, as its resource says it."""

    sid: str
    form: dict[str, str]
    taken_at: datetime
    status: str = "queued"
    error_code: int | None = None

    @property
    def body(self) -> str:
        """Its words."""
        return self.form["Body"]

    def resource(self) -> dict[str, Any]:
        """The Message resource."""
        at = format_datetime(self.taken_at)
        return {
            "account_sid": ACCOUNT_SID,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": at,
            "date_sent": at,
            "date_updated": at,
            "direction": "outbound-api",
            "error_code": self.error_code,
            "error_message": None,
            "from": self.form["From"],
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {},
            "to": self.form["To"],
            "uri": f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{self.sid}.json",
        }


@dataclass
class Twilio:
    """What the server has, and what it is told to do next."""

    url: str = ""
    texts: list[TakenText] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lists_nothing: bool = False
    media: dict[str, bytes] = field(default_factory=dict)
    media_not_yet: int = 0
    media_sent_on_to: str = ""
    media_asked: list[tuple[str, str]] = field(default_factory=list)
    seconds_slow: float = 1.5

    def bodies(self, to: str | None = None) -> list[str]:
        """The words of what it took, for this phone."""
        return [one.body for one in self.texts if to in (None, one.form["To"])]

    def callback(self, text: TakenText, status: str, error_code: int | None = None) -> int:
        """Say, signed, what became of a text; the status of the answer."""
        text.status, text.error_code = status, error_code
        form = {
            "MessageSid": text.sid,
            "SmsSid": text.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "AccountSid": ACCOUNT_SID,
            "From": text.form["From"],
            "To": text.form["To"],
            "ApiVersion": "2010-04-01",
        } | ({"ErrorCode": str(error_code)} if error_code else {})
        address = text.form["StatusCallback"]
        signature = RequestValidator(AUTH_TOKEN).compute_signature(address, form)
        headers = {"X-Twilio-Signature": signature}
        return requests.post(address, data=form, headers=headers, timeout=10).status_code

    def keeps(self, message_sid: str, content: bytes) -> str:
        """Something that came with this text lies here; its address, as the webhook names it."""
        sid = f"ME{secrets.token_hex(16)}"
        path = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{message_sid}/Media/{sid}"
        self.media[path] = content
        return f"{self.url}{path}"

    def take(self, form: dict[str, str]) -> TakenText:
        """Take a text."""
        taken = TakenText(f"SM{secrets.token_hex(16)}", form, datetime.now(UTC))
        self.texts.append(taken)
        return taken


class _Handler(BaseHTTPRequestHandler):
    twilio: Twilio

    def do_POST(self) -> None:
        """Take a text, or go wrong as the test said."""
        length = int(self.headers.get("Content-Length", 0))
        sent = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        form = {name: values[0] for name, values in sent.items()}
        if not self._is_known():
            self._error(401, 20003, "Authenticate")
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
        if "/Media/" in self.path or self.path.startswith("/cdn/"):
            self._media()
            return
        if not self._is_known():
            self._error(401, 20003, "Authenticate")
            return
        to = parse_qs(urlsplit(self.path).query).get("To", [""])[0]
        mine = [one for one in reversed(self.twilio.texts) if one.form["To"] == to]
        listed = [] if self.twilio.lists_nothing else [one.resource() for one in mine]
        self._answer(200, {"messages": listed, "next_page_uri": None, "page": 0})

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def _media(self) -> None:
        """404 for a while, then a redirect to where the bytes lie, which asks for no password."""
        said = self.headers.get("Authorization", "")
        self.twilio.media_asked.append((self.path, said))
        is_cdn = self.path.startswith("/cdn/")
        content = self.twilio.media.get(self.path.removeprefix("/cdn"))
        if not is_cdn and said != _BASIC:
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

    def _is_known(self) -> bool:
        is_ours = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json" in self.path
        return is_ours and self.headers.get("Authorization") == _BASIC

    def _error(self, status: int, code: int, message: str) -> None:
        more = f"https://www.twilio.com/docs/errors/{code}"
        body = {"code": code, "message": message, "more_info": more, "status": status}
        self._answer(status, body)

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        self._raw(status, "application/json", json.dumps(body).encode())

    def _raw(self, status: int, content_type: str, raw: bytes, **headers: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(raw)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)
        except OSError:  # whoever asked waits no more
            self.close_connection = True


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
