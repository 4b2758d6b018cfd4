"""A whole year, told and decided through the desk's own services, with the report's numbers.

Which complaint has which subject, age or answer nobody knows any more: chance says it, the same
way each time. What the tables hold is fixed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from portal.db import staff
from portal.domain.annual import rows
from portal.domain.clock import london_day
from portal.domain.decisions import Decision
from portal.domain.decisions.clock import DecideStage
from portal.domain.decisions.ending import Close, Withdraw
from portal.domain.decisions.linking import LinkWith
from portal.domain.decisions.outside import AskOmbudsman
from portal.domain.decisions.people import AnswerSent
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.decisions.subjects import DecideOriginator, DecideSubjects
from portal.domain.decisions.taking_down import SPOKEN, TakeDown
from portal.domain.equalities import Equalities, read
from portal.domain.intake import Intake, Words, new_id
from portal.domain.links import LinkKind
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import (
    EducationOriginator,
    EducationType,
    MethodOfReceipt,
    OmbudsmanDecision,
    Originator,
    Outcome,
    RecordType,
    Stage,
    Subject,
)
from portal.domain.triage import ReadBack
from portal.services import desk, equalities
from portal.services.office import Office
from portal.services.take_down import take_down
from portal.services.ways_back import CodeWords

TABLES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "annual-report-2007-08.json").read_text("utf-8")
)
COMPLAINTS = 178
AFTERWARDS = datetime(2008, 7, 1, 12, tzinfo=UTC)
_FIRST = datetime(2007, 4, 2, 9, tzinfo=UTC)
_NOT_AT_ALL_STAGE_ONE, _AT_THREE, _AT_TWO = 177, range(171, 177), range(136, 171)
_IN_TIME, _SIMPLE, _COMPLEX_IN_TIME = 100, 149, 22


@dataclass
class Year:
    """Customer care of that year, at one desk."""

    office: Office
    connection: Connection
    officer: StaffMember = field(init=False)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        """Somebody who decides it all."""
        roles = frozenset({Role.OFFICER})
        self.officer = StaffMember(new_id(), "olu@kent.example", "Olu Officer", roles)
        staff.add(self.connection, self.officer, _FIRST)

    def take_down(self, method: MethodOfReceipt = MethodOfReceipt.LETTER) -> str:
        """Something that came, some day of the year; its reference."""
        number = next(self._numbers)
        at = _FIRST + timedelta(days=number % 360, hours=number % 7)

        def told(reference: str) -> Intake:
            said = (Words(f"Number {number}", at),)
            return Intake(new_id(), reference, at, method, "en", said, submission_id=new_id())

        read_back = ReadBack.AGREED if method in SPOKEN else None
        # The slow hash of real code words would take half a minute of this.
        code = CodeWords("", hashlib.sha256(str(number).encode()).hexdigest())
        how = TakeDown(method, read_back)
        args = (self.connection, self.office, self.officer, told, how, code, AFTERWARDS)
        return take_down(*args).reference

    def decide(self, reference: str, *decisions: Decision) -> None:
        """Decide these about it, one after the other."""
        for one in decisions:
            opened = desk.find(self.connection, self.office, self.officer, reference)
            args = (reference, one, opened.version, AFTERWARDS)
            desk.decide(self.connection, self.office, self.officer, *args)

    def day_of(self, reference: str, working_days: int = 0) -> date:
        """The day on which it came, and so many working days later."""
        intake = desk.find(self.connection, self.office, self.officer, reference).intake
        return self.office.working_days.add(london_day(intake.received_at), working_days)

    def say(self, reference: str, said: Equalities) -> None:
        """Note what they said of themselves."""
        args = (self.officer, reference, said, AFTERWARDS)
        equalities.note(self.connection, self.office, *args)


def spread(table: str, of: Callable[[str], Any], most: int, rest: Any = None) -> list[Any]:
    """Each line's value as often as the report has it, in an order of chance, up to `most`."""
    lines = [of(name) for name, number in TABLES[table].items() for _ in range(number)]
    random.Random(table).shuffle(lines)  # noqa: S311 - the same year every time
    return [*lines, *[rest] * (most - len(lines))]


def feed(year: Year) -> None:
    """All that was logged between April 2007 and March 2008."""
    feed_complaints(year)
    for name, numbers in TABLES["record_type_by_year"].items():
        kinds = {said: kind for kind, said in rows.RECORD_TYPES.items()}
        kind = kinds.get(name)
        for _ in range(numbers[-1] if kind not in (None, RecordType.STATUTORY) else 0):
            year.decide(year.take_down(), DecideRecordType(kind))
    feed_education(year)


def feed_complaints(year: Year) -> None:
    """The 178, each through the stages that it came to."""
    subjects = spread("subject", Subject, COMPLAINTS)
    originators = spread("originator", Originator, COMPLAINTS)
    outside = spread("ombudsman", OmbudsmanDecision, COMPLAINTS)
    for number, (method, said) in enumerate(zip(_methods(), _people(), strict=True)):
        reference = year.take_down(method)
        year.decide(reference, DecideRecordType(RecordType.STATUTORY))
        year.decide(reference, DecideOriginator(originators[number], "East Kent"))
        if subjects[number]:
            year.decide(reference, DecideSubjects(subjects[number]))
        if outside[number]:
            asked_on = year.day_of(reference, 60)
            year.decide(reference, AskOmbudsman(asked_on, outside[number]))
        year.decide(reference, *_stages(year, reference, number))
        year.say(reference, said)
        _end(year, reference, number)


def _methods() -> list[MethodOfReceipt]:
    """Those that are counted; the other 43 came by telephone or in person."""
    others = [*[MethodOfReceipt.TELEPHONE] * 20, *[MethodOfReceipt.IN_PERSON] * 23]
    return [*spread("method", MethodOfReceipt, COMPLAINTS - 43), *others]


def _people() -> Iterator[Equalities]:
    """What each said of themselves; one of them nothing about a disability."""
    of = {key: _any_of(rows.EQUALITIES[key]) for key in ("ethnicity", "age", "gender")}
    of["disability"] = _any_of(rows.DISABILITIES)
    each = {key: spread(key, names.__getitem__, COMPLAINTS, "") for key, names in of.items()}
    for number in range(COMPLAINTS):
        yield read({key: values[number] for key, values in each.items()})


def _any_of(lines: dict[Any, str]) -> dict[str, str]:
    """One answer that is counted in each line."""
    return {line: str(answer) for answer, line in reversed(lines.items())}


def _stages(year: Year, reference: str, number: int) -> Iterable[Decision]:
    came, asked = year.day_of(reference), year.day_of(reference, 30)
    if number == _NOT_AT_ALL_STAGE_ONE:
        yield DecideStage(Stage.TWO, requested_on=came, is_straight=True)
        yield AnswerSent(year.day_of(reference, 20), "by letter")
        return
    is_complex = number >= _SIMPLE
    yield DecideStage(Stage.ONE, is_complex=is_complex, complex_reason="two agencies")
    yield AnswerSent(year.day_of(reference, _took(number)), "by letter")
    if number in _AT_TWO or number in _AT_THREE:
        kept = {"is_complex": is_complex, "complex_reason": "two agencies"}
        two = {**kept, "requested_on": asked, "agreed_on": asked}
        yield DecideStage(Stage.TWO, **two)
        if number in _AT_THREE:
            yield AnswerSent(year.day_of(reference, 60), "by letter")
            panel = year.day_of(reference, 65)
            yield DecideStage(Stage.THREE, **two, panel_requested_on=panel)


def _took(number: int) -> int:
    """Working days to Stage One's answer: 100 of 149 in ten, 22 of 28 complex ones in twenty."""
    if number >= _SIMPLE:
        return 20 if number < _SIMPLE + _COMPLEX_IN_TIME else 21
    return 10 if number < _IN_TIME else 11


def _end(year: Year, reference: str, number: int) -> None:
    """Closed with what came of it; four were taken back at Stage Two, and of three it is said."""
    if number in range(136, 140):
        year.decide(reference, Withdraw(year.day_of(reference, 40), "by letter"))
    outcomes = tuple(dict.fromkeys(_outcomes()[number]))
    fault = Outcome.APOLOGY in outcomes
    year.decide(reference, Close(outcomes, fault_found=fault, knows=True, reason="old"))


def _outcomes() -> list[list[Outcome]]:
    """214 outcomes of 178 complaints: 127 explanations, the rest one each, and more beside."""
    left = {Outcome(name): number for name, number in TABLES["outcome"].items()}
    explained, withdrawn = left.pop(Outcome.EXPLANATION), left.pop(Outcome.WITHDRAWN)
    others = [one for one, number in left.items() for _ in range(number)]
    found = [[Outcome.EXPLANATION] if n < explained else [] for n in range(COMPLAINTS)]
    for number in range(136, 136 + withdrawn):
        found[number].append(Outcome.WITHDRAWN)
    without = [n for n in range(COMPLAINTS) if not found[n]]
    for number in [*without, *range(len(others) - len(without))]:
        found[number].append(others.pop())
    return found


def feed_education(year: Year) -> None:
    """504 records; nine people more came to us about a complaint that somebody had made."""
    kinds = spread("education_record_type", EducationType, 0)
    people = spread("education_originator", EducationOriginator, 0)
    references = []
    for kind in kinds:
        is_complaint = kind is EducationType.COMPLAINT
        by = people.pop() if is_complaint else EducationOriginator.OTHER
        references.append(year.take_down())
        year.decide(references[-1], DecideSubjects(Subject.OTHER, (), kind, by))
    for first, by in zip(references, people, strict=False):
        again = year.take_down()
        year.decide(again, DecideSubjects(Subject.OTHER, (), EducationType.COMPLAINT, by))
        year.decide(again, LinkWith(first, LinkKind.DUPLICATE))
