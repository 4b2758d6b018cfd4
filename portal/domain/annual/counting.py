"""Count what was received in a period, for every table of the report at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.annual import rows
from portal.domain.annual.tables import UNRECORDED
from portal.domain.deadlines import (
    PANEL_ANSWERED,
    STAGE_ONE_LONGEST,
    STAGE_TWO,
    STAGE_TWO_LONGEST,
    Rules,
)
from portal.domain.equalities import NOTHING_SAID, Equalities
from portal.domain.intake import Intake
from portal.domain.taxonomy import EducationType, Originator, RecordType, Stage, SubmittedBy
from portal.domain.timeliness import OnTime, answer_of, timeliness

Counts = dict[str, Counter[str]]
"""How many, by table and by line."""
_STAGE_ONE = 10  # working days, whatever this council promises
_NOT_COUNTED = (OnTime.OPEN, OnTime.NOT_DUE)
_Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One intake as the report counts it: its words are in none of it.

    `is_duplicate`: customer care linked it with an earlier one as the same matter.
    """

    intake: Intake
    equalities: Equalities = NOTHING_SAID
    is_duplicate: bool = False


def count(facts: Iterable[Fact], rules: Rules, today: date) -> Counts:
    """All of them, each intake once; what is not recorded is counted as such."""
    counts: Counts = defaultdict(Counter)
    for fact in facts:
        for table, row in _of(fact, rules, today):
            counts[table][row] += 1
    return counts


def _of(fact: Fact, rules: Rules, today: date) -> _Found:
    if fact.intake.triage.education:
        yield from _education(fact)
    elif not fact.is_duplicate:
        decided = fact.intake.register_type
        yield "record_type", rows.RECORD_TYPES[decided] if decided else rows.NOT_DECIDED
        if decided is RecordType.STATUTORY:
            yield from _complaint(fact.intake)
            yield from _timely(fact.intake, rules, today)
            yield from _equal(fact)


def _education(fact: Fact) -> _Found:
    education = fact.intake.triage.education
    if education is None:
        return
    if not fact.is_duplicate:
        yield "education_type", education.record_type
    # Each person who came to us about a complaint counts, though it is one complaint.
    if education.record_type is EducationType.COMPLAINT:
        yield "education_originator", education.originator


def _complaint(intake: Intake) -> _Found:
    decided = intake.triage
    yield "originator", intake.originator or UNRECORDED
    yield "subject", decided.main_subject or UNRECORDED
    yield "method", intake.method
    yield from _stages(intake)
    yield from _ends(intake)
    if decided.ombudsman:
        yield "ombudsman", decided.ombudsman.decision or UNRECORDED
    if intake.originator is Originator.CHILD:
        yield "children", rows.FROM_CHILDREN
        if intake.submitted_by is SubmittedBy.ADVOCATE:
            yield "children", rows.BY_ADVOCATE


def _reached(intake: Intake) -> list[Stage]:
    order = list(Stage)
    upto = order[: order.index(intake.triage.stage or Stage.ONE) + 1]
    return [one for one in upto if not (one is Stage.ONE and intake.triage.is_straight_to_two)]


def _stages(intake: Intake) -> _Found:
    for one in _reached(intake):
        yield "stage", rows.STAGES[one]
    if intake.triage.is_straight_to_two:
        yield "stage", rows.STRAIGHT


def _ends(intake: Intake) -> _Found:
    decided = intake.triage
    for one in decided.closing.outcomes if decided.closing else ():
        yield "outcome", one
    if decided.closing is None:
        yield "outcome", rows.NO_OUTCOME
    if decided.withdrawn:
        yield "outcome", rows.TAKEN_BACK
        if decided.stage not in (None, Stage.ONE):
            yield "outcome", rows.TAKEN_BACK_LATER


def _equal(fact: Fact) -> _Found:
    for name, row in rows.equality_rows(fact.equalities, fact.intake.age_band).items():
        yield name, row or UNRECORDED


def _timely(intake: Intake, rules: Rules, today: date) -> _Found:
    """The statutory days, from the start of each stage's clock; what still runs is not counted."""
    for stage in _reached(intake):
        found = timeliness(intake, rules, today, stage)
        if found.with_pause in _NOT_COUNTED:
            continue
        took = found.working_days
        if stage is Stage.THREE:
            took = _since_report(intake, rules)
        for line, most in _limits(stage, is_complex=intake.triage.is_complex):
            yield "timeliness", rows.of_all(line)
            if took is not None and took <= most:
                yield "timeliness", line


def _limits(stage: Stage, *, is_complex: bool) -> tuple[tuple[str, int], ...]:
    if stage is Stage.ONE and is_complex:
        return ((rows.COMPLEX_IN_TIME, STAGE_ONE_LONGEST),)
    if stage is Stage.ONE:
        return ((rows.STAGE_ONE_IN_TIME, _STAGE_ONE),)
    if stage is Stage.TWO:
        return (rows.STAGE_TWO_USUAL, STAGE_TWO), (rows.STAGE_TWO_LONGEST, STAGE_TWO_LONGEST)
    return ((rows.STAGE_THREE_IN_TIME, PANEL_ANSWERED),)


def _since_report(intake: Intake, rules: Rules) -> int | None:
    answer, reported_on = answer_of(intake.triage, Stage.THREE), intake.triage.panel_reported_on
    return rules.days.count(reported_on, answer.on) if answer and reported_on else None
