"""What to look into: subjects that rise in a team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.annual.counting import Fact
from portal.domain.taxonomy import Subject

FEWEST = 3
"""Fewer in a period are no theme: chance alone makes two of one."""
NO_TEAM = "No team recorded"
Key = tuple[str, Subject]


@dataclass(frozen=True, slots=True)
class Rising:
    """A subject in a team that came more often than in as many days before."""

    team: str
    subject: Subject
    number: int
    before: int


def rising(facts: Iterable[Fact], before: Iterable[Fact]) -> list[Rising]:
    """Those that rise, the steepest first. Each subject of a complaint counts."""
    now, then = _counted(facts), _counted(before)
    found = [
        Rising(team, subject, number, then[team, subject])
        for (team, subject), number in now.items()
        if number >= FEWEST and number > then[team, subject]
    ]
    return sorted(found, key=lambda one: (one.before - one.number, one.team, one.subject))


def _counted(facts: Iterable[Fact]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for fact in facts:
        decided = fact.intake.triage
        if fact.is_duplicate or not fact.intake.is_complaint or decided.main_subject is None:
            continue
        for subject in dict.fromkeys((decided.main_subject, *decided.other_subjects)):
            counts[decided.team or NO_TEAM, subject] += 1
    return counts
