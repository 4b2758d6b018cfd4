"""Intakes for the desk's tests, kept through the real services or told at the pages."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from portal.child.questions import ADVOCATE, HOME
from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.reference import make_reference
from portal.domain.taxonomy import YesNo
from portal.domain.triage import Triage
from portal.services import intake as intake_service
from tests.any_intake import an_intake
from tests.desk_client import the_intake
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

_NOTHING = {
    "language": "en",
    "record_type": None,
    "closed_at": None,
    "seen_at": None,
    "should_not_see": "",
    "name": "",
    "desired_outcome": "",
    "feels_safe": None,
    "wants_advocate": None,
    "advocate_asked_at": None,
    "advocacy_services": (),
    "flags": (),
    "contact": SafeContact(),
    "triage": Triage(),
}


def kept(
    app: Flask,
    clock: StandingClock,
    text: str,
    *,
    later: tuple[str, datetime] | None = None,
    **more: object,
) -> Intake:
    """Something told now, and nothing decided; `more` adds answers. No text: a wish alone."""
    words: tuple[Words, ...] = (Words(text, clock.at),) if text else ()
    if later:
        words += (Words(*later, is_new=True),)
    wish = {} if text else {"wants_advocate": YesNo.YES}
    values = {"reference": make_reference(), "received_at": clock.at, "words": words}
    intake = an_intake(**{**_NOTHING, **values, **wish, **more})
    place = office_of(app)
    with place.database.write() as connection:
        return intake_service.receive(connection, place, intake)


def with_a_wish(app: Flask, child: Child, words: str) -> str:
    """A child in care tells it, the only intake, and asks for an advocate: its reference."""
    child.answer(HOME, home="yes")
    child.answer(ADVOCATE, advocate="yes")
    child.tell(words)
    return the_intake(app).reference
