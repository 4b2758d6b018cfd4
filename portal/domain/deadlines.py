"""When each thing about an intake is due, in working days: acknowledged, answered, advocate found.

Day 0 is the London day of receipt, for complex and for extended ones too; at Stage Two it is the
day on which that stage was asked for. Source: regulations 14 and 17 of SI 2006/1738: Stage One
10 working days, 20 at most; Stage Two 25, 65 at most. Stage Three, regulations 18 to 20: the panel
meets within 30, reports within 5 of that, and is answered within 15 of its report. A pause is
Stage One's alone, and counts only where the council's lawyer has allowed it; both dates are always
given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.advocate_wait import waits_since
from portal.domain.clock import WorkingDays, london_day
from portal.domain.intake import Intake
from portal.domain.pauses import moved
from portal.domain.taxonomy import Stage
from portal.domain.triage import Triage

STAGE_ONE_LONGEST = 20
STAGE_TWO, STAGE_TWO_LONGEST = 25, 65
PANEL_MEETS, PANEL_REPORTS, PANEL_ANSWERED = 30, 5, 15
ADVOCATE_DAYS = 2
# "Getting the Best from Complaints", 3.5.7: the next stage is asked for within 20 working days.
NEXT_STAGE_DAYS = 20
# Data (Use and Access) Act 2025: calendar days, counted from the day after receipt.
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

    `answer_without_pause` is the day as if nobody had waited for an advocate. `next_stage_by` is
    None until the answer is sent, and at Stage Three: the last day on which the next stage is
    usually asked for. `rests_until` is the same day at every stage: until then nothing is due.
    """

    acknowledge_by: date | None
    answer_by: date
    answer_without_pause: date
    advocate_by: date | None
    data_protection_by: date | None
    next_stage_by: date | None = None
    rests_until: date | None = None

    def next_due(self) -> date:
        """The first of them; once the answer is sent, its day is due no more."""
        others = (self.acknowledge_by, self.advocate_by, self.data_protection_by)
        answer = self.rests_until or self.answer_by
        return min([answer, *(day for day in others if day is not None)])


def deadlines(intake: Intake, rules: Rules) -> Deadlines:
    """When what is left to do about this intake is due."""
    answer = answer_clock(intake, rules)
    sent = intake.triage.answer_sent
    rests_until = rules.days.add(sent.on, NEXT_STAGE_DAYS) if sent else None
    return Deadlines(
        acknowledge_by=_acknowledge_by(intake, rules),
        answer_by=answer.by,
        answer_without_pause=answer.by_without_pause,
        advocate_by=_advocate_by(intake, rules),
        data_protection_by=_data_protection_by(intake),
        # After the panel there is the Ombudsman, and no stage of ours.
        next_stage_by=None if intake.triage.stage is Stage.THREE else rests_until,
        rests_until=rests_until,
    )


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """The days of one stage's answer: due, due as if nobody had waited, and the last allowed."""

    start: date
    by: date
    by_without_pause: date
    longest: date


def answer_clock(intake: Intake, rules: Rules, stage: Stage | None = None) -> AnswerClock:
    """The clock of this stage's answer; None: of the stage at which the intake is.

    Stage One's is the same before and after Stage Two was asked for.
    """
    decided, stage = intake.triage, stage or intake.triage.stage
    if stage is Stage.THREE and decided.stage_three_requested_on:
        return _stage_three(decided.stage_three_requested_on, decided, rules)
    if stage is Stage.TWO and decided.stage_two_requested_on:
        return _stage_two(decided.stage_two_requested_on, decided.stage_two_extended_to, rules)
    return _stage_one(intake, rules)


def panel_due(triage: Triage, rules: Rules) -> tuple[date, date] | None:
    """By when the panel meets, and by when it reports; None: nobody asked for one."""
    asked_on = triage.stage_three_requested_on
    return _panel(asked_on, triage, rules) if asked_on else None


def _panel(asked_on: date, triage: Triage, rules: Rules) -> tuple[date, date]:
    meets = rules.days.add(asked_on, PANEL_MEETS)
    return meets, rules.days.add(triage.panel_met_on or meets, PANEL_REPORTS)


def _stage_three(asked_on: date, triage: Triage, rules: Rules) -> AnswerClock:
    """Counted from what has happened, and from the last day for what has not."""
    _meets_by, reports_by = _panel(asked_on, triage, rules)
    by = rules.days.add(triage.panel_reported_on or reports_by, PANEL_ANSWERED)
    return AnswerClock(asked_on, by, by, by)


def _stage_two(start: date, extended_to: date | None, rules: Rules) -> AnswerClock:
    usual, longest = (rules.days.add(start, n) for n in (STAGE_TWO, STAGE_TWO_LONGEST))
    by = min(max(usual, extended_to or usual), longest)
    return AnswerClock(start, by, by, longest)


def _stage_one(intake: Intake, rules: Rules) -> AnswerClock:
    decided, start = intake.triage, london_day(intake.received_at)
    longest_days = max(STAGE_ONE_LONGEST, rules.answer_days)
    longest = rules.days.add(start, longest_days)
    usual = longest if decided.is_complex else rules.days.add(start, rules.answer_days)
    extended_to = decided.extended_to or usual
    plain = min(max(usual, extended_to), longest)
    if not rules.pause_counts:
        return AnswerClock(start, plain, plain, longest)
    # What was waited before an extension was agreed is in its day already.
    since = decided.extended_on or start
    later = tuple(pause for pause in decided.pauses if pause.since >= since)
    with_extension = moved(extended_to, later, rules.days) if decided.extended_to else start
    latest = moved(longest, decided.pauses, rules.days)
    by = min(max(moved(usual, decided.pauses, rules.days), with_extension), latest)
    return AnswerClock(start, by, plain, latest)


def _acknowledge_by(intake: Intake, rules: Rules) -> date | None:
    """None once customer care read or acknowledged it; what was said since is to be read too."""
    if intake.seen_at:
        return None
    acknowledged, since = intake.triage.acknowledged, london_day(intake.received_at)
    if acknowledged:
        since = max([since, *(london_day(one.said_at) for one in intake.words)])
        if since < acknowledged.on:
            return None
    return rules.days.add(since, rules.acknowledge_days)


def _advocate_by(intake: Intake, rules: Rules) -> date | None:
    since = waits_since(intake)
    return rules.days.add(since, ADVOCATE_DAYS) if since else None


def _data_protection_by(intake: Intake) -> date | None:
    flagged = intake.triage.data_protection
    if flagged is None or flagged.acknowledged_on is not None:
        return None
    return london_day(intake.received_at) + DATA_PROTECTION
