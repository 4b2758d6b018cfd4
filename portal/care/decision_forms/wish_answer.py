"""The page for what a child says of an advocate, as customer care hear it."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Needed, OneOf
from portal.domain.decisions import Decision
from portal.domain.decisions.wish_answer import Answer, AnswerAboutAdvocate, why_not
from portal.domain.referral import current

_ANSWERS = {
    Answer.WANTS_ONE: "They want somebody to speak up for them",
    Answer.DECLINES: "They were offered one, and say no",
    Answer.ANOTHER: "They want another advocate, or another service",
    Answer.NOT_THEM: "Not that person",
    Answer.TRUSTS_SOMEBODY: "Somebody whom they trust helps them",
    Answer.NO_LONGER: "They do not want one any more",
}


class AnswerForm(DecisionForm):
    """What the child says about an advocate."""

    makes = AnswerAboutAdvocate
    title = "What does the child say about an advocate?"
    intro = "What they said before stays as it is. Nobody talks them into it, or out of it."

    answer = OneOf("They say", [Needed("Please choose what they say.")])
    name = Line("Not that person: who?")
    on = Day("On", [Needed("Please say on which day.")])
    how = Line("How did they tell us?", [Needed("Please say how they told us.")])
    note = Line("Note")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today."""
        return {"on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """The answers that can be, as it stands."""
        self.answer.choices = [
            (one, label) for one, label in _ANSWERS.items() if not why_not(one, about.intake)
        ]
        part = current(about.intake)
        has_now = f"The advocate is {part.advocate}. " if part and part.advocate else ""
        self.name.description = f"{has_now}The whole name, of a person or a service."

    def decision(self, about: About) -> Decision:
        """Their answer."""
        return AnswerAboutAdvocate(
            answer=Answer(self.answer.data or ""),
            name=self.name.data or "",
            on=read_day("on", self.on.data),
            how=self.how.data or "",
            note=self.note.data or "",
        )
