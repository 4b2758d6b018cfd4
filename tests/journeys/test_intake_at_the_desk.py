"""One intake in a real browser: nothing in anybody's way, on a small phone, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.app import create_app
from portal.db import staff
from portal.desk import session
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.taxonomy import ContactWay, TextsAllowed
from portal.domain.triage import Translation, Triage
from portal.services import intake as intake_service
from portal.settings import Settings
from tests.any_intake import an_intake
from tests.desk_client import a_colleague
from tests.portal_client import office_of
from tests.servers.live import LiveServer

ARABIC = "أريد أن أتصل بأمي. طلبت ذلك ثلاث مرات ولم يجبني أحد. " * 12


@pytest.fixture(scope="module")
def telling(shown: LiveServer) -> tuple[Intake, tuple[str, str]]:
    """An urgent, shielded Arabic telling with a translation, and the cookie of who may see it."""
    app = create_app(Settings.from_environment(shown.settings))
    place = office_of(app)
    at = place.clock()
    intake = an_intake(
        id=new_id(),
        received_at=at - timedelta(days=30),
        words=(Words(ARABIC, at - timedelta(days=30)), Words("ومتى؟", at, is_new=True)),
        contact=SafeContact(ContactWay.TEXT, "07700 900123", "", TextsAllowed.NEUTRAL_ONLY),
        record_type=None,
        closed_at=None,
        seen_at=None,
        triage=Triage(translations=(Translation("en", "A. Haddad", at.date(), "My mum"),)),
    )
    with place.database.write() as connection:
        intake_service.receive(connection, place, intake)
    return intake, _cookie(app)


def _cookie(app: Flask) -> tuple[str, str]:
    member, place = a_colleague(app, "Clea Cleared", is_cleared=True), office_of(app)
    with app.test_request_context(), place.database.write() as connection:
        account = staff.get(connection, place.keyring, member.id)
        assert account
        return session.cookie_name(), session.begin(connection, account, is_full=True)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize("part", ["", "/sheet", "/translation"])
def test_the_page_is_accessible_and_nothing_is_cut_off(
    shown: LiveServer,
    telling: tuple[Intake, tuple[str, str]],
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    width: int,
    scheme: str,
    part: str,
) -> None:
    intake, cookie = telling
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": shown.url}])

    page.goto(f"{shown.url}/care/intakes/{intake.reference}{part}")

    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if not part:
        assert page.locator(".intake-words .typed").first.inner_text() == ARABIC
        assert page.locator(".intake-words .typed").first.evaluate("e => e.matches(':dir(rtl)')")
