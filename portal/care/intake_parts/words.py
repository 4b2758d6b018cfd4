"""The words of an intake as they were given, and the translations that stand beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.care.intake_parts.answers import WHO_WROTE
from portal.desk.language_names import lang_attribute, language_name
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.next_step import is_english
from portal.domain.triage import Translation

_HOUR = timedelta(hours=1)
_MOST_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class ShownTranslation:
    """A translation with its language's name. `is_behind`: something was said after its day."""

    made: Translation
    language: str
    lang: str
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Flood:
    """More than 30 things said within an hour, from the `first` to the `last` (counted from 0)."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ShownWords:
    """What stands around the words: whose they are, their language, and their translations."""

    heading: str
    language: str
    is_english: bool
    translations: tuple[ShownTranslation, ...]


def shown_words(intake: Intake) -> ShownWords:
    """All of it; the words themselves are in the intake, and never changed."""
    return ShownWords(
        heading=WHO_WROTE[intake.submitted_by],
        language=language_name(intake.language),
        is_english=is_english(intake.language),
        translations=tuple(_shown(intake, made) for made in intake.triage.translations),
    )


def floods(said_at: Sequence[datetime]) -> tuple[Flood, ...]:
    """Where so much was said that a page shows it as one line, and the rest on request.

    Each begins with the first thing said in its hour; `said_at` in order. Nothing is left out.
    """
    found: list[Flood] = []
    first = 0
    while first < len(said_at):
        last = bisect_right(said_at, said_at[first] + _HOUR) - 1
        is_flood = last - first + 1 > _MOST_AN_HOUR
        if is_flood:
            found.append(Flood(first, last))
        first = last + 1 if is_flood else first + 1
    return tuple(found)


def _shown(intake: Intake, made: Translation) -> ShownTranslation:
    return ShownTranslation(
        made=made,
        language=language_name(made.language),
        lang=lang_attribute(made.language),
        is_behind=any(london_day(said.said_at) > made.made_on for said in intake.words),
    )
