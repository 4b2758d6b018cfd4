"""An advocate for a child, from the desk, in a real browser: offered, sent, late, told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words, new_id
from portal.domain.reference import make_reference
from portal.domain.referral import Status, status
from portal.domain.taxonomy import ContactWay, FeelsSafe, LookedAfter, RecordType, YesNo
from portal.domain.triage import Triage
from portal.services import intake as intake_service
from tests.any_intake import an_intake
from tests.desk_client import the_intake
from tests.journeys.desk import AtTheDesk, same_place, somebody
from tests.portal_client import office_of
from tests.servers.live import LiveServer

WORDS = "They moved me again <3 and nobody said why"
SAVE = "main form.question button.button:not(.second)"
LONG_AGO = timedelta(days=8)  # working days enough for anybody to say yes, whatever day it is
OpenPage = Callable[..., Page]


@pytest.fixture
def place(shown: LiveServer) -> Iterator[Flask]:
    """The server's own database, for what no page shows."""
    with same_place(shown) as app:
        yield app


@pytest.fixture
def officer(place: Flask, shown: LiveServer, open_page: OpenPage) -> AtTheDesk:
    """An officer at a desk's screen, signed in."""
    page = open_page(viewport={"width": 1280, "height": 900})
    officer = somebody(place, shown, page, "Olu Officer")
    officer.come_in()
    return officer


def told(place: Flask, ago: timedelta, **more: Any) -> str:
    """Have a child in care tell it and ask for an advocate, so long ago: its reference."""
    office = office_of(place)
    at = office.clock() - ago
    values = {
        "id": new_id(),
        "reference": make_reference(),
        "received_at": at,
        "advocate_asked_at": at,
        "language": "en",
        "words": (Words(WORDS, at),),
        "looked_after": LookedAfter.YES,
        "feels_safe": FeelsSafe.YES,
        "record_type": RecordType.STATUTORY,
        "contact": SafeContact(ContactWay.CALL, "01622 123456", who_else_sees="mum"),
        "wish": AdvocateWish(),
        **dict.fromkeys(("closed_at", "seen_at", "submitter", "taken_over_at"), None),
        "flags": (),
        "should_not_see": "",
        "triage": Triage(),
        **more,
    }
    intake: Intake = an_intake(**values)
    with office.database.write() as connection:
        return intake_service.receive(connection, office, intake).reference


def fill(officer: AtTheDesk, **fields: str) -> None:
    """Fill in these fields of the page, and save."""
    for name, value in fields.items():
        box = officer.page.locator(f"[name={name}]")
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            officer.page.check(f"[name={name}][value='{value}']")
        else:
            box.fill(value)
    officer.press(SAVE)


def test_an_officer_offers_sends_hears_the_yes_and_tells_the_child(
    place: Flask, officer: AtTheDesk
) -> None:
    nobody_asked: dict[str, Any] = {"wants_advocate": None, "advocate_asked_at": None}
    reference = told(place, timedelta(0), advocacy_services=(), **nobody_asked)
    officer.open(f"intakes/{reference}")
    assert "Nobody asked for one" in officer.said

    officer.press("a:has-text('Was the child offered an advocate?') >> nth=0")
    assert officer.page.is_checked("[value=upfront]")
    fill(officer, how="I rang them")
    officer.press("a:has-text('What does the child say about an advocate?') >> nth=0")
    fill(officer, answer="wants_one", how="On the same call")
    officer.press(".next a:has-text('Who speaks up for the child?')")
    assert "By the contracts of today it is Upfront." in officer.said
    fill(officer, shares="words", agreed="I read it to them, and they said yes")
    assert "Upfront has it, and has not said yes" in officer.said
    officer.press("a:has-text('What did the advocacy service say?') >> nth=0")
    fill(officer, step="accepted")
    officer.press("a:has-text('What did the advocacy service say?') >> nth=0")
    fill(officer, step="named", advocate="Una Bello")
    assert "Tell the child: Upfront named Una Bello" in officer.said
    officer.press("a:has-text('Was the child told about an advocate?') >> nth=0")
    assert "Una Bello from Upfront will speak up for you." in officer.said
    assert "Somebody else sees this phone or post." in officer.said
    fill(officer, how="I rang at 4")

    assert "Una Bello of Upfront is named" in officer.said
    assert "Tell the child" not in officer.said
    officer.press("summary:has-text('so far')")
    assert "Passed to Upfront. Agreed to share what they told us" in officer.said
    kept = the_intake(place, reference)
    assert status(kept) is Status.NAMED
    assert [one.text for one in kept.words] == [WORDS]


@pytest.mark.javascript_on_and_off
def test_nobody_said_yes_in_time_is_loud_and_leads_to_the_fall_back(
    place: Flask, officer: AtTheDesk
) -> None:
    reference = told(place, LONG_AGO, wants_advocate=YesNo.YES)
    officer.open(f"intakes/{reference}")
    assert "Late: no service said yes by" in officer.said
    assert officer.page.locator(".alarm h2#advocate").count() == 1

    officer.press(".next a:has-text('Who speaks up for the child?')")
    fill(officer)
    assert "Late: no service said yes by" in officer.said
    officer.press(".next a:has-text('Is the child in touch with the fall-back?')")
    fill(officer, how="")
    assert "Please say how the child was put in touch." in officer.said
    fill(officer, how="We rang together")

    assert 'In touch with the fall-back: Coram Voice "Always Heard"' in officer.said
    assert "Late: no service said yes" not in officer.said
    assert officer.page.locator(".next a:has-text('Was the child told about')").count() == 1


def test_the_keyboard_alone_does_the_same(place: Flask, officer: AtTheDesk) -> None:
    reference = told(place, LONG_AGO, wants_advocate=YesNo.YES)
    officer.open(f"intakes/{reference}")

    officer.enter(".next a:has-text('Who speaks up for the child?')")
    officer.choose("service", "upfront")
    officer.enter(SAVE)
    officer.enter("a:has-text('What did the advocacy service say?')")
    officer.choose("step", "accepted")
    officer.enter(SAVE)

    assert status(the_intake(place, reference)) is Status.ACCEPTED


@pytest.mark.parametrize("kind", ["", "advocacy-offer", "advocacy", "advocacy-share",
    "advocacy-answer", "advocacy-fall-back", "advocacy-told", "area"])  # fmt: skip
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_each_page_is_accessible_and_nothing_is_cut_off(
    place: Flask,
    officer: AtTheDesk,
    accessible: Callable[[Page], None],
    kind: str,
    width: int,
    scheme: Any,
) -> None:
    reference = told(place, LONG_AGO, wants_advocate=YesNo.YES)
    page = officer.page
    officer.open(f"intakes/{reference}/{kind}".rstrip("/"))
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)

    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
