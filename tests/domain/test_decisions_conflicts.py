"""What customer care record of who may not act, and the Independent Person of Stage Two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.conflicts import (
    IS_ADVOCATE,
    IS_INDEPENDENT_PERSON,
    MAY_BE_MEANT,
    REASONS,
    advocate_may_not_act,
)
from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.decisions.conflicts import (
    AppointIndependentPerson,
    Bar,
    MayAct,
    SomebodyElseIsMeant,
)
from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct, NotMeant
from portal.domain.referral_steps import Step
from portal.domain.taxonomy import Stage
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, refusal, sent
from tests.domain.test_conflicts import OLU, SERVICES, an_intake

DAVE = Bar("  Dave   Hill ", Ground.SUBJECT)
AT_TWO = {"stage": Stage.TWO}


def us(**more: Any) -> Any:
    return by(services=SERVICES, people=(OLU,), **more)


def test_several_can_stand_and_each_can_be_taken_away_again() -> None:
    both = Bar(ground=Ground.CONSIDERS, service="nch").applied_to(
        DAVE.applied_to(an_intake(), us()), us()
    )

    assert both.triage.may_not_act == (
        MayNotAct(Ground.SUBJECT, "Dave Hill"),
        MayNotAct(Ground.CONSIDERS, "Action for Children", "nch"),
    )
    one = MayAct("Dave Hill", Ground.SUBJECT, "It was another Dave").applied_to(both, us())
    assert one.triage.may_not_act == both.triage.may_not_act[1:]


def test_a_service_that_is_typed_is_the_service() -> None:
    barred = Bar("n.c.h", Ground.SUBJECT).applied_to(an_intake(), us())

    assert barred.triage.may_not_act == (MayNotAct(Ground.SUBJECT, "n.c.h", "nch"),)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Bar("", Ground.SUBJECT), "name"),
        (Bar("Dave"), "ground"),
        (Bar("Dave", Ground.SUBJECT, "nobody"), "service"),
        (Bar("hill DAVE", Ground.SUBJECT), ""),
        (MayAct("Dave Hill", Ground.SUBJECT, " "), "note"),
        (MayAct("Dave Hill", Ground.CONSIDERS, "x"), "which"),
        (MayAct("Dave", Ground.SUBJECT, "x"), "which"),
        (SomebodyElseIsMeant("", TODAY, "x"), "name"),
        (SomebodyElseIsMeant("Ann", None, "x"), "asked_on"),
        (SomebodyElseIsMeant("Ann", TODAY + DAY, "x"), "asked_on"),
        (SomebodyElseIsMeant("Ann", TODAY, ""), "how"),
        (SomebodyElseIsMeant("HILL, Dave", TODAY, "x"), "name"),
    ],
)
def test_what_cannot_be_recorded(decision: Any, field: str) -> None:
    barred = DAVE.applied_to(an_intake(), us())

    assert refusal(decision, barred, us())[0] == field


def test_a_barred_service_is_not_chosen_and_a_barred_advocate_not_named() -> None:
    service = an_intake(may_not_act=(MayNotAct(Ground.CONSIDERS, "", "upfront"),))
    advocate = an_intake(
        may_not_act=(MayNotAct(Ground.SUBJECT, "Dave Hill"),), advocacy_steps=sent()
    )

    field, why = refusal(SendReferral("upfront", "", TODAY, "x"), service, us())
    assert (field, REASONS[Ground.CONSIDERS] in why) == ("service", True)
    news = ReferralNews(Step.NAMED, TODAY, "hill, DAVE")
    assert refusal(news, advocate, us()) == ("advocate", REASONS[Ground.SUBJECT])


def test_who_was_named_before_stays_until_people_decide_and_is_not_named_again() -> None:
    named = ReferralNews(Step.NAMED, TODAY, "Dave Hill").applied_to(
        an_intake(advocacy_steps=sent()), us()
    )

    barred = DAVE.applied_to(named, us())

    assert barred.triage.advocacy_steps == named.triage.advocacy_steps
    assert refusal(ReferralNews(Step.NAMED, TODAY, "Dave Hill"), barred, us())[0] == "advocate"
    other = ReferralNews(Step.NAMED, TODAY, "Ann").applied_to(barred, us())
    assert other.triage.advocacy_steps[-1].advocate == "Ann"


def test_once_customer_care_asked_the_name_is_allowed() -> None:
    intake = an_intake("not Sarah", advocacy_steps=sent())
    news = ReferralNews(Step.NAMED, TODAY, "Sarah Jones")
    assert refusal(news, intake, us()) == ("advocate", MAY_BE_MEANT)

    asked = SomebodyElseIsMeant("Sarah  Jones", TODAY, "Asked Sam by telephone")
    after = asked.applied_to(intake, us())

    assert after.triage.not_meant == (NotMeant("Sarah Jones", TODAY, "not Sarah"),)
    assert news.applied_to(after, us()).triage.advocacy_steps[-1].advocate == "Sarah Jones"


def test_who_is_recorded_after_it_was_asked_is_asked_about_anew() -> None:
    asked = SomebodyElseIsMeant("Dave Mills", TODAY, "x").applied_to(an_intake("not dave"), us())

    barred = Bar("Dave", Ground.SUBJECT).applied_to(asked, us())

    assert barred.triage.not_meant == ()
    assert advocate_may_not_act(barred, "Dave Mills", ())


def test_the_independent_person_is_kept_with_the_service_that_they_are_of() -> None:
    appointed = AppointIndependentPerson(" Ivy  Inde ", "NCH", TODAY)
    at_two = an_intake(advocacy_steps=sent(), **AT_TWO)

    after = appointed.applied_to(at_two, us())

    assert after.triage.independent_person == IndependentPerson("Ivy Inde", "NCH", "nch", TODAY)
    over = replace(after, triage=replace(after.triage, advocacy_steps=()))
    field, why = refusal(SendReferral("nch", "", TODAY, "x"), over, us())
    assert (field, IS_INDEPENDENT_PERSON in why) == ("service", True)


@pytest.mark.parametrize(
    ("name", "organisation", "on", "field"),
    [
        ("", "Others", TODAY, "name"),
        ("Officer, OLU", "Others", TODAY, "name"),
        ("hill dave", "Others", TODAY, "name"),
        ("Ivy", " ", TODAY, "organisation"),
        ("Ivy", "UP FRONT Kent", TODAY, "organisation"),
        ("Ivy", "upfront ltd", TODAY, "organisation"),
        ("Ivy", "Others", None, "appointed_on"),
        ("Ivy", "Others", TODAY + DAY, "appointed_on"),
        ("Ivy", "Others", RECEIVED - DAY, "appointed_on"),
    ],
)
def test_an_independent_person_that_is_refused(
    name: str, organisation: str, on: date | None, field: str
) -> None:
    intake = an_intake(
        advocacy_steps=sent(), may_not_act=(MayNotAct(Ground.SUBJECT, "Dave Hill"),), **AT_TWO
    )

    assert refusal(AppointIndependentPerson(name, organisation, on), intake, us())[0] == field


@pytest.mark.parametrize("stage", [None, *(one for one in Stage if one is not Stage.TWO)])
def test_only_stage_two_has_one(stage: Stage | None) -> None:
    decision = AppointIndependentPerson("Ivy", "Others", TODAY)

    assert "Only Stage Two" in refusal(decision, an_intake(stage=stage), us())[1]


def test_a_service_that_had_an_advocate_for_the_child_stays_out_of_it() -> None:
    steps = sent(RECEIVED, Step.NAMED, Step.HANDED_BACK, service="nch")
    decision = AppointIndependentPerson("Ivy", "action for children", TODAY)

    why = refusal(decision, an_intake(advocacy_steps=steps, **AT_TWO), us())[1]

    assert why == f"action for children may not: {IS_ADVOCATE}"
