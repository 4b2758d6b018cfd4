"""A child of whom much is known: each thing holds a word of its own, which stands nowhere else."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Flask
from werkzeug.test import TestResponse

from portal.db import intakes
from portal.domain.clock import london_day
from portal.domain.decisions.ending import Withdraw
from portal.domain.decisions.people import Note
from portal.domain.decisions.shield import Shield
from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words
from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct
from portal.domain.pauses import Pause
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import Role, StaffMember
from portal.domain.submitter import Relation, Submitter
from portal.domain.taxonomy import AgeBand, ContactWay, FeelsSafe, LookedAfter, SubmittedBy
from portal.domain.triage import Done, Told, Translation, Triage
from portal.services import intake as intake_service
from tests.advocate.referring import answered, asks, decided, sent_again
from tests.desk_client import a_colleague, all_of
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

# What goes with each thing that they may agree to: their own words, or how a page says it.
OWN = {Shares.WORDS: {"zebrafish"}, Shares.DESIRED_OUTCOME: {"wonderland"}}
SAID = {
    **OWN,
    Shares.AGE: {"13 to 15"},
    Shares.LOOKED_AFTER: {"Lives in care"},
    Shares.FEELS_SAFE: {"do not feel safe"},
}
# Without a further yes: name if given, and safe contact; and whom they do not want.
ALWAYS = {"Nightjar", "magpie@nest.example", "teatimes", "grandmama", "Pelican"}
NEVER = {
    "afterglow",  # said after the yes
    "900777",  # the phone that texted us, which they have not called safe
    "Cassowary",  # who should not see it
    "Nanabelle",  # whom they trust
    "Ottoline", "Orgmoor", "oddcontact", "howsoever",  # who told us, and how they know
    "placemint",  # the topic
    # What customer care decided, and wrote in the history.
    "Latesome", "Teamwork", "Complexion", "Pausing", "Acknow", "Contactor", "Answerable",
    "Managerina", "Safeguarda", "safenote", "Thanetwood", "Barrison", "Ivybridge", "Indigoes",
    "Casenumeral", "Transylva", "translatum", "Notewise", "Withdrawal", "pressured",
    "Backwardly", "Norasia",  # what the service before this one said
}  # fmt: skip
# What the child of the `known` fixture agreed to, and what of their words that lets Upfront read.
AGREED = (Shares.WORDS, Shares.FEELS_SAFE)
MAY_READ = ALWAYS | OWN[Shares.WORDS]
UNMISTAKABLE = ALWAYS | NEVER | set().union(*OWN.values())


@dataclass(frozen=True)
class Much:
    """The child's intake, the part that Upfront has, the one that another service had before."""

    intake: Intake
    referral_id: str
    before_id: str


def found_in(answer: TestResponse, words: set[str] = UNMISTAKABLE) -> set[str]:
    """Which of the words stand in an answer, in its address, or in any of its headers."""
    whole = html.unescape(f"{all_of(answer)} {answer.headers}")
    return {word for word in words if word in whole}


def much(
    app: Flask, clock: StandingClock, barred: StaffMember, *shares: Shares, name: str = "Nightjar"
) -> Much:
    """Told, passed to another service and handed back, passed to Upfront; then more was said."""
    officer = a_colleague(app, "Olga Officer", is_cleared=True)
    before = a_colleague(app, "Nick Before", roles={Role.ADVOCATE}, service="nch")
    intake = asks(app, **_told(app), name=name)
    before_id, intake = sent_again(app, intake, service="nch", shares=tuple(Shares))
    intake = answered(app, before, intake, Step.NAMED, advocate="Norasia Other")
    intake = answered(app, before, intake, Step.HANDED_BACK, note="Backwardly")
    for decision in (Shield((barred.id,)), Note("Notewise"), _withdrawn(app)):
        intake = decided(app, officer, intake, decision)
    referral_id, intake = sent_again(app, intake, shares=shares)
    clock.at += timedelta(hours=1)
    return Much(_said_more(app, intake), referral_id, before_id)


def _told(app: Flask) -> dict[str, object]:
    at = office_of(app).clock()
    return {
        "words": (Words("A zebrafish <b>hurts</b>", at),),
        "language": "vi",
        "desired_outcome": "wonderland",
        "should_not_see": "Not Cassowary",
        "topic": "placemint",
        "age_band": AgeBand.FROM_13,
        "looked_after": LookedAfter.NOT_SURE,
        "feels_safe": FeelsSafe.NO,
        "contact": SafeContact(
            ContactWay.EMAIL,
            "magpie@nest.example",
            "+447700900777",
            None,
            "teatimes",
            "grandmama",
        ),
        "wish": AdvocateWish("", "Not Pelican or Petra", trusted=False, trusted_who="Nanabelle"),
        "submitted_by": SubmittedBy.HELPER,
        "submitter": Submitter(
            Relation.SCHOOL, "Ottoline", "Orgmoor", "oddcontact", how_known="howsoever"
        ),
        "triage": _triage(app),
    }


def _triage(app: Flask) -> Triage:
    at = office_of(app).clock()
    on = london_day(at)
    return Triage(
        late_reason="Latesome",
        team="Teamwork",
        is_complex=True,
        complex_reason="Complexion",
        pauses=(Pause(on, "Pausing"),),
        acknowledged=Done(on, "Acknow"),
        contact_made=Done(on, "Contactor"),
        answer_sent=Done(on, "Answerable"),
        passed_to_name="Managerina",
        safeguarding=(Told("Safeguarda", at, "safenote"),),
        area="Thanetwood",
        may_not_act=(MayNotAct(Ground.SUBJECT, "Barrison"),),
        independent_person=IndependentPerson("Ivybridge", "Indigoes", "", on),
        case_number="Casenumeral",
        translations=(Translation("en", "Transylva", on, "translatum"),),
    )


def _withdrawn(app: Flask) -> Withdraw:
    return Withdraw(london_day(office_of(app).clock()), "Withdrawal", note="pressured")


def _said_more(app: Flask, intake: Intake) -> Intake:
    place = office_of(app)
    said = Words("afterglow", place.clock())
    with place.database.write() as connection:
        held = intakes.load(connection, place.keyring, intake.id, lock=True)
        return intake_service.add(connection, place, replace(held), said, place.clock())
