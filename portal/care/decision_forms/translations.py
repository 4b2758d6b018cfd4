"""Pages for asking for a translation, and for entering one."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Lines, Needed
from portal.desk.language_names import language_name, tag_of
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.translations import AddTranslation, AskForTranslation


class AskForTranslationForm(DecisionForm):
    """That a translation was asked for."""

    makes = AskForTranslation
    title = "Ask for a translation"
    intro = (
        "Ask the council's interpreters. Never ask family, carers, the home or another child:"
        " they may be whom this is about. The words stay as they are."
    )
    button = "It is asked for"

    asked_of = Line("Who was asked", description="A service or a person. You can leave this out.")

    def decision(self, about: About) -> Decision:
        """Asked for now."""
        return AskForTranslation(self.asked_of.data or "")


class AddTranslationForm(DecisionForm):
    """A translation that somebody made."""

    makes = AddTranslation
    title = "Enter a translation"
    intro = "It stands beside the words, with who made it and when. Several may stand there."

    made_by = Line("Who translated it", [Needed("Please say who translated it.")])
    made_on = Day("On which day", [Needed("Please say on which day it was translated.")])
    into = Line(
        "Into which language",
        [Needed("Please say into which language.")],
        description="By its English name, such as English or Polish.",
    )
    text = Lines("The translation", [Needed("Please write the translation.")])

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today, into English."""
        return {"made_on": day_in_field(about.today), "into": language_name("en")}

    def decision(self, about: About) -> Decision:
        """The translation.

        :raise RefusedError: its day or its language is none that we know.
        """
        tag = tag_of(self.into.data or "")
        if tag is None:
            raise RefusedError(
                "into", "We do not know this language. Please use its English name, as Polish."
            )
        made_on = read_day("made_on", self.made_on.data)
        return AddTranslation(
            self.made_by.data or "", made_on, tag, language_name(tag), self.text.data or ""
        )
