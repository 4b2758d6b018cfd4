"""Whether an intake was answered on time, with the waiting for an advocate and without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.deadlines import Rules, answer_clock
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage
from portal.domain.triage import Done, Triage


class OnTime(StrEnum):
    """How an answer stands to its day."""

    YES = "yes"
    NO = "no"
    """Sent after its day, or not sent although its day is over."""
    OPEN = "open"
    NOT_DUE = "not_due"
    """Taken back, or handed over, before an answer was sent."""
    UNRECORDED = "unrecorded"
    """Closed, and nobody wrote down when it was answered."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One stage's answer: on time with pauses counted out, and as if nobody had waited.

    `working_days` are those from the start of the clock to the answer, paused ones as well; None
    where none was sent. Pauses are counted out here whether or not the council counts them.
    """

    with_pause: OnTime
    without_pause: OnTime
    by: date
    by_without_pause: date
    answered_on: date | None
    working_days: int | None


def timeliness(intake: Intake, rules: Rules, today: date, stage: Stage | None = None) -> Timeliness:
    """How this stage's answer stands today; None: that of the stage at which the intake is."""
    clock = answer_clock(intake, replace(rules, pause_counts=True), stage)
    answered_on = _answered_on(intake, stage)
    ended = _ended(intake)
    return Timeliness(
        with_pause=_on_time(clock.by, answered_on, ended, today),
        without_pause=_on_time(clock.by_without_pause, answered_on, ended, today),
        by=clock.by,
        by_without_pause=clock.by_without_pause,
        answered_on=answered_on,
        working_days=rules.days.count(clock.start, answered_on) if answered_on else None,
    )


def _answered_on(intake: Intake, stage: Stage | None) -> date | None:
    sent = answer_of(intake.triage, stage)
    return sent.on if sent else None


def answer_of(decided: Triage, stage: Stage | None = None) -> Done | None:
    """That this stage's answer was sent; None: it was not. `stage` None: the present one."""
    present = decided.stage or Stage.ONE
    if stage is None or stage is present:
        return decided.answer_sent
    return decided.stage_one_answer if stage is Stage.ONE else decided.stage_two_answer


def _ended(intake: Intake) -> OnTime | None:
    """How it stands without an answer because of its end; None where it goes on."""
    decided = intake.triage
    handed_over = decided.authority is not None and decided.authority.handed_over_on is not None
    if decided.withdrawn or (handed_over and intake.closed_at):
        return OnTime.NOT_DUE
    return OnTime.UNRECORDED if intake.closed_at else None


def _on_time(by: date, answered_on: date | None, ended: OnTime | None, today: date) -> OnTime:
    if answered_on:
        return OnTime.YES if answered_on <= by else OnTime.NO
    if ended:
        return ended
    return OnTime.OPEN if today <= by else OnTime.NO
