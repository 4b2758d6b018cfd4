"""What a child is offered, agrees to share and is told, and since when they wait: in tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.advocate_wait import not_told_yet, waits_since
from portal.domain.decisions.advocacy import SendReferral
from portal.domain.decisions.wish import OfferAdvocate, ShareMore, ToldHowItStands
from portal.domain.intake import AdvocateWish, Intake, Words
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import Status, current, status
from portal.domain.referral_steps import Shares, Step, StepBy
from portal.domain.shared import shared
from tests.domain.deciding import (
    DAY,
    RECEIVED,
    TODAY,
    by,
    received,
    refusal,
    sent,
)
from tests.domain.wishing import SAID_NO, SAID_NOTHING, THIRD, one, passed_on

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
ACCEPTED, NAMED = Step.ACCEPTED, Step.NAMED

# Offered


def test_an_offer_names_services_by_their_names_of_the_day_whether_a_child_asked_or_not() -> None:
    offer = OfferAdvocate(("upfront",), ("Up Front Kent",), TODAY, "I rang <3")

    for said in (SAID_NOTHING, SAID_NO, {}):
        after = offer.applied_to(one(**said), by())
        step = after.triage.advocacy_steps[-1]
        assert (step.step, step.on, step.by) == (Step.OFFERED, TODAY, StepBy.CARE)
        assert (step.service, step.name, step.note) == ("upfront", "Up Front Kent", "I rang <3")
    assert status(offer.applied_to(one(**SAID_NOTHING), by())) is Status.OFFERED
    assert status(offer.applied_to(one(), by())) is Status.ASKED
    assert dict(offer.rows(str)) == {
        "Services named": "Up Front Kent",
        "On": "2 December 2026",
        "How": "I rang <3",
    }


def test_an_offer_of_an_older_day_bears_the_name_of_that_day() -> None:
    after = OfferAdvocate(("upfront",), (), RECEIVED, "x").applied_to(one(), by())

    assert after.triage.advocacy_steps[-1].name == "Upfront"


@pytest.mark.parametrize(
    ("services", "on", "how", "field"),
    [
        ((), TODAY, "x", "services"),
        (("over",), TODAY, "x", "services"),
        (("to-come",), TODAY, "x", "services"),
        (("upfront", "nobody"), TODAY, "x", "services"),
        (("upfront",), None, "x", "on"),
        (("upfront",), BEFORE, "x", "on"),
        (("upfront",), TOMORROW, "x", "on"),
        (("upfront",), TODAY, " ", "how"),
    ],
)
def test_an_offer_that_is_refused(
    services: tuple[str, ...], on: date | None, how: str, field: str
) -> None:
    assert refusal(OfferAdvocate(services, (), on, how), one())[0] == field


def test_a_service_that_may_not_act_is_not_offered_and_nothing_is_where_a_service_has_it() -> None:
    barred = replace(one(), triage=received(may_not_act=(_subject("Upfront"),)).triage)
    offer = OfferAdvocate(("upfront",), (), TODAY, "x")

    assert refusal(offer, barred) == (
        "services", "Up Front Kent may not: The complaint is about them."
    )  # fmt: skip
    assert "has it already" in refusal(offer, passed_on())[1]


def _subject(name: str) -> MayNotAct:
    return MayNotAct(Ground.SUBJECT, name, "upfront")


# Shared


def test_a_new_yes_stands_in_place_of_the_old_one_and_less_is_less_at_once() -> None:
    before = passed_on(ACCEPTED)
    more = ShareMore(TODAY, (Shares.WORDS, Shares.AGE), "on the phone").applied_to(before, by())
    less = ShareMore(TODAY, (Shares.AGE,), "on the phone").applied_to(more, by())
    nothing = ShareMore(TODAY, (), "changed their mind").applied_to(less, by())

    read = [shared(intake, _part(intake)) for intake in (before, more, less, nothing)]
    assert [bool(one.words) for one in read] == [False, True, False, False]
    assert [one.age_band is not None for one in read] == [False, True, True, False]
    assert more.triage.advocacy_steps[-1].by is StepBy.CHILD


def _part(intake: Intake) -> Any:
    part = current(intake)
    assert part
    return part


@pytest.mark.parametrize(
    ("said_on", "is_read"),
    [(THIRD - DAY, True), (THIRD, True), (THIRD + DAY, False), (TODAY, False)],
)
def test_words_after_the_day_of_the_yes_are_not_shared_however_late_it_is_written_down(
    said_on: date, is_read: bool
) -> None:
    later = Words("and more", by(said_on).at, is_new=True)
    before = replace(passed_on(), words=(Words("first", by(RECEIVED).at), later))

    after = ShareMore(THIRD, (Shares.WORDS,), "x").applied_to(before, by())

    assert (later in shared(after, _part(after)).words) is is_read


def test_words_after_a_yes_at_the_sending_are_not_shared_either_until_a_new_yes() -> None:
    send = SendReferral("upfront", "", TODAY, "x", (Shares.WORDS,), "on the phone")
    passed = send.applied_to(one(), by())
    new = Words("and more", by().at + timedelta(hours=1), is_new=True)
    said_more = replace(passed, words=(*passed.words, new))

    assert new not in shared(said_more, _part(said_more)).words
    again = ShareMore(TODAY + DAY, (Shares.WORDS,), "x").applied_to(said_more, by(TODAY + DAY))
    assert new in shared(again, _part(again)).words


@pytest.mark.parametrize(
    ("on", "how", "field"),
    [(None, "x", "on"), (TOMORROW, "x", "on"), (THIRD - DAY, "x", "on"), (TODAY, "", "how")],
)
def test_a_yes_that_is_refused(on: date | None, how: str, field: str) -> None:
    assert refusal(ShareMore(on, (Shares.AGE,), how), passed_on(on=THIRD))[0] == field
    assert refusal(ShareMore(TODAY, (), "x"), one())[1] == "No service has it now."


# Told


@pytest.mark.parametrize("step", [ACCEPTED, NAMED, Step.HANDED_BACK, Step.FALL_BACK])
def test_what_others_did_waits_until_the_child_is_told(step: Step) -> None:
    news = passed_on(step, on=THIRD)
    waits = not_told_yet(news)

    assert (waits and waits.step) is step
    assert refusal(ToldHowItStands(THIRD - DAY, "x"), news)[0] == "on"
    assert refusal(ToldHowItStands(THIRD, " "), news)[0] == "how"
    told = ToldHowItStands(THIRD, "by letter", "It will be Sarah").applied_to(news, by())
    assert not_told_yet(told) is None
    assert told.triage.advocacy_steps[-1].note == "by letter: It will be Sarah"
    assert status(told) is status(news)


@pytest.mark.parametrize("step", [Step.SENT, Step.MET, Step.ENDED, Step.CHANGED])
def test_what_the_child_did_or_was_there_for_is_no_news_to_them(step: Step) -> None:
    assert not_told_yet(passed_on(step)) is None


def test_nothing_is_told_where_nothing_was_said_or_done() -> None:
    nothing = one(**SAID_NOTHING, wish=AdvocateWish())

    assert "Nothing was done" in refusal(ToldHowItStands(TODAY, "x"), nothing)[1]


# Since when they wait


@pytest.mark.parametrize(
    ("before", "since"),
    [
        (one(), RECEIVED),
        (passed_on(), RECEIVED),
        (one(*sent(RECEIVED), *sent(THIRD, Step.HANDED_BACK)[1:]), RECEIVED),
        (one(*sent(RECEIVED, ACCEPTED), *sent(THIRD, Step.HANDED_BACK)[1:]), THIRD),
        (passed_on(ACCEPTED), None),
        (one(**SAID_NO), None),
        (passed_on(Step.FALL_BACK), None),
    ],
)
def test_the_two_days_count_from_the_asking_or_from_when_they_lost_whom_they_had(
    before: Intake, since: date | None
) -> None:
    assert waits_since(before) == since
