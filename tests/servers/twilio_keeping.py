"""What the server that plays Twilio lists, and how it is told to keep no more of it."""

from __future__ import annotations

import base64
import json
import re
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN
from tests.servers.twilio_state import TakenText, Twilio

BASIC = "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()


class Keeping(BaseHTTPRequestHandler):
    """Lists, media lists, and what is taken away."""

    twilio: Twilio

    def do_DELETE(self) -> None:
        """Forget a text with its media, or one of its media."""
        if not self._is_known():
            self._error(401, 20003, "Authenticate")
        elif "/Media/ME" in self.path:
            path = urlsplit(self.path).path.removesuffix(".json")
            is_here = self.twilio.media.pop(path, None) is not None
            self._raw(204, "application/json", b"") if is_here else self._not_found()
        elif (text := self._to_change()) is not None:
            self.twilio.texts.remove(text)
            for path in self.twilio.media_of(text.sid):
                del self.twilio.media[path]
            self._raw(204, "application/json", b"")

    def _redact(self, form: dict[str, str]) -> None:
        if form.get("Body") != "":
            self._error(400, 20001, "Body can only be emptied")
        elif (text := self._to_change()) is not None:
            text.form["Body"] = ""
            self._answer(200, text.resource())

    def _to_change(self) -> TakenText | None:
        """The text that is to be changed; None: that was refused."""
        if self._fails():
            return None
        sid = self._of_one_text()
        text = self.twilio.has(sid)
        if text is None:
            self._not_found()
        elif sid in self.twilio.not_final:
            self._error(409, 20009, "Cannot delete this message because delivery is not completed")
            return None
        return text

    def _of_one_text(self) -> str:
        found = re.search(r"/Messages/((?:SM|MM)[0-9a-f]{32})", self.path)
        return found[1] if found else ""

    def _fails(self) -> bool:
        """Whether the test said that this goes wrong, which is answered then. Status 0: a cut."""
        self.twilio.asked_for.append((self.command, self.path))
        if not self.twilio.fails_with:
            return False
        status, code = self.twilio.fails_with.pop(0)
        if status:
            self._error(status, code, "It goes wrong")
        else:
            self.close_connection = True
            self.connection.close()
        return True

    def _list(self) -> None:
        """By Twilio's filters, which go by the day. A page is named by the text it follows."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        mine = sorted(
            (one for one in self.twilio.texts if self._is_asked_for(one, asked)),
            key=lambda one: one.taken_at,
            reverse=True,
        )
        after = asked.get("PageToken")
        if after:
            mine = mine[[one.sid for one in mine].index(after) + 1 :]
        size = min(int(asked.get("PageSize", 50)), self.twilio.largest_page)
        page = [] if self.twilio.lists_nothing else mine[:size]
        more = urlencode({**asked, "PageToken": page[-1].sid}) if len(mine) > size else None
        uri = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json?{more}" if more else None
        listed = [one.resource() for one in page]
        self._answer(200, {"messages": listed, "next_page_uri": uri, "page": 0})

    @staticmethod
    def _is_asked_for(one: TakenText, asked: dict[str, str]) -> bool:
        names = [name for name in ("To", "From") if name in asked]
        since = asked.get("DateSent>", "")[:10]
        is_in_time = one.taken_at.date().isoformat() >= since
        return is_in_time and all(one.form[name] == asked[name] for name in names)

    def _list_media(self) -> None:
        sid = self._of_one_text()
        listed = [
            {"sid": path.rpartition("/")[2], "parent_sid": sid, "content_type": "image/jpeg"}
            for path in self.twilio.media_of(sid)
        ]
        self._answer(200, {"media_list": listed, "next_page_uri": None, "page": 0})

    def _not_found(self) -> None:
        self._error(404, 20404, "The requested resource was not found")

    def _is_known(self) -> bool:
        is_ours = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages" in self.path
        return is_ours and self.headers.get("Authorization") == BASIC

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
