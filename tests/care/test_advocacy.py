"""A child's wish for an advocate at customer care's desk: each step, through its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import Status, current, status
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import Role
from portal.domain.taxonomy import RecordType
from tests.care.wishing import ON, SEND, TYPED, WORDS, asks, at, buttons
from tests.desk_client import Desk, the_intake
from tests.portal_client import last_record, office_of
from tests.web.every_page import StandingClock


@pytest.fixture
def reference(app: Flask, clock: StandingClock) -> str:
    """Of the one intake that there is."""
    return asks(app, clock).reference


def test_every_step_of_the_way_is_kept_audited_recorded_and_shown(
    app: Flask, desk: Desk, reference: str
) -> None:
    steps: list[tuple[str, dict[str, str], Status]] = [
        ("advocacy-offer", {"services": "upfront", "on": ON, "how": TYPED}, Status.ASKED),
        ("advocacy", SEND, Status.SENT),
        ("advocacy-share", {"shares": "age", "on": ON, "how": TYPED}, Status.SENT),
        ("advocacy-news", {"step": "accepted", "on": ON, "note": TYPED}, Status.ACCEPTED),
        ("advocacy-news", {"step": "named", "advocate": "Una <3", "on": ON}, Status.NAMED),
        ("advocacy-told", {"on": ON, "how": "I rang", "note": TYPED}, Status.NAMED),
        ("advocacy-news", {"step": "met", "on": ON}, Status.MET),
        (
            "advocacy-answer",
            {"answer": "not_them", "name": "Una <3", "on": ON, "how": TYPED},
            Status.ASKED,
        ),
    ]
    for kind, fields, then in steps:
        desk.decide(reference, kind, **fields)
        assert desk.page
        assert desk.page.request.args.get("done") == kind, desk.text
        assert status(the_intake(app)) is then

    intake, record = the_intake(app), last_record(app)
    taken = "requested offered sent shared accepted named told met changed".split()
    assert [one["step"] for one in record["advocacy"]["steps"]] == taken
    assert {one["on"] for one in record["advocacy"]["steps"]} == {ON}
    assert intake.triage.may_not_act == (MayNotAct(Ground.CHILD_OBJECTS, "Una <3"),)
    assert [one.text for one in intake.words] == [WORDS]
    assert _audited(app) == [f"decision.{kind}" for kind, _, _ in steps]
    for said in ("9 steps so far", "Upfront named Una <3 · customer care", f"I rang: {TYPED}"):
        assert said in desk.text


def _audited(app: Flask) -> list[str]:
    table = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        every = connection.execute(select(table.c.action).order_by(table.c.number)).scalars()
        return [one for one in every if one.startswith("decision.")]


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("advocacy-offer", {"on": ON, "how": TYPED}, "Please say which were named."),
        ("advocacy-offer", {"services": "upfront", "on": ON, "how": " "}, "how the child was told"),
        ("advocacy-offer", {"services": "x", "on": ON, "how": TYPED}, "Please choose one of these"),
        ("advocacy", {**SEND, "shares": "age"}, "Please say how the child said yes to that."),
        ("advocacy", {**SEND, "passed_on": "soon <3"}, "Please write the day as 26/11/2026."),
        ("advocacy-share", {"on": ON, "how": TYPED}, "No service has it now."),
        ("advocacy-answer", {"on": ON, "how": TYPED}, "Please choose what they say."),
        (
            "advocacy-answer",
            {"answer": "not_them", "on": ON, "how": TYPED},
            "Please say whom they do not want.",
        ),
        ("advocacy-answer", {"answer": "another", "on": ON, "how": TYPED}, "choose one of these"),
        ("advocacy-told", {"on": "25/11/2026", "how": TYPED}, "That day is still to come."),
        ("advocacy-told", {"on": ON, "note": TYPED}, "Please say how they were told."),
        ("advocacy-fall-back", {"name": TYPED, "on": ON, "how": "x"}, "why it cannot wait"),
        ("area", {"area": "Dover"}, "Please choose one of these."),
    ],
)
def test_what_is_refused_says_why_in_a_sentence_and_comes_back_word_for_word(
    app: Flask, desk: Desk, reference: str, kind: str, fields: dict[str, str], why: str
) -> None:
    answer = desk.decide(reference, kind, **fields)

    assert answer.status_code == 400
    assert why in desk.text
    if TYPED in fields.values():
        assert "He said &#34;no&#34; &lt;3 &amp; &#39;never&#39; هاتفي" in answer.text
    assert the_intake(app).triage.advocacy_steps == ()


# What the service reads


def test_words_since_a_yes_are_not_ticked_and_the_page_says_so(
    app: Flask, clock: StandingClock, officer: Any
) -> None:
    later = ("And now he shouts <3", clock.at + timedelta(hours=3))
    reference = asks(app, clock, later=later).reference
    desk = Desk(app, officer)
    desk.decide(reference, "advocacy", **SEND, shares=["words", "age"], agreed="I read it to them")
    assert "They said more since they agreed what the service reads" in desk.text

    page = desk.open(f"{at(reference)}/advocacy-share").text
    assert "Something new was said since their yes of Tue 24 Nov 2026, 10:00." in desk.text
    assert 'value="words"' in page
    assert 'value="words" checked' not in page
    assert 'value="age" checked' in page
    clock.at += timedelta(hours=4)
    desk = Desk(app, officer)
    desk.decide(reference, "advocacy-share", shares=["words", "age"], on=ON, how="I read it again")

    part = current(the_intake(app))
    assert part
    assert part.shares == {Shares.WORDS, Shares.AGE}
    assert "They said more since" not in desk.text
    assert 'value="words" checked' in desk.open(f"{at(reference)}/advocacy-share").text


# Who may


def test_a_complaint_of_a_child_to_whom_nobody_named_a_service_is_to_be_offered_one(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    nobody_asked = {"wants_advocate": None, "advocate_asked_at": None}
    reference = asks(app, clock, record_type=RecordType.STATUTORY, **nobody_asked).reference
    desk.open(at(reference))
    assert "Nobody asked for one, and none is recorded as offered" in desk.text
    assert "advocacy-offer" in buttons(desk)

    desk.decide(reference, "advocacy-offer", services="upfront", on=ON, how="I rang")

    assert "Offered: no answer yet" in desk.text
    assert "advocacy-offer" not in buttons(desk)
    desk.decide(reference, "advocacy-answer", answer="declines", on=ON, how="On the phone")
    assert "They want none" in desk.text
    assert the_intake(app).triage.advocacy_steps[-1].step is Step.DECLINED


def test_a_manager_reads_where_it_stands_and_decides_nothing_of_it(
    app: Flask, desk: Desk, reference: str, sign_in: Callable[..., Desk]
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    desk.decide(reference, "advocacy", **SEND)
    desk.decide(reference, "pass", passed_to=manager.member.id)

    page = manager.open(at(reference)).text

    assert "Upfront has it, and has not said yes" in manager.text
    assert "/advocacy" not in page
    assert "/services" not in page
    assert manager.open(f"{at(reference)}/advocacy-told").status_code == 403
