"""Every page that says no is kind: who to ring, in the page's language, and every word typed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import default_exceptions
from werkzeug.test import TestResponse

from portal.db.database import BusyError
from tests.any_intake import TYPED
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases
from tests.web.as_shown import on_one_line, parsed, text_of

STATUSES = sorted(code for code in default_exceptions if code >= 400)
NUMBERS = ("999", "0800 1111", "03000 41 11 11")
RAISED = {
    "fault": ZeroDivisionError("They took my phone"),
    "busy": BusyError(),
    "database": OperationalError("SELECT 1", {"words": "They took my phone"}, Exception("gone")),
}
TITLES = {404: "This page is not here", 413: "That is too much at once"}


@pytest.fixture(scope="module")
def app(databases: Databases) -> Iterator[Flask]:
    """Our app, with addresses that fail."""
    app = an_app(databases.migrated("sqlite"))

    @app.route("/<lang:lang>/refused/<int:status>", methods=["GET", "POST"])
    def refused(status: int) -> str:
        abort(status)

    @app.route("/<lang:lang>/broken/<what>", methods=["GET", "POST"])
    def broken(what: str) -> str:
        raise RAISED[what]

    yield app
    office_of(app).database.close()


def said(response: TestResponse) -> str:
    return on_one_line(response.text)


def typed(response: TestResponse) -> list[str]:
    """The words that the page gives back, as a browser shows them."""
    return [text_of(e) for e in parsed(response.text).iterfind(".//*[@class='typed']")]


def assert_kind(response: TestResponse, lang: str) -> None:
    page = said(response)
    assert all(number in page for number in NUMBERS)
    assert f'<html lang="{lang}"' in response.text
    assert f'href="/{lang}/"' in response.text
    assert "Traceback" not in response.text
    assert ".py" not in response.text
    assert not re.search(r"\b(error|invalid|exception|denied|forbidden)\b", page, re.IGNORECASE)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("status", STATUSES)
def test_whatever_is_refused_says_whom_to_ring(app: Flask, status: int, lang: str) -> None:
    response = app.test_client().get(f"/{lang}/refused/{status}")

    assert response.status_code == status
    assert_kind(response, lang)
    assert response.text.count("<h1>") == 1


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(("what", "status"), [("fault", 500), ("busy", 503), ("database", 503)])
def test_whatever_breaks_says_whom_to_ring_and_nothing_of_itself(
    app: Flask, what: str, status: int, lang: str
) -> None:
    response = app.test_client().get(f"/{lang}/broken/{what}")

    assert response.status_code == status
    assert_kind(response, lang)
    assert "phone" not in said(response).lower().replace("mobile phone", "")
    assert "SELECT" not in response.text


@pytest.mark.parametrize(("path", "lang"), [("/ar/nowhere", "ar"), ("/en/nowhere", "en")])
def test_a_page_that_is_not_there_speaks_the_language_of_its_address(
    app: Flask, path: str, lang: str
) -> None:
    other = "en" if lang == "ar" else "ar"

    assert_kind(app.test_client().get(path, headers={"Accept-Language": other}), lang)


def test_without_a_language_in_the_address_it_is_the_browsers(app: Flask) -> None:
    for lang in ("ar", "en"):
        assert_kind(app.test_client().get("/x", headers={"Accept-Language": lang}), lang)


def test_an_arabic_error_is_in_arabic(app: Flask) -> None:
    page = said(app.test_client().get("/ar/refused/500"))

    assert "Something went wrong" not in page
    assert sum("\u0600" <= letter <= "\u06ff" for letter in page) > 200


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", ["refused/400", "refused/429", "broken/fault", "broken/database"])
@pytest.mark.parametrize("words", TYPED)
def test_every_word_that_was_typed_comes_back(app: Flask, path: str, lang: str, words: str) -> None:
    form = {"words": words, "name": "Sam <i>", "go": "send", "csrf_token": "t", "form": "f"}

    response = app.test_client().post(f"/{lang}/{path}", data=form)

    as_shown = words.replace("\r\n", "\n")
    assert typed(response) == [as_shown, "Sam <i>"]
    assert "<script>alert" not in response.text
    assert "<i>" not in response.text


def test_nothing_is_said_of_words_where_none_were_typed(app: Flask) -> None:
    form = {"words": " ", "go": "next", "csrf_token": "t", "form": "f", "website": ""}

    response = app.test_client().post("/en/broken/fault", data=form)

    assert typed(response) == []
    assert "everything you wrote" not in said(response)


def test_a_form_of_half_a_million_fields_is_refused_in_a_moment(app: Flask) -> None:
    started = time.monotonic()

    response = app.test_client().post("/en/refused/400", data={"w": ["&<" * 2] * 300_000})

    assert len(typed(response)) < 50
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("path", "status"),
    [("/en", 200), ("/ar", 200), ("/", 200), ("/en//check", 404), ("/x//y", 404)],
)
def test_no_address_leads_to_the_host_that_was_named(app: Flask, path: str, status: int) -> None:
    response = app.test_client().get(path, headers={"Host": "evil.example"})

    assert response.status_code == status
    assert response.location is None
    assert "evil.example" not in response.text


@pytest.mark.parametrize(("status", "title"), TITLES.items())
def test_what_happened_is_said_in_plain_words(app: Flask, status: int, title: str) -> None:
    assert title in said(app.test_client().get(f"/en/refused/{status}"))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_a_method_that_nobody_uses_is_refused_with_those_that_are(app: Flask, method: str) -> None:
    response = app.test_client().open("/ar/what-happened", method=method)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert_kind(response, "ar")


def test_a_head_is_a_get_without_its_page(app: Flask) -> None:
    client = app.test_client()
    got = client.get("/en/nowhere")
    asked = client.head("/en/nowhere")

    assert (asked.status_code, asked.data) == (404, b"")
    assert asked.headers["Content-Length"] == got.headers["Content-Length"]
