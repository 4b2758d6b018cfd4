"""The page on which somebody writes to a child, and sees what will come of it while they write."""

from __future__ import annotations

from typing import Any

from flask import request

from portal.care.decision_forms.base import About, DecisionForm
from portal.care.message_panel import Panel, panel
from portal.desk.forms import Choice, Lines, Needed, OneOf
from portal.domain.decisions import Decision
from portal.domain.decisions.talking import Write
from portal.domain.messages import Purpose
from portal.web.app_office import now

_PURPOSES: list[Choice] = [
    (Purpose.MESSAGE.value, "A message"),
    (Purpose.ACKNOWLEDGEMENT.value, "We have it", "counts as acknowledged"),
    (Purpose.ANSWER.value, "The answer", "counts as the answer of this stage"),
    (Purpose.STATEMENT.value, "What we understood", "they say whether it is right"),
]


class WriteForm(DecisionForm):
    """A message to the child."""

    makes = Write
    title = "Write to the child"
    intro = (
        "It always stands on the child's own page, behind their code words. Beside it a text goes"
        " as far as this child called texts safe."
    )
    button = "Send"
    template = "care/message.html"
    shows_talk = True

    purpose = OneOf("What is it?", [Needed("Please choose one.")], _PURPOSES)
    text = Lines("What do you write?", [Needed("Please write something.")])
    panel: Panel

    @property
    def only_looks(self) -> bool:
        """Whether they want to see what would come of it."""
        return request.form.get("go") == "check"

    def prepare(self, about: About) -> None:
        """What would come of it, as it is typed now."""
        chosen = self.purpose.data
        purpose = Purpose(chosen) if chosen in tuple(Purpose) else Purpose.MESSAGE
        self.panel = panel(about, purpose, self.text.data or "", now())

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """We have it, where nobody said so yet."""
        is_first = about.intake.triage.acknowledged is None
        return {"purpose": Purpose.ACKNOWLEDGEMENT if is_first else Purpose.MESSAGE}

    def decision(self, about: About) -> Decision:
        """The message."""
        return Write(Purpose(self.purpose.data or ""), self.text.data or "")
