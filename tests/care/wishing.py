"""A child who asks for an advocate, as customer care's pages find them."""

from __future__ import annotations

from typing import Any

from flask import Flask

from portal.domain.intake import AdvocateWish, Intake, SafeContact
from portal.domain.taxonomy import ContactWay, LookedAfter, YesNo
from tests.care.intakes import kept
from tests.desk_client import Desk
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"
TYPED = "He said \"no\" <3 & 'never' هاتفي"
ON = "2026-11-24"
SEND = {"service": "upfront", "passed_on": ON, "how": TYPED}


def asks(app: Flask, clock: StandingClock, **more: Any) -> Intake:
    """A child in care who asks for an advocate and may be rung, told now."""
    values = {
        "wants_advocate": YesNo.YES,
        "advocate_asked_at": clock.at,
        "looked_after": LookedAfter.YES,
        "contact": SafeContact(ContactWay.CALL, "01622 1", who_else_sees="mum"),
        "wish": AdvocateWish(),
        "submitter": None,
        **more,
    }
    return kept(app, clock, WORDS, **values)


def at(reference: str) -> str:
    """The address of its page, as the desk's tests write it."""
    return f"intakes/{reference}"


def buttons(desk: Desk) -> list[str]:
    """The kinds of decision that the page proposes, the first first."""
    assert desk.page
    box = desk.page.text.partition('<section class="card next"')[2].partition("</section>")[0]
    return [link.rpartition("/")[2] for link in _links(box) if "/intakes/" in link]


def _links(markup: str) -> list[str]:
    return [part.partition('"')[0] for part in markup.split('href="')[1:]]


def service_for(*areas: str) -> dict[str, Any]:
    """A service whose contract is for these areas, as settings have it."""
    contract = {"serves": "anyone", "starts_on": "2007-04-01", "areas": list(areas)}
    names = [{"name": f"{areas[0]} Voice", "starts_on": "2007-04-01"}]
    return {"key": areas[0].lower(), "phone": "01622 9", "contracts": [contract], "names": names}
