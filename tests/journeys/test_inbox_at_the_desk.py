"""The inbox in a real browser: what comes in appears, what has the focus keeps it, and it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.app import create_app
from portal.db import staff, staff_sessions
from portal.desk import session
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.settings import Settings
from tests.care.test_inbox import DANGER, put
from tests.desk_client import a_colleague
from tests.portal_client import office_of
from tests.servers.live import LiveServer
from tests.servers.processes import wait_until

A_LITTLE_LATER = 16_000
AWAY = "New intakes cannot be fetched just now. This page tries again by itself."


@dataclass
class Office:
    """The app beside the server, and an officer who signs in there."""

    app: Flask
    url: str
    officer: StaffMember = field(init=False)

    def __post_init__(self) -> None:
        """Somebody who may see what is not kept from anybody."""
        self.officer = a_colleague(self.app)

    def sign_in(self, page: Page) -> Page:
        """Give this browser a session."""
        place = office_of(self.app)
        with self.app.test_request_context(), place.database.write() as connection:
            account = staff.get(connection, place.keyring, self.officer.id)
            assert account
            token = session.begin(connection, account, is_full=True)
            cookie = session.cookie_name()
        page.context.add_cookies([{"name": cookie, "value": token, "url": self.url}])
        return page

    def sign_out(self) -> None:
        """End every session of the officer, as an administrator may."""
        with office_of(self.app).database.write() as connection:
            staff_sessions.end_all_of(connection, self.officer.id)


@pytest.fixture(scope="module")
def desk(shown: LiveServer) -> Office:
    """A desk with some intakes, among them one that is urgent."""
    app = create_app(Settings.from_environment(shown.settings))
    for _ in range(12):
        put(app)
    put(app, flags=(DANGER,), language="ar")
    return Office(app, shown.url)


def _wait_for_news(page: Page, text: str) -> None:
    """Let the page ask, until it says this: an answer takes real time, and then it waits anew."""

    def is_said() -> bool:
        page.clock.run_for(A_LITTLE_LATER)
        return page.locator("#news").inner_text() == text

    wait_until(is_said, f"the page says: {text}", seconds=20)


def _shows(page: Page, intake: Intake) -> bool:
    return page.locator(f"[data-reference='{intake.reference}']").count() == 1


def test_what_comes_in_appears_without_a_reload_and_moves_nothing(
    desk: Office, open_page: Callable[..., Page]
) -> None:
    page = desk.sign_in(open_page(viewport={"width": 1280, "height": 400}))
    page.clock.install()
    page.goto(f"{desk.url}/care/")
    link = page.locator(".intakes tbody a").nth(6)
    reference = link.inner_text()
    link.focus()
    page.locator("summary").evaluate("summary => summary.click()")
    link.focus()
    before = link.bounding_box()

    with page.expect_response("**/care/"):
        page.clock.run_for(A_LITTLE_LATER)
    expect(page.locator("#news")).to_be_empty()
    new = put(desk.app, flags=(DANGER,))

    _wait_for_news(page, "1 intake came into this list.")

    assert _shows(page, new)
    assert page.evaluate("document.activeElement.textContent") == reference
    assert page.locator("details").get_attribute("open") is not None
    after = page.locator(".intakes tbody a", has_text=reference).bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=2) or page.evaluate("scrollY") == 0


def test_a_page_that_nobody_is_signed_in_at_any_longer_shows_nothing_and_says_so(
    desk: Office, open_page: Callable[..., Page]
) -> None:
    page = desk.sign_in(open_page())
    page.clock.install()
    page.goto(f"{desk.url}/care/?show=urgent")
    assert page.locator(".intakes").count() == 1

    desk.sign_out()

    _wait_for_news(page, "You are signed out, so this list is no longer shown. Sign in again.")

    assert page.locator("[data-reference]").count() == 0
    page.get_by_role("link", name="Sign in again").click()
    expect(page).to_have_url(f"{desk.url}/desk/sign-in?to=/care/?show%3Durgent")


def test_a_server_that_is_away_is_said_and_tried_again(
    desk: Office, open_page: Callable[..., Page]
) -> None:
    page = desk.sign_in(open_page())
    page.clock.install()
    page.goto(f"{desk.url}/care/")
    page.route("**/care/", lambda route: route.fulfill(status=503, body="away"))
    _wait_for_news(page, AWAY)

    page.unroute("**/care/")

    _wait_for_news(page, "This list is up to date again.")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_inbox_and_finding_are_accessible_and_nothing_is_cut_off(
    desk: Office,
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    width: int,
    scheme: str,
) -> None:
    page = desk.sign_in(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme))
    for query in ("", "?show=urgent&language=ar", "?show=closed", "?method=Letter"):
        page.goto(f"{desk.url}/care/{query}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{desk.url}/care/find")
    accessible(page)
    for said in ("", "moved", "no such words"):
        page.fill("[name=said]", said)
        page.get_by_role("button", name="Find", exact=True).click()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.javascript_on_and_off
def test_the_keyboard_alone_leads_through_a_filter_to_an_intake(
    desk: Office, open_page: Callable[..., Page]
) -> None:
    page = desk.sign_in(open_page(viewport={"width": 1280, "height": 800}))
    urgent = put(desk.app, flags=(DANGER,))
    page.goto(f"{desk.url}/care/")
    _press(page, "Urgent")
    expect(page.locator("h1")).to_have_text("Urgent")
    _press(page, urgent.reference)
    expect(page).to_have_url(f"{desk.url}/care/intakes/{urgent.reference}")


def _press(page: Page, name: str) -> None:
    link = page.get_by_role("link", name=name).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("a:focus").count() and page.locator("a:focus").inner_text() in (
            link.inner_text(),
        ):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not reach {name} on {page.url}")
