"""Translations of the words: asked for, and made by somebody named, beside the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake, verbatim
from portal.domain.triage import Translation


@dataclass(frozen=True, slots=True)
class AskForTranslation(Decision):
    """That somebody asked for a translation, and whom; the newest time counts."""

    kind: ClassVar[str] = "ask-translation"
    label: ClassVar[str] = "Translation asked for"

    asked_of: str = said("Asked of")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake as it waits for a translation.

        :raise RefusedError: there is nothing to translate.
        """
        _needs_words(intake, "asked_of")
        return replace(intake, triage=replace(intake.triage, translation_asked_at=by.at))


@dataclass(frozen=True, slots=True)
class AddTranslation(Decision):
    """A translation by `made_by`. `language` is a tag such as "en", `into` its name in English.

    Its text stands beside the words alone, and not in the history as well.
    """

    kind: ClassVar[str] = "translation"
    label: ClassVar[str] = "Translation"
    on_closed: ClassVar[bool] = True

    made_by: str = said("Translated by")
    made_on: date | None = said("On", None)
    language: str = "en"
    into: str = said("Into", "English")
    text: str = ""

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with this translation after those that stand; its words as they are.

        :raise RefusedError: it is nobody's, of no possible day, or says nothing.
        """
        _needs_words(intake, "text")
        not_empty("made_by", self.made_by, "Please say who translated it.")
        made_on = day_said("made_on", self.made_on, intake, by)
        not_empty("text", self.text, "Please write the translation.")
        made = Translation(self.language, self.made_by.strip(), made_on, verbatim(self.text))
        decided = replace(intake.triage, translations=(*intake.triage.translations, made))
        return replace(intake, triage=decided)


def _needs_words(intake: Intake, field: str) -> None:
    if not any(said.text.strip() for said in intake.words):
        raise RefusedError(field, "No words were said, so there is nothing to translate.")
