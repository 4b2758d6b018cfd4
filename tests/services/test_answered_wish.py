"""Yes, no or somebody they trust: part of what they told us, until something was done about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import Status, current, status
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import YesNo
from portal.domain.triage import Triage
from portal.services.answered_wish import with_answer
from tests.any_intake import an_intake

ASKED_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT = ASKED_AT + timedelta(days=1)
ANSWERS = [(YesNo.YES, False), (YesNo.NO, False), (YesNo.NO, True)]


def asked(*steps: Step) -> Intake:
    """A wish about which this was done."""
    part: dict[str, Any] = {"referral": "r1", "service": "upfront", "name": "Upfront"}
    done = tuple(Happened(step, ASKED_AT.date(), ASKED_AT, **part) for step in steps)
    return an_intake(
        wants_advocate=None,
        wish=AdvocateWish(not_them="Not Sarah"),
        advocate_asked_at=ASKED_AT,
        closed_at=None,
        triage=Triage(advocacy_steps=done),
    )


@pytest.mark.parametrize(("wants", "trusted"), ANSWERS)
def test_the_first_answer_is_part_of_what_they_told_us(wants: YesNo, trusted: bool) -> None:
    after = with_answer(asked(), wants, AT, trusted=trusted)

    assert after.wants_advocate is wants
    assert after.wish == AdvocateWish(not_them="Not Sarah", trusted=trusted)
    assert after.triage.advocacy_steps == ()


@pytest.mark.parametrize(
    ("done", "wants", "trusted", "now"),
    [
        ((Step.SENT,), YesNo.YES, False, Status.SENT),
        ((Step.SENT,), YesNo.NO, False, Status.REFUSED),
        ((Step.SENT, Step.ACCEPTED), YesNo.NO, True, Status.TRUSTED),
        ((Step.DECLINED,), YesNo.YES, False, Status.ASKED),
        ((Step.NO_LONGER_WANTED,), YesNo.NO, False, Status.REFUSED),
        ((Step.SENT, Step.ENDED), YesNo.YES, False, Status.ASKED),
    ],
)
def test_later_it_is_a_step_and_what_was_done_stays(
    done: tuple[Step, ...], wants: YesNo, trusted: bool, now: Status
) -> None:
    before = asked(*done)

    after = with_answer(before, wants, AT, trusted=trusted)

    assert status(after) is now
    assert after.triage.advocacy_steps[: len(done)] == before.triage.advocacy_steps
    assert after.advocate_asked_at == ASKED_AT
    assert after.wish.not_them == "Not Sarah"
    assert (current(after) is None) == (now is not Status.SENT)


@pytest.mark.parametrize(("wants", "trusted"), ANSWERS)
def test_the_same_answer_again_changes_nothing(wants: YesNo, trusted: bool) -> None:
    once = with_answer(asked(Step.SENT), wants, AT, trusted=trusted)

    assert with_answer(once, wants, AT, trusted=trusted) == once
