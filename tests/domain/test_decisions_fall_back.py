"""Where no service says yes in time; and where the child lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.advocacy import Contract, areas_of
from portal.domain.advocate_wait import waits_since
from portal.domain.decisions.advocacy import ReferralNews
from portal.domain.decisions.fall_back import DecideArea, UseFallBack
from portal.domain.decisions.wish_answer import Answer, AnswerAboutAdvocate
from portal.domain.intake import Intake
from portal.domain.referral import Status, asked_on, current, status, waits_for_advocate
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from tests.domain.deciding import (
    DAY,
    OVER,
    RECEIVED,
    TO_COME,
    TODAY,
    UPFRONT,
    by,
    refusal,
)
from tests.domain.wishing import SAID_NO, THIRD, one, passed_on

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
ACCEPTED, NAMED = Step.ACCEPTED, Step.NAMED

# The fall-back


def fall_back(on: date | None = TODAY, reason: str = "", name: str = "Always Heard") -> UseFallBack:
    return UseFallBack(name, on, "we rang together", reason)


@pytest.mark.parametrize(
    ("today", "is_over"),
    [
        (date(2026, 11, 24), False),
        (date(2026, 11, 26), False),  # the second working day is kept until it ends
        (date(2026, 11, 27), True),
    ],
)
def test_the_fall_back_is_for_when_the_two_working_days_are_over_or_for_a_reason(
    today: date, is_over: bool
) -> None:
    waits, who = passed_on(), by(today)
    if not is_over:
        assert refusal(fall_back(today), waits, who)[0] == "reason"

    after = fall_back(today, "" if is_over else "she is afraid").applied_to(waits, who)

    last = after.triage.advocacy_steps[-1]
    assert (last.step, last.advocate) == (Step.FALL_BACK, "Always Heard")
    assert last.note == "we rang together" + ("" if is_over else ": she is afraid")
    assert status(after) is Status.FALL_BACK
    assert not waits_for_advocate(after)
    assert current(after)


def test_a_service_may_still_say_yes_after_the_fall_back_and_then_has_it() -> None:
    fell = fall_back().applied_to(passed_on(), by())

    assert status(ReferralNews(ACCEPTED, TODAY).applied_to(fell, by())) is Status.ACCEPTED


def test_who_asks_again_after_the_fall_back_waits_from_that_day() -> None:
    fell = fall_back(THIRD).applied_to(passed_on(), by(THIRD))
    again = AnswerAboutAdvocate(Answer.WANTS_ONE, "", TODAY, "x").applied_to(fell, by())

    assert (asked_on(again), waits_since(again)) == (RECEIVED, TODAY)


@pytest.mark.parametrize(
    ("decision", "before", "field"),
    [
        (fall_back(), one(**SAID_NO), ""),
        (fall_back(), passed_on(ACCEPTED), ""),
        (fall_back(name=" "), passed_on(), "name"),
        (fall_back(name="Mo Manager"), passed_on(), "name"),
        (fall_back(None), passed_on(), "on"),
        (fall_back(TOMORROW), passed_on(), "on"),
        (fall_back(THIRD - DAY), passed_on(on=THIRD), "on"),
        (replace(fall_back(), how=""), passed_on(), "how"),
    ],
)
def test_a_fall_back_that_is_refused(decision: UseFallBack, before: Intake, field: str) -> None:
    mo = StaffMember("mo", "mo@kent.example", "Mo Manager", frozenset({Role.MANAGER}))

    assert refusal(decision, before, by(people=(mo,)))[0] == field


# Where they live


def test_an_area_is_one_that_a_contract_of_today_names() -> None:
    contract = Contract(date(2007, 4, 1), areas=("Thanet", "Ashford"))
    here = replace(UPFRONT, contracts=(contract, replace(contract, areas=("thanet",))))
    over = replace(OVER, contracts=(replace(OVER.contracts[0], areas=("Dover",)),))
    who = by(services=(here, over, TO_COME))

    assert [one.casefold() for one in areas_of(who.services, TODAY)] == ["ashford", "thanet"]
    assert DecideArea("Ashford").applied_to(one(), who).triage.area == "Ashford"
    assert DecideArea("").applied_to(one(), who).triage.area == ""
    assert refusal(DecideArea("Dover"), one(), who)[0] == "area"
