"""A call is taken down in a real browser: small and large, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.app import create_app
from portal.db import staff
from portal.desk import session
from portal.domain.clock import London
from portal.register import claims, pauses
from portal.settings import Settings
from tests.desk_client import a_colleague
from tests.portal_client import office_of
from tests.servers.live import LiveServer

WORDS = "They moved me again <3 & nobody said why.\n\nهاتفي عندهم"


@pytest.fixture(scope="module")
def cookie(shown: LiveServer) -> tuple[str, str]:
    """An officer's, signed in."""
    app = create_app(Settings.from_environment(shown.settings))
    member, place = a_colleague(app, "Olu Officer"), office_of(app)
    with app.test_request_context(), place.database.write() as connection:
        account = staff.get(connection, place.keyring, member.id)
        assert account
        return session.cookie_name(), session.begin(connection, account, is_full=True)


@pytest.fixture
def app(shown: LiveServer) -> Flask:
    """The server's office, to look into."""
    return create_app(Settings.from_environment(shown.settings))


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_call_is_taken_down_read_back_and_handed_over_by_anybody(
    shown: LiveServer,
    cookie: tuple[str, str],
    app: Flask,
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    width: int,
    scheme: str,
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": shown.url}])

    for _ in _steps(page, shown, app):
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_it_goes_as_well_without_javascript(
    shown: LiveServer, cookie: tuple[str, str], app: Flask, open_page: Callable[..., Page]
) -> None:
    page = open_page(javascript=False)
    page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": shown.url}])

    assert len(list(_steps(page, shown, app))) == 6


def _steps(page: Page, shown: LiveServer, app: Flask) -> Iterator[None]:
    """From the empty form to the register's page, stopping at each page on the way."""
    page.goto(f"{shown.url}/care/take-down")
    yield
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("alert").inner_text().count("Please") >= 3
    yield
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_label("The words, as they were said or written").fill(WORDS)
    page.get_by_label("Who should not see this?").fill("")
    page.get_by_role("button", name="Continue").click()
    yield
    assert page.locator(".typed").inner_text() == WORDS
    page.get_by_role("button", name="Change something").click()
    assert page.get_by_label("The words, as they were said or written").input_value() == WORDS
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Yes: read back").check()
    page.get_by_role("button", name="Save").click()
    yield
    reference = page.locator("h1 bdi").inner_text()
    _stuck_and_away(app)
    page.goto(f"{shown.url}/care/register")
    yield
    page.get_by_role("button", name=f"Offer {reference} again").click()
    assert f"{reference} is offered to the register again." in page.inner_text("main")
    yield


def _stuck_and_away(app: Flask) -> None:
    """The register refuses what waits, five times; then it is away."""
    place = office_of(app)
    while True:
        with place.database.write() as connection:
            entries = claims.claim(
                connection, "their register", datetime(2030, 1, 1, tzinfo=London)
            )
            for entry in entries:
                claims.refuse(connection, entry, "HTTP 422", place.clock())
        if not entries:
            break
    with place.database.write() as connection:
        pauses.pause(connection, "https://register.example", "HTTP 503", place.clock())
