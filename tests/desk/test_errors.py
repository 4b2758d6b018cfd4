"""Every page of the desk that says no: why, the telephone number, every word back, no password."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from portal.db.database import BusyError
from portal.desk import session
from portal.desk.access import Access, open_to
from portal.desk.errors import error_page
from tests.desk_client import Desk, a_colleague
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases
from tests.web.every_page import StandingClock
from tests.web.test_headers import DESK, PAGE, headers

STATUSES = [400, 403, 404, 405, 409, 413, 415, 429, 500, 501, 503]
TYPED = {"note": "Rang at four <3 & nobody", "how": 'By "telephone"'}
SECRET = {"password": "four green boats", "new_password": "five boats", "again": "six boats"}
RAISED = {
    "fault": (ZeroDivisionError("They took my phone"), 500),
    "busy": (BusyError(), 503),
    "gone": (OperationalError("SELECT words", {"w": "my phone"}, Exception("gone")), 503),
}


@pytest.fixture(scope="module")
def broken_app(databases: Databases) -> Iterator[Flask]:
    """Our app, with pages of the desk that fail."""
    app = an_app(databases.migrated("sqlite"), clock=StandingClock())

    @open_to(Access.ANYONE)
    def refused(status: int) -> str:
        abort(status) if status != 409 else None
        return error_page(status)  # type: ignore[return-value]

    @open_to(Access.ANYONE)
    def broken(what: str) -> str:
        raise RAISED[what][0]

    for name, view, argument in (("refused", refused, "int:status"), ("broken", broken, "what")):
        address = f"/care/{name}/<{argument}>"
        app.add_url_rule(address, f"care.{name}", view, methods=["GET", "POST"])
    yield app
    office_of(app).database.close()


@pytest.fixture
def at_it(broken_app: Flask) -> Desk:
    """An officer, signed in."""
    return Desk(broken_app, a_colleague(broken_app))


def assert_kind(response: TestResponse) -> None:
    """What every such page has."""
    page = html.unescape(response.text)
    assert response.text.count("<h1>") == 1
    assert '<html lang="en"' in page
    assert "tel:" in page
    assert 'href="/care/"' in page
    assert "Traceback" not in page
    assert "my phone" not in page
    assert "SELECT" not in page
    assert headers(response) == DESK


@pytest.mark.parametrize("status", STATUSES)
def test_whatever_is_refused_is_said_in_a_page_of_the_desk(at_it: Desk, status: int) -> None:
    response = at_it.client.get(f"/care/refused/{status}")

    assert response.status_code == status
    assert_kind(response)


@pytest.mark.parametrize("what", RAISED)
def test_whatever_breaks_says_nothing_of_itself(at_it: Desk, what: str) -> None:
    response = at_it.client.get(f"/care/broken/{what}")

    assert response.status_code == RAISED[what][1]
    assert_kind(response)


@pytest.mark.parametrize("path", ["refused/400", "refused/429", *(f"broken/{w}" for w in RAISED)])
def test_every_word_comes_back_and_no_password_does(at_it: Desk, path: str) -> None:
    form = {**TYPED, **SECRET, "code": "123456", "csrf_token": "a-token", "shown": "7.7"}

    response = at_it.client.post(f"/care/{path}", data=form)

    page = html.unescape(response.text)
    assert all(words in page for words in TYPED.values())
    assert not any(words in page for words in (*SECRET.values(), "123456", "a-token", "7.7"))


def test_a_form_of_another_site_is_refused_with_its_words(at_it: Desk) -> None:
    far = {"Sec-Fetch-Site": "cross-site"}

    response = at_it.client.post("/desk/sign-in", data={**TYPED, **SECRET}, headers=far)

    assert response.status_code == 403
    assert_kind(response)
    assert TYPED["note"] in html.unescape(response.text)
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["nowhere", "intakes", "//", "intakes/HH2H-H2HH/nothing"])
def test_an_address_that_is_none_has_a_number_to_ring_and_the_words(at_it: Desk, path: str) -> None:
    response = at_it.client.post(f"/care/{path}", data=TYPED)

    assert response.status_code == 404
    assert "tel:" in response.text
    assert TYPED["note"] in html.unescape(response.text)
    assert headers(response) == PAGE


def test_a_password_is_never_in_a_page_that_refuses_it(at_it: Desk) -> None:
    stranger = Desk(at_it.app, None)
    stranger.open("/desk/sign-in")

    stranger.post("/desk/sign-in", email="nobody@kent.example", password=SECRET["password"])

    assert stranger.page
    assert stranger.page.status_code == 401
    assert SECRET["password"] not in stranger.page.text
    assert "nobody@kent.example" in stranger.page.text


def test_the_desks_cookie_ends_with_the_browser_and_no_script_reads_it(
    databases: Databases,
) -> None:
    for address, more in (("http://127.0.0.1:8000", set()), ("https://h.example", {"Secure"})):
        app = an_app(databases.migrated("sqlite"), PORTAL_PUBLIC_BASE_URL=address)
        with app.test_request_context():
            cookie = session.set_cookie(app.make_response(""), "token").headers["Set-Cookie"]
        assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"} | more
        assert cookie.startswith("__Host-heard-desk=" if more else "heard-desk=")
        office_of(app).database.close()
