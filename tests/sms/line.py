"""Twilio, as our webhook meets it: signed requests to the app, without a server between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.db import counters
from portal.services.office import Office
from tests.portal_client import office_of
from tests.servers.settings import AUTH_TOKEN
from tests.servers.texts import INCOMING, Reply, text_form

PUBLIC = "http://127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"


def signature(form: Mapping[str, str], *, query: str = "", token: str = AUTH_TOKEN) -> str:
    """Twilio's, for a form posted to our public address."""
    address = f"{PUBLIC}{INCOMING}?{query}" if query else PUBLIC + INCOMING
    return str(RequestValidator(token).compute_signature(address, form))


@dataclass
class Line:
    """Our webhook."""

    app: Flask

    @property
    def office(self) -> Office:
        """The office behind it."""
        return office_of(self.app)

    def text(self, body: str, **more: Any) -> TestResponse:
        """Post one signed text."""
        return self.post(text_form(body, **more))

    def post(self, form: Mapping[str, str], **more: Any) -> TestResponse:
        """Post a form that Twilio signed, unless `signed` says otherwise."""
        return self.post_bytes(urlencode(form, encoding="utf-8").encode(), **more)

    def post_bytes(
        self,
        body: bytes,
        *,
        signed: str | None = None,
        query: str = "",
        content_type: str = FORM,
        method: str = "POST",
    ) -> TestResponse:
        """Post these bytes, signed by default as the form that they are."""
        form = MultiDict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        header = signature(form, query=query) if signed is None else signed
        return self.app.test_client().open(
            f"{INCOMING}?{query}" if query else INCOMING,
            method=method,
            data=body,
            content_type=content_type,
            headers={"X-Twilio-Signature": header},
        )

    def refused(self) -> int:
        """How many requests were refused and counted."""
        with self.office.database.read() as connection:
            since = date(2020, 1, 1)
            return counters.counted(connection, counters.REFUSED_WEBHOOK, since)


def messages(response: TestResponse) -> list[str]:
    """The texts that Twilio would now send; empty when we say nothing."""
    assert response.status_code == 200
    assert response.mimetype == "text/xml"
    return Reply(response.status_code, response.data).messages


def today() -> date:
    """The day as counters have it."""
    return datetime.now(UTC).date()
