"""A service's desk in a real browser: from a wish that is passed on to the first meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.domain.intake import SafeContact, Words
from portal.domain.referral import Status, current, status
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import Role
from portal.domain.taxonomy import ContactWay, SubmittedBy
from tests.advocate.referring import asks, sent
from tests.desk_client import the_intake
from tests.journeys.desk import AtTheDesk, same_place, somebody, today
from tests.portal_client import last_record, office_of
from tests.servers.databases import KINDS, Databases
from tests.servers.live import LiveServer

WORDS = "He took my phone <3 & nobody says why.\n\n  A new line"
ARABIC = "أريد أن أتصل بأمي. طلبت ذلك ثلاث مرات ولم يجبني أحد. " * 8
REASON = "Nobody here speaks Arabic <3 & we asked"
SAVE = "main form.question button.button"
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
WIDTH = "() => document.documentElement.scrollWidth"
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module", params=KINDS)
def server(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """One server of each kind for all of these."""
    folder = tmp_path_factory.mktemp("service")
    with LiveServer(databases.migrated(request.param), folder) as server:
        yield server


@pytest.fixture(scope="module")
def place(server: LiveServer) -> Iterator[Flask]:
    """The same database, for what no page shows."""
    with same_place(server) as app:
        yield app


@dataclass
class AtTheService:
    """Somebody of a service at a browser, and one child's page."""

    at: AtTheDesk
    referral_id: str = ""

    @property
    def address(self) -> str:
        """The child's page."""
        return f"{self.at.address}/advocate/referrals/{self.referral_id}"

    def come_in(self) -> None:
        """Open the list, and be asked who it is."""
        self.at.page.goto(f"{self.at.address}/advocate/")
        self.at.sign_in()


def _una(place: Flask, server: LiveServer, page: Page) -> AtTheService:
    una = somebody(place, server, page, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    return AtTheService(una)


@pytest.mark.timeout(120)
@pytest.mark.javascript_on_and_off
def test_an_officer_passes_a_wish_on_and_the_service_accepts_names_and_meets(
    place: Flask, server: LiveServer, open_page: OpenPage
) -> None:
    officer = somebody(place, server, open_page(**SCREEN), "Olu Officer")
    una = _una(place, server, open_page(**SCREEN))
    intake = asks(place, name="Sam Sixteen", words=(Words(WORDS, _now(place)),))
    officer.come_in()
    officer.open(f"intakes/{intake.reference}/advocacy")
    officer.press("input[name=service][value=upfront]")
    officer.press("input[name=shares][value=words]")
    officer.page.fill("[name=agreed]", "On the telephone")
    officer.press(SAVE)
    assert current(the_intake(place, intake.reference))

    una.come_in()
    una.at.press("main a:has-text('Sam Sixteen')")
    assert una.at.page.locator(".words .typed").inner_text() == WORDS
    assert "07700 900123" in una.at.said
    una.at.press("main a:text-is('Accept')")
    una.at.press(SAVE)
    assert "Saved. Accepted." in una.at.said
    una.at.press("main a:text-is('Name the advocate')")
    una.at.press(f"input[value='{una.at.person.member.id}']")
    una.at.press(SAVE)
    una.at.press("main a:text-is('Report the first meeting')")
    una.at.press(SAVE)
    assert "They met for the first time" in una.at.said

    kept = the_intake(place, intake.reference)
    days = {one.step: one.on for one in kept.triage.advocacy_steps}
    steps = (Step.SENT, Step.ACCEPTED, Step.NAMED, Step.MET)
    assert days == dict.fromkeys(steps, today())
    assert status(kept) is Status.MET
    told = last_record(place)
    assert told["reference"] == intake.reference
    in_record = {one["step"]: one["on"] for one in told["advocacy"]["steps"]}
    assert in_record.items() >= {step: today().isoformat() for step in steps}.items()
    officer.open(f"intakes/{intake.reference}")
    assert "Una Upfront (Upfront)" in officer.said


def test_the_keyboard_alone_hands_it_back_and_every_word_of_the_reason_is_kept(
    place: Flask, server: LiveServer, open_page: OpenPage
) -> None:
    una = _una(place, server, open_page(**SCREEN))
    una.referral_id, intake = sent(place, name="Kim Keyboard")
    una.come_in()

    una.at.enter("main a:has-text('Kim Keyboard')")
    una.at.enter("main a:text-is('Hand back')")
    una.at.write("[name=note]", REASON)
    una.at.enter(SAVE)

    assert "It was handed back." in una.at.said
    assert "Kim Keyboard" not in una.at.said
    assert f"{intake.reference} · passed to you" in una.at.said
    una.at.page.goto(una.address)
    assert "There is nothing here" in una.at.said
    kept = the_intake(place, intake.reference)
    assert kept.triage.advocacy_steps[-1].note == REASON


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_of_the_service_is_for_everybody(
    place: Flask,
    server: LiveServer,
    open_page: OpenPage,
    accessible: Callable[[Page], None],
    width: int,
    scheme: Any,
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    una = _una(place, server, page)
    una.come_in()
    una.referral_id = _arabic(place)
    for path in ("", "/accept", "/name", "/met", "/hand-back", "/ended"):
        page.goto(f"{una.address}{path}")
        accessible(page)
        assert page.evaluate(WIDTH) == width, path
    page.goto(f"{una.address}/hand-back")
    page.press(SAVE, "Enter")
    assert page.locator(".error-summary").is_visible()
    accessible(page)
    page.goto(una.address)
    assert page.locator(".words .typed").first.inner_text() == ARABIC
    assert page.locator(".words .typed").first.evaluate("e => e.matches(':dir(rtl)')")
    page.goto(f"{server.url}/advocate/")
    accessible(page)
    assert page.evaluate(WIDTH) == width


def _arabic(place: Flask) -> str:
    """A referral with much in it, right to left, and a name that is too long for any screen."""
    contact = SafeContact(
        ContactWay.CALL,
        "07700 900123 " + "x" * 80,
        "+447700900777",
        None,
        "بعد الرابعة",
        "my carer",
        SubmittedBy.HELPER,
        confirmed_by_child=False,
    )
    referral_id, _ = sent(
        place,
        shares=tuple(Shares),
        language="ar",
        words=(Words(ARABIC, _now(place)),),
        name="سام " + "aVeryLongName" * 8,
        contact=contact,
    )
    return referral_id


def _now(place: Flask) -> datetime:
    return office_of(place).clock()
