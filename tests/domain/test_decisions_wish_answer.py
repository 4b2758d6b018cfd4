"""What a child says of an advocate, as customer care hear it, and the order of all that happens."""

from __future__ import annotations

import pytest

from portal.domain.advocate_wait import waits_since
from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.decisions.wish_answer import Answer, AnswerAboutAdvocate
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import Status, current, status, waits_for_advocate
from portal.domain.referral_steps import Step, StepBy
from tests.domain.deciding import (
    DAY,
    RECEIVED,
    TODAY,
    by,
    refusal,
    sent,
)
from tests.domain.wishing import SAID_NO, SAID_NOTHING, THIRD, one, passed_on

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
ACCEPTED, NAMED = Step.ACCEPTED, Step.NAMED

# The child's answers

_ASKED, _OFFERED = one(), one(**SAID_NOTHING)
_FELL_BACK = passed_on(Step.FALL_BACK)


@pytest.mark.parametrize(
    ("before", "answer", "step", "then"),
    [
        (_OFFERED, Answer.WANTS_ONE, Step.REQUESTED, Status.ASKED),
        (one(**SAID_NO), Answer.WANTS_ONE, Step.REQUESTED, Status.ASKED),
        (_FELL_BACK, Answer.WANTS_ONE, Step.REQUESTED, Status.SENT),
        (passed_on(Step.ENDED), Answer.WANTS_ONE, Step.REQUESTED, Status.ASKED),
        (_OFFERED, Answer.DECLINES, Step.DECLINED, Status.REFUSED),
        (_ASKED, Answer.DECLINES, Step.DECLINED, Status.REFUSED),
        (_ASKED, Answer.NO_LONGER, Step.NO_LONGER_WANTED, Status.REFUSED),
        (passed_on(), Answer.NO_LONGER, Step.NO_LONGER_WANTED, Status.REFUSED),
        (passed_on(ACCEPTED, NAMED), Answer.ANOTHER, Step.CHANGED, Status.ASKED),
        (_ASKED, Answer.TRUSTS_SOMEBODY, Step.TRUSTED, Status.TRUSTED),
        (passed_on(ACCEPTED), Answer.TRUSTS_SOMEBODY, Step.TRUSTED, Status.TRUSTED),
    ],
)
def test_each_answer_is_a_step_of_the_childs(
    before: Intake, answer: Answer, step: Step, then: Status
) -> None:
    heard = AnswerAboutAdvocate(answer, "", TODAY, "by telephone", "<3 'no'")

    after = heard.applied_to(before, by())

    last = after.triage.advocacy_steps[-1]
    assert (last.step, last.by, last.note) == (step, StepBy.CHILD, "by telephone: <3 'no'")
    assert status(after) is then
    assert after.wish == before.wish
    assert after.wants_advocate is before.wants_advocate


@pytest.mark.parametrize(
    ("before", "answer", "why"),
    [
        (_ASKED, Answer.WANTS_ONE, "They ask for one already."),
        (passed_on(), Answer.WANTS_ONE, "They ask for one already."),
        (_ASKED, Answer.ANOTHER, "No service has it now."),
        (_OFFERED, Answer.NO_LONGER, "They ask for none."),
        (one(**SAID_NO, wish=AdvocateWish()), Answer.DECLINES, "They said so already."),
        (passed_on(), Answer.DECLINES, "A service has it already"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(before: Intake, answer: Answer, why: str) -> None:
    field, said = refusal(AnswerAboutAdvocate(answer, "", TODAY, "x"), before)

    assert field == "answer"
    assert why in said


@pytest.mark.parametrize("name", ["Sarah Jones", "  jones,  SARAH ", "Upfront", "up front kent"])
def test_not_that_person_takes_the_child_from_whom_they_have_and_bars_them(name: str) -> None:
    heard = AnswerAboutAdvocate(Answer.NOT_THEM, name, TODAY, "by telephone")

    after = heard.applied_to(passed_on(ACCEPTED, NAMED), by())

    assert current(after) is None
    assert after.triage.advocacy_steps[-1].step is Step.CHANGED
    (barred,) = after.triage.may_not_act
    assert (barred.ground, barred.name) == (Ground.CHILD_OBJECTS, " ".join(name.split()))
    assert barred.service == ("upfront" if "up" in name.lower() else "")
    assert waits_for_advocate(after)
    assert waits_since(after) == TODAY  # they had one until then


def test_not_that_person_of_somebody_who_is_not_their_advocate_is_kept_for_the_choice() -> None:
    heard = AnswerAboutAdvocate(Answer.NOT_THEM, "Dave Smith", TODAY, "x")

    after = heard.applied_to(passed_on(), by())

    assert current(after)
    assert after.triage.may_not_act == (MayNotAct(Ground.CHILD_OBJECTS, "Dave Smith"),)
    assert refusal(heard, after) == ("name", "That is recorded already.")
    dave = ReferralNews(Step.NAMED, TODAY, "Smith, Dave")
    assert refusal(dave, after) == ("advocate", "The child said: not this person.")


@pytest.mark.parametrize("name", ["", "  ", "Sarah", "jones"])
def test_a_name_that_may_mean_their_advocate_is_asked_for_whole(name: str) -> None:
    heard = AnswerAboutAdvocate(Answer.NOT_THEM, name, TODAY, "x")

    assert refusal(heard, passed_on(ACCEPTED, NAMED))[0] == "name"


@pytest.mark.parametrize("answer", [Answer.ANOTHER, Answer.NOT_THEM, Answer.NO_LONGER])
def test_an_answer_before_the_last_step_is_refused(answer: Answer) -> None:
    heard = AnswerAboutAdvocate(answer, "Sarah Jones", THIRD - DAY, "x")

    assert refusal(heard, passed_on(ACCEPTED, NAMED, on=THIRD)) == (
        "on", "That is before the last step, of 27 November 2026."
    )  # fmt: skip


# News in order


@pytest.mark.parametrize("step", [Step.NAMED, Step.HANDED_BACK, Step.ENDED])
def test_news_before_what_the_service_did_last_is_refused(step: Step) -> None:
    accepted = ReferralNews(ACCEPTED, TODAY).applied_to(passed_on(), by())

    field, why = refusal(ReferralNews(step, TODAY - DAY, "Una", "full"), accepted)

    assert (field, "2 December" in why) == ("on", True)
    assert refusal(ReferralNews(ACCEPTED, THIRD - DAY), passed_on(on=THIRD))[0] == "on"


def test_a_wish_is_not_sent_before_the_child_asked_nor_before_it_came_back() -> None:
    asked_later = one(advocate_asked_at=by(THIRD).at)
    back = one(*sent(RECEIVED), *sent(THIRD, Step.HANDED_BACK)[1:])

    for before in (asked_later, back):
        send = SendReferral("upfront", "", THIRD - DAY, "x")
        assert refusal(send, before)[0] == "passed_on"
