"""Whatever happens to a wish for an advocate, in whatever order: what must hold after each step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from portal.domain.advocate_wait import not_told_yet, waits_since
from portal.domain.clock import london_day
from portal.domain.decisions import By, Decision, RefusedError
from portal.domain.decisions.advocacy import NEWS, ReferralNews, SendReferral
from portal.domain.decisions.fall_back import UseFallBack
from portal.domain.decisions.wish import OfferAdvocate, ShareMore, ToldHowItStands
from portal.domain.decisions.wish_answer import Answer, AnswerAboutAdvocate
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import (
    Status,
    asked_on,
    current,
    referrals,
    status,
    waits_for_advocate,
    waits_to_be_sent,
)
from portal.domain.referral_steps import Happened, Shares, Step
from tests.domain.deciding import RECEIVED, by
from tests.domain.test_every_decision import said_in
from tests.domain.wishing import SAID_NO, SAID_NOTHING, one, passed_on

LATEST = 30
_YES = Step.ACCEPTED
# They may be written down of an older day, whatever was written down since.
_OF_ANY_DAY = {Step.OFFERED, Step.TOLD, Step.SHARED}
_names = st.sampled_from(
    ["Una Bello", "Una Bello", "bello, una", "Una", "Upfront", "Dave Smith", ""]
)
_text = st.sampled_from(["said so", "said so", "<3 no", ""])
_shares = st.lists(st.sampled_from(Shares), max_size=3, unique=True).map(tuple)
_service = st.sampled_from(["upfront", "upfront", "upfront", "over", "nobody"])
_day = st.none()  # put in once it is known what day it is
decisions: st.SearchStrategy[Decision] = st.one_of(
    st.builds(OfferAdvocate, _service.map(lambda one: (one,)), st.just(()), _day, _text),
    st.builds(SendReferral, _service, st.just(""), _day, _text, _shares, _text),
    st.builds(ShareMore, _day, _shares, _text),
    st.builds(ReferralNews, st.sampled_from(NEWS[:3]), _day, _names, _text),
    st.builds(ReferralNews, st.sampled_from(NEWS), _day, _names, _text),
    st.builds(AnswerAboutAdvocate, st.sampled_from(Answer), _names, _day, _text),
    st.builds(UseFallBack, _names, _day, _text, _text),
    st.builds(ToldHowItStands, _day, _text),
)
_said: list[dict[str, Any]] = [{}, SAID_NO, SAID_NOTHING]
starts = st.sampled_from(
    [
        *(one(**said, wish=AdvocateWish()) for said in _said),
        *(
            passed_on(*more)
            for more in ((), (_YES,), (_YES, Step.NAMED), (_YES, Step.NAMED, Step.MET))
        ),
    ]
)
# Days since the last decision, how many days ago it was, and what it was.
made_later = st.tuples(st.integers(0, 2), st.sampled_from([0, 0, 0, 1, 3]), decisions)


def _on(decision: Decision, day: date) -> Decision:
    """The same of this day."""
    name = "passed_on" if isinstance(decision, SendReferral) else "on"
    return replace(decision, **{name: day})


def _after(intake: Intake, decision: Decision, who: By) -> Intake:
    """The intake after it; as it was where it is refused."""
    try:
        return decision.applied_to(intake, who)
    except RefusedError:
        return intake


@settings(max_examples=200)  # most are refused
@given(starts, st.lists(made_later, min_size=4, max_size=20))
def test_after_any_steps_all_that_is_read_from_them_agrees(
    first: Intake, made: list[tuple[int, int, Decision]]
) -> None:
    intake = first
    today = RECEIVED
    for later, ago, decision in made:
        today = min(today + timedelta(days=later), RECEIVED + timedelta(days=LATEST))
        event(f"was {status(intake)}")
        before, intake = intake, _after(intake, _on(decision, today - timedelta(ago)), by(today))

        _nothing_is_taken_away(before, intake)
        _days_are_in_order(intake, today)
        _what_follows_agrees(intake, today)
    assert said_in(intake) == said_in(first)
    assert intake.triage.advocacy_steps or status(intake) is status(first)


def _nothing_is_taken_away(before: Intake, after: Intake) -> None:
    steps = after.triage.advocacy_steps
    assert steps[: len(before.triage.advocacy_steps)] == before.triage.advocacy_steps
    assert len(steps) <= len(before.triage.advocacy_steps) + 1
    assert set(after.triage.may_not_act) >= set(before.triage.may_not_act)


def _days_are_in_order(intake: Intake, today: date) -> None:
    steps: list[Happened] = list(intake.triage.advocacy_steps)
    assert all(RECEIVED <= step.on <= today for step in steps)
    for part in referrals(steps):
        theirs = [s.on for s in steps if s.referral == part.id and s.step not in _OF_ANY_DAY]
        in_turn = [s for s in steps if s.referral == part.id and s.step in (Step.SENT, *NEWS)]
        assert min(theirs) == part.sent.on
        assert [s.on for s in in_turn] == sorted(s.on for s in in_turn)


def _what_follows_agrees(intake: Intake, today: date) -> None:
    parts, running = referrals(intake.triage.advocacy_steps), current(intake)
    assert [part for part in parts if part.is_open] == ([running] if running else [])
    waits, stands, since = waits_for_advocate(intake), status(intake), waits_since(intake)
    assert waits is (stands in (Status.ASKED, Status.SENT))
    assert waits_to_be_sent(intake) is (stands is Status.ASKED)
    assert (since is not None) is waits
    began = asked_on(intake)
    assert since is None or (began is not None and began <= since <= today)
    if running and running.agreed_at:
        last_yes = [
            s.on for s in intake.triage.advocacy_steps if s.step in (Step.SENT, Step.SHARED)
        ]
        assert london_day(running.agreed_at) <= last_yes[-1]
    if intake.triage.advocacy_steps and intake.triage.advocacy_steps[-1].step is Step.TOLD:
        assert not_told_yet(intake) is None
