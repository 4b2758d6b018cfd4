"""A child at the pages, without a browser: follows forms as one does, and reads what is kept."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.db.register_queue import RegisterQueueRow
from portal.services.office import Clock, Office
from portal.settings import Settings
from portal.web.app_office import office
from tests.servers.settings import production_settings

FILES = "photos-and-recordings"
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def an_app(database_url: str, *, clock: Clock | None = None, **settings: str) -> Flask:
    """Our app with production's settings, and those named here."""
    environment = production_settings(database_url, "http://127.0.0.1:8000") | settings
    return create_app(Settings.from_environment(environment), clock)


def office_of(app: Flask) -> Office:
    """The office of this app."""
    with app.app_context():
        return office()


def records(app: Flask) -> list[dict[str, Any]]:
    """What waits for the register, oldest first."""
    queue = RegisterQueueRow.as_table()
    with office_of(app).database.read() as connection:
        return [row.data for row in connection.execute(select(queue).order_by(queue.c.seq))]


def last_record(app: Flask) -> dict[str, Any]:
    """What the register is told last."""
    return records(app)[-1]


def give(child: Child, *files: tuple[str, bytes], path: str = FILES, go: str = "add") -> Child:
    """The child chooses these files on the page that is open, and presses Add it."""
    fields: list[tuple[str, Any]] = [
        *child.hidden.items(),
        ("go", go),
        *(("files", file) for file in files),
    ]
    body, content_type = encode_multipart_formdata(fields)
    address = f"/{child.lang}/{path}"
    child.show(child.client.post(address, data=body, content_type=content_type))
    return child


@dataclass
class Child:
    """One browser at the pages. `page` is what it shows now."""

    client: FlaskClient
    lang: str = "en"
    page: TestResponse | None = None
    hidden: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> TestResponse:
        """Go to a page of this language: `open("what-happened")`."""
        return self.show(self.client.get(f"/{self.lang}/{path}"))

    def show(self, response: TestResponse) -> TestResponse:
        """Follow redirects as a browser does, and remember the form's own fields."""
        while response.status_code in (302, 303) and response.location.startswith("/"):
            response = self.client.get(response.location)
        self.page = response
        self.hidden = {n: html.unescape(v) for n, v in _FIELD.findall(response.text)}
        return response

    def post(self, path: str, **fields: str) -> TestResponse:
        """Press a button of the page that is open, with these fields filled in."""
        data = {**self.hidden, "go": "next", **fields}
        return self.show(self.client.post(f"/{self.lang}/{path}", data=data))

    def answer(self, slug: str, **fields: str) -> TestResponse:
        """Open a question, answer it and press Continue."""
        self.open(slug)
        return self.post(slug, **fields)

    def tell(self, words: str, **fields: str) -> TestResponse:
        """Write words on the first question and press Send it now."""
        self.open("what-happened")
        return self.post("what-happened", words=words, go="send", **fields)

    @property
    def text(self) -> str:
        """What the page says, without its marks."""
        assert self.page is not None
        body = re.sub(r"<(svg|head).*?</\1>", "", self.page.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

    @property
    def typed(self) -> str:
        """What stands in the page's text area, as a browser would have it."""
        assert self.page is not None
        found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", self.page.text, re.DOTALL)
        assert found, "the page has no text area"
        return html.unescape(found.group(1))
