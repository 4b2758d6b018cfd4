"""What a service answers: kept with its day, or refused in a sentence with every word back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.intake import AdvocateWish, Words
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import Status, referrals, status
from portal.domain.referral_steps import Step, StepBy
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Triage
from tests.advocate.referring import answered, sent
from tests.any_intake import NOW
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import last_record
from tests.web.every_page import StandingClock

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
REASON = "  Nobody <b>here</b> speaks Tigrinya & we are full\r\nsorry  "


def answer(desk: Desk, referral_id: str, name: str, **fields: object) -> int:
    """Open this answer's page, fill it in and send it; with which status it was answered."""
    address = f"/advocate/referrals/{referral_id}/{name}"
    desk.open(address)
    return desk.post(address, **fields).status_code


def steps_of(app: Flask, reference: str) -> list[tuple[Step, date, StepBy]]:
    return [(s.step, s.on, s.by) for s in the_intake(app, reference).triage.advocacy_steps]


def test_a_service_accepts_names_the_advocate_reports_the_meeting_and_ends(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    referral_id, intake = sent(app, name="Sam")
    assert service.member

    answer(service, referral_id, "accept")
    assert "Saved. Accepted. Next, say who the advocate is." in service.text
    answer(service, referral_id, "name", who=service.member.id)
    assert "Saved. The advocate is named." in service.text
    assert "The advocate was named: Una Upfront" in service.text
    clock.at += timedelta(minutes=20)
    answer(service, referral_id, "met", on="24/11/2026")
    assert "Saved. The first meeting is kept." in service.text
    answer(service, referral_id, "ended")
    assert "The work is done. The child is under those that are over." in service.text

    by = StepBy.SERVICE
    assert steps_of(app, intake.reference) == [
        (Step.SENT, TODAY, StepBy.CARE),
        *((step, TODAY, by) for step in (Step.ACCEPTED, Step.NAMED, Step.MET, Step.ENDED)),
    ]
    kept = the_intake(app, intake.reference)
    assert status(kept) is Status.ENDED
    assert referrals(kept.triage.advocacy_steps)[0].advocate == "Una Upfront"
    assert last_record(app)["reference"] == intake.reference
    assert service.open(f"/advocate/referrals/{referral_id}").status_code == 404


def test_handed_back_with_its_reason_it_is_gone_from_here_and_with_customer_care(
    app: Flask, service: Desk, desk: Desk
) -> None:
    referral_id, intake = sent(app, name="Sam")

    answer(service, referral_id, "hand-back", note=REASON)

    assert "It was handed back. Customer care see why" in service.text
    assert "Sam" not in service.text
    assert f"{intake.reference} · passed to you Tue 24 Nov 2026 · handed back" in service.text
    for page in ("", "/accept", "/hand-back"):
        assert service.open(f"/advocate/referrals/{referral_id}{page}").status_code == 404
    kept = the_intake(app, intake.reference)
    assert kept.triage.advocacy_steps[-1].note == REASON
    assert status(kept) is Status.ASKED
    at_care = desk.open(f"intakes/{intake.reference}").text
    assert "Una Upfront (Upfront)" in at_care
    assert "Nobody &lt;b&gt;here&lt;/b&gt; speaks Tigrinya" in at_care


REFUSED = [
    ("hand-back", {"note": "  "}, "Please say why it is handed back."),
    ("name", {"advocate": " "}, "Please give the advocate"),
    ("name", {"who": "nobody's id", "advocate": "Ann <3"}, "Please choose one of these."),
    ("met", {"on": ""}, "Please say on which day."),
    ("met", {"on": "yesterday <3"}, "Please write the day as 26/11/2026."),
    ("met", {"on": "2026-11-25"}, "That day is still to come."),
    ("met", {"on": "2026-11-23"}, "That is before it was passed to you."),
    ("ended", {"on": "1999-01-01"}, "That is before it was passed to you."),
]


@pytest.mark.parametrize(("name", "fields", "why"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence_with_every_word_back(
    app: Flask, service: Desk, advocate: StaffMember, name: str, fields: dict[str, str], why: str
) -> None:
    referral_id, intake = sent(app)
    intake = answered(app, advocate, intake, Step.NAMED, advocate="Una Upfront")

    assert answer(service, referral_id, name, **fields) == 400

    assert why in service.text
    assert service.page
    for typed in fields.values():
        escaped = typed.replace("<", "&lt;").replace("'", "&#39;")
        assert escaped in service.page.text or typed == "nobody's id"
    assert the_intake(app, intake.reference).triage == intake.triage


def test_the_day_on_which_it_came_is_not_theirs_to_learn(
    app: Flask, advocate: StaffMember, clock: StandingClock
) -> None:
    came = clock.at
    clock.at += 7 * DAY
    referral_id, intake = sent(app, received_at=came, words=(Words("It hurts", came),))
    answered(app, advocate, intake, Step.NAMED, advocate="Una Upfront")
    service = Desk(app, advocate)
    said = set()
    for days in (1, 6, 8, 400):
        answer(service, referral_id, "met", on=(TODAY + (7 - days) * DAY).isoformat())
        said.add("That is before it was passed to you." in service.text)
        assert "before it came" not in service.text

    assert said == {True}


def test_somebody_without_an_account_is_named_as_typed(app: Flask, service: Desk) -> None:
    referral_id, intake = sent(app)
    answer(service, referral_id, "accept")

    answer(service, referral_id, "name", who="somebody-else", advocate="  Nia   O'Neill ")

    assert (
        referrals(the_intake(app, intake.reference).triage.advocacy_steps)[0].advocate
        == "Nia O'Neill"
    )
    assert "The advocate was named: Nia O'Neill" in service.text
    assert service.member
    both = {"who": service.member.id, "advocate": "Nia O'Neill"}
    assert answer(service, referral_id, "name", **both) == 400
    assert "Please choose somebody, or type a name: not both." in service.text


def test_only_people_of_the_service_who_still_work_there_are_offered(
    app: Flask, service: Desk
) -> None:
    referral_id, _ = sent(app)
    answer(service, referral_id, "accept")
    a_colleague(app, "Uli Upfront", roles={Role.ADVOCATE}, service="upfront")
    a_colleague(app, "Ugo Gone", roles={Role.ADVOCATE}, service="upfront", left_at=NOW)
    a_colleague(app, "Nora Other", roles={Role.ADVOCATE}, service="nch")

    service.open(f"/advocate/referrals/{referral_id}/name")

    for name, is_there in (
        ("Una Upfront", 1),
        ("Uli Upfront", 1),
        ("Ugo", 0),
        ("Nora", 0),
        ("Olga", 0),
    ):
        assert (name in service.text) is bool(is_there), name


@pytest.mark.parametrize(
    ("more", "name", "why"),
    [
        (
            {"triage": Triage(may_not_act=(MayNotAct(Ground.SUBJECT, "Dave Doe"),))},
            "doe DAVE",
            "The complaint is about them.",
        ),
        (
            {"wish": AdvocateWish(not_them="not Ulrike")},
            "Ulrike Upfront",
            "The child said whom they do not want, and this may be them.",
        ),
        ({}, "Olga Officer", "They consider the complaint, or may."),
    ],
)
def test_who_may_not_act_is_refused_with_the_reason(
    app: Flask, service: Desk, more: dict[str, Any], name: str, why: str
) -> None:
    referral_id, intake = sent(app, **more)
    answer(service, referral_id, "accept")

    assert answer(service, referral_id, "name", advocate=name) == 400

    assert why in service.text
    assert service.page
    assert f'value="{name}"' in service.page.text
    assert referrals(the_intake(app, intake.reference).triage.advocacy_steps)[0].advocate == ""
