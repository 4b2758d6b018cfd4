"""What the intake's page says of a wish for an advocate, and what can be said to the child."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.care.decision_forms.about_advocates import words_for_the_child
from portal.care.intake_parts.advocacy import SpeakingUp, speaking_up
from portal.domain.deadlines import deadlines
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.next_step import next_steps
from portal.domain.pauses import Pause
from portal.domain.referral import Status, status
from portal.domain.referral_steps import Step
from portal.settings import Fallback
from tests.domain.deciding import RECEIVED, UPFRONT, by
from tests.domain.wishing import SAID_NO, SAID_NOTHING, one, passed_on

ACCEPTED, NAMED = Step.ACCEPTED, Step.NAMED
NO_WISH = {"wish": AdvocateWish()}
FALL_BACK = Fallback("Always Heard", "0808 1", "weekdays")
FRIDAY, LAST = date(2026, 11, 27), date(2026, 11, 26)
MOST_WORDS = 14


def stands(intake: Intake, today: date = RECEIVED, fall_back: Fallback | None = None) -> SpeakingUp:
    due_on = deadlines(intake, by().rules).advocate_by
    return speaking_up(intake, due_on, today, (replace(UPFRONT, phone="01622 9"),), fall_back)


def _fell_back() -> Intake:
    before = passed_on(Step.FALL_BACK)
    *others, last = before.triage.advocacy_steps
    return one(*others, replace(last, advocate="Always Heard"))


EVERY: list[tuple[Intake, Status, str, str]] = [
    (one(**SAID_NOTHING, **NO_WISH), Status.NOT_ASKED, "Nobody asked for one", "You can have"),
    (one(), Status.ASKED, "no service has it", "We are looking for them."),
    (passed_on(Step.HANDED_BACK), Status.ASKED, "no service has it", "That is not your fault."),
    (
        passed_on(),
        Status.SENT,
        "Up Front Kent has it",
        "We asked Up Front Kent on Tue 24 Nov 2026.",
    ),
    (passed_on(ACCEPTED), Status.ACCEPTED, "Up Front Kent said yes", "Up Front Kent said yes."),
    (
        passed_on(NAMED),
        Status.NAMED,
        "Sarah Jones of Up Front Kent is named",
        "Sarah Jones from Up Front Kent will speak up for you.",
    ),
    (
        passed_on(NAMED, Step.MET),
        Status.MET,
        "speaks up for them",
        "Sarah Jones from Up Front Kent",
    ),
    (passed_on(Step.ENDED), Status.ENDED, "work is done", "You can ask for one again."),
    (
        passed_on(Step.NO_LONGER_WANTED),
        Status.REFUSED,
        "They want none",
        "You can ask at any time.",
    ),
    (one(**SAID_NO, **NO_WISH), Status.REFUSED, "They want none", "You can ask at any time."),
    (passed_on(Step.TRUSTED), Status.TRUSTED, "whom they trust", "Somebody you trust helps you."),
    (_fell_back(), Status.FALL_BACK, "fall-back: Always Heard", "Always Heard can help you now."),
]


@pytest.mark.parametrize(("intake", "where", "headline", "to_say"), EVERY)
def test_where_it_stands_is_said_to_the_desk_and_can_be_said_to_the_child(
    intake: Intake, where: Status, headline: str, to_say: str
) -> None:
    assert status(intake) is where
    assert headline in stands(intake).headline
    words = words_for_the_child(intake)
    assert to_say in words
    assert "{" not in words + stands(intake).headline
    sentences = re.split(r"[.!?]\s*", words)
    assert max(len(sentence.split()) for sentence in sentences) <= MOST_WORDS


def test_there_are_words_for_every_place_where_it_can_stand() -> None:
    shown = {where for _, where, _, _ in EVERY}

    assert set(Status) - shown == {Status.OFFERED}  # said by the page of the offer


@pytest.mark.parametrize(
    ("intake", "today", "alarm"),
    [
        (one(), LAST, ""),
        (one(), FRIDAY, "Late: no service said yes by Thu 26 Nov 2026"),
        (passed_on(), FRIDAY, "Late: no service said yes by Thu 26 Nov 2026"),
        (passed_on(ACCEPTED), FRIDAY, ""),
        (_fell_back(), FRIDAY, ""),
        (one(**SAID_NO), FRIDAY, ""),
        (replace(passed_on(), closed_at=by().at), FRIDAY, ""),
    ],
)
def test_it_is_late_once_the_second_working_day_is_over(
    intake: Intake, today: date, alarm: str
) -> None:
    assert stands(intake, today).alarm == alarm


@pytest.mark.parametrize(
    ("intake", "to_do"),
    [
        (one(), ["No service has it now: pass it to one.", "Always Heard: 0808 1, weekdays."]),
        (passed_on(), ["Ring Up Front Kent: 01622 9.", "Always Heard: 0808 1, weekdays."]),
        (passed_on(ACCEPTED), ["Tell the child: Up Front Kent said yes, on Tue 24 Nov 2026."]),
        (passed_on(ACCEPTED, Step.TOLD), []),
    ],
)
def test_what_to_do_is_said_in_sentences(intake: Intake, to_do: list[str]) -> None:
    said = stands(intake, FRIDAY, FALL_BACK).to_do

    assert len(said) == len(to_do)
    assert all(part in whole for part, whole in zip(to_do, said, strict=True))


def _paused(intake: Intake) -> Intake:
    pauses = (Pause(RECEIVED, "waits"),)
    return replace(intake, triage=replace(intake.triage, pauses=pauses))


def test_a_pause_that_runs_is_to_be_ended_once_a_service_said_yes_and_not_before() -> None:
    accepted: Any = _paused(passed_on(ACCEPTED))

    assert "pause-end" in next_steps(accepted)
    assert "end the pause with Tue 24 Nov 2026" in stands(accepted).to_do[-1]
    assert "pause-end" not in next_steps(_paused(passed_on()))
    assert not any("pause" in one for one in stands(_paused(passed_on())).to_do)


def test_the_steps_stand_with_the_last_first_and_by_whom() -> None:
    steps = stands(passed_on(NAMED)).steps

    assert [(one.what, one.by) for one in steps] == [
        ("Up Front Kent named Sarah Jones", "the child"),  # as the test's steps are all the child's
        ("Passed to Up Front Kent", "the child"),
        ("Asked for one", "the child"),
    ]
