"""When each thing about an intake is due, in working days: acknowledged, answered, advocate found.

Day 0 is the London day of receipt, for complex and for extended ones too. Source: regulations
14 and 17 of SI 2006/1738: Stage One 10 working days, 20 at most; Stage Two 25, 65 at most.
A pause is counted only where the council's lawyer has allowed it; both dates are always given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.clock import WorkingDays, london_day
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage, YesNo
from portal.domain.triage import Pause

STAGE_ONE_LONGEST = 20
STAGE_TWO, STAGE_TWO_LONGEST = 25, 65
ADVOCATE_DAYS = 2
# Data (Use and Access) Act 2025: calendar days, from 19 June 2026.
DATA_PROTECTION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rules:
    """What this council set: days to acknowledge, days to answer, and whether a pause counts."""

    days: WorkingDays
    acknowledge_days: int
    answer_days: int
    pause_counts: bool


@dataclass(frozen=True, slots=True)
class Deadlines:
    """London days, each kept until it ends. None: nothing of the kind is due.

    `answer_without_pause` is the day as if nobody had waited for an advocate.
    """

    acknowledge_by: date | None
    answer_by: date
    answer_without_pause: date
    advocate_by: date | None
    data_protection_by: date | None

    def next_due(self) -> date:
        """The first of them."""
        return min(
            day
            for day in (
                self.acknowledge_by,
                self.answer_by,
                self.advocate_by,
                self.data_protection_by,
            )
            if day is not None
        )


def deadlines(intake: Intake, rules: Rules) -> Deadlines:
    """When what is left to do about this intake is due."""
    decided, received = intake.triage, london_day(intake.received_at)
    plain = _answer_by(intake, rules)
    acknowledged = decided.acknowledged or intake.seen_at
    return Deadlines(
        acknowledge_by=None if acknowledged else rules.days.add(received, rules.acknowledge_days),
        answer_by=_later(plain, decided.pauses, rules) if rules.pause_counts else plain,
        answer_without_pause=plain,
        advocate_by=_advocate_by(intake, rules),
        data_protection_by=_data_protection_by(intake),
    )


def _answer_by(intake: Intake, rules: Rules) -> date:
    decided = intake.triage
    if decided.stage is Stage.TWO and decided.stage_two_requested_on:
        start, usual, longest = decided.stage_two_requested_on, STAGE_TWO, STAGE_TWO_LONGEST
    else:
        start, usual, longest = london_day(intake.received_at), rules.answer_days, STAGE_ONE_LONGEST
    by = rules.days.add(start, max(longest, usual) if decided.is_complex else usual)
    return max(by, decided.extended_to) if decided.extended_to else by


def _later(by: date, pauses: tuple[Pause, ...], rules: Rules) -> date:
    """`by`, moved on by every working day that was waited; a pause that runs moves nothing yet."""
    for pause in pauses:
        if pause.until is not None and pause.since <= by:
            by = rules.days.add(by, rules.days.count(pause.since, pause.until))
    return by


def _advocate_by(intake: Intake, rules: Rules) -> date | None:
    if not waits_for_advocate(intake) or intake.advocate_asked_at is None:
        return None
    return rules.days.add(london_day(intake.advocate_asked_at), ADVOCATE_DAYS)


def waits_for_advocate(intake: Intake) -> bool:
    """Whether somebody asked for an advocate, or seemed to, and nobody has passed it on yet."""
    asked = intake.advocate_asked_at is not None and intake.wants_advocate is not YesNo.NO
    return asked and intake.triage.advocacy is None


def _data_protection_by(intake: Intake) -> date | None:
    flagged = intake.triage.data_protection
    if flagged is None or flagged.acknowledged_on is not None:
        return None
    return london_day(intake.received_at) + DATA_PROTECTION
