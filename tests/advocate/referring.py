"""A child's wish that customer care passed to a service, kept as the desk keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask

from portal.db import intakes
from portal.domain.clock import london_day
from portal.domain.decisions import Decision
from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.referral import current
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import ContactWay, YesNo
from portal.domain.triage import Triage
from portal.services import desk
from portal.services import intake as intake_service
from tests.any_intake import an_intake
from tests.desk_client import a_colleague
from tests.portal_client import office_of


def asks(app: Flask, **more: Any) -> Intake:
    """An intake that asks for an advocate and was just received, kept."""
    place = office_of(app)
    at = place.clock()
    values: dict[str, Any] = {
        "id": new_id(),
        "received_at": at,
        "reference": new_id()[:8],
        "submission_id": None,
        "record_type": None,
        "language": "en",
        "words": (Words("They took my phone", at),),
        "wants_advocate": YesNo.YES,
        "advocate_asked_at": at,
        "name": "Sam",
        "should_not_see": "",
        "contact": SafeContact(ContactWay.TEXT, "07700 900123"),
        "flags": (),
        "wish": replace(an_intake().wish, not_them="", trusted=False, trusted_who=""),
        "submitter": None,
        "taken_over_at": None,
        "closed_at": None,
        "seen_at": None,
        "triage": Triage(),
    }
    intake = an_intake(**{**values, **more})
    with place.database.write() as connection:
        intake_service.receive(connection, place, intake)
        return intakes.load(connection, place.keyring, intake.id)


def decided(app: Flask, member: StaffMember, intake: Intake, decision: Decision) -> Intake:
    """The intake after somebody decided this."""
    place = office_of(app)
    with place.database.write() as connection:
        held = intakes.load(connection, place.keyring, intake.id, lock=True)
        return desk.make(connection, place, member, held, decision, place.clock())


def sent(
    app: Flask, *, service: str = "upfront", shares: tuple[Shares, ...] = (), **more: Any
) -> tuple[str, Intake]:
    """The id of a referral to this service, and its intake: `sent(app, name="Sam")`."""
    return sent_again(app, asks(app, **more), service=service, shares=shares)


def sent_again(
    app: Flask, intake: Intake, *, service: str = "upfront", shares: tuple[Shares, ...] = ()
) -> tuple[str, Intake]:
    """The same for an intake that is kept already, and that no service has."""
    today = london_day(office_of(app).clock())
    yes = "on the phone" if shares else ""
    send = SendReferral(service, service, today, "at the desk", shares, yes)
    after = decided(app, a_colleague(app, "Olga Officer"), intake, send)
    running = current(after)
    assert running
    return running.id, after


def answered(app: Flask, member: StaffMember, intake: Intake, *steps: Step, **more: Any) -> Intake:
    """The intake after this person of the service said these, today."""
    today = london_day(office_of(app).clock())
    for step in steps:
        intake = decided(app, member, intake, ReferralNews(step, today, **more))
    return intake
