"""A child's wait for an advocate: since when it counts, and what they were not told of it yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal.domain.intake import Intake
from portal.domain.referral import REFUSALS, asked_on, referrals, waits_for_advocate
from portal.domain.referral_steps import Happened, Step

# What others did that a child must be told.
_NEWS = frozenset({Step.ACCEPTED, Step.NAMED, Step.HANDED_BACK, Step.FALL_BACK})
# What the child said themselves, so that older news is news no more.
_THEIRS = frozenset({Step.CHANGED, *REFUSALS})


def waits_since(intake: Intake) -> date | None:
    """The London day from which the working days until somebody accepts count; None: nobody waits.

    It is the day of the asking. Who had an advocate already, or the fall-back, and has to wait once
    more waits from the day on which that ended.
    """
    asked = asked_on(intake)
    if asked is None or not waits_for_advocate(intake):
        return None
    steps = intake.triage.advocacy_steps
    over = [part.over.on for part in referrals(steps) if part.accepted_on and part.over]
    return max([asked, *over, *_again_after_fall_back(steps)])


def _again_after_fall_back(steps: Iterable[Happened]) -> list[date]:
    found, had_one = [], False
    for one in steps:
        if one.step is Step.FALL_BACK:
            had_one = True
        elif had_one and one.step in (Step.REQUESTED, Step.CHANGED):
            found.append(one.on)
    return found


def not_told_yet(intake: Intake) -> Happened | None:
    """The newest of what others did about it that nobody told the child yet; None: all is told."""
    waits: Happened | None = None
    for one in intake.triage.advocacy_steps:
        if one.step in _NEWS:
            waits = one
        elif one.step is Step.TOLD or one.step in _THEIRS:
            waits = None
    return waits
