"""The words of an intake as they were given, and the translations that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass

from portal.care.intake_parts.answers import WHO_WROTE
from portal.desk.language_names import lang_attribute, language_name
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.next_step import is_english
from portal.domain.triage import Translation


@dataclass(frozen=True, slots=True)
class ShownTranslation:
    """A translation with its language's name. `is_behind`: something was said after its day."""

    made: Translation
    language: str
    lang: str
    is_behind: bool


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


def _shown(intake: Intake, made: Translation) -> ShownTranslation:
    return ShownTranslation(
        made=made,
        language=language_name(made.language),
        lang=lang_attribute(made.language),
        is_behind=any(london_day(said.said_at) > made.made_on for said in intake.words),
    )
