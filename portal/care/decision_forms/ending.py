"""Pages for how an intake ends: taken back, closed, and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Lines, Needed, OneOf, SomeOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.ending import (
    Close,
    Reopen,
    Withdraw,
    asks_for_safeguarding,
    left_to_do,
)
from portal.domain.intake import Intake
from portal.domain.taxonomy import Outcome
from portal.domain.triage import AskedToStop

_ASKED: dict[str, str] = {
    AskedToStop.NOT_SURE: "Not sure",
    AskedToStop.NOT_ASKED: "We have not asked yet",
}
_HINTS = {
    Outcome.APOLOGY: "only where fault was found",
    Outcome.WITHDRAWN: "only where the child took it back",
}


class WithdrawForm(DecisionForm):
    """A child takes it back."""

    makes = Withdraw
    title = "The child takes it back"
    intro = (
        "Everything is kept, and it stays open until you close it. Customer care may still look"
        " into what was said."
    )

    on = Day("On which day?")
    how = Line("How did the child tell us?")
    asked_to_stop = OneOf(
        "Did anyone ask the child to stop?",
        [Needed("Please choose one.")],
        choices_of(AskedToStop, _ASKED),
        description="Ask the child alone, in a way that is safe for them.",
    )
    note = Lines("Note")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was said last, or today."""
        last = about.intake.triage.withdrawn
        if last is None:
            return {"on": day_in_field(about.today)}
        return {
            "on": day_in_field(last.on),
            "how": last.how,
            "asked_to_stop": last.asked_to_stop.value,
            "note": last.note,
        }

    def decision(self, about: About) -> Decision:
        """Withdrawn."""
        return Withdraw(
            read_day("on", self.on.data),
            self.how.data or "",
            AskedToStop(self.asked_to_stop.data or ""),
            self.note.data or "",
        )

    @classmethod
    def leads_to(cls, decision: Decision) -> str | None:
        """Safeguarding, where somebody may have put pressure on the child."""
        is_pressed = isinstance(decision, Withdraw) and asks_for_safeguarding(decision)
        return "safeguarding" if is_pressed else None


class CloseForm(DecisionForm):
    """What came of it, and what was learned."""

    makes = Close
    title = "Close it"
    button = "Close"
    template = "care/close.html"

    outcomes = SomeOf(
        "What came of it?",
        choices=[(str(one), str(one), _HINTS.get(one, "")) for one in Outcome],
        description="In the words of the annual report. There may be several.",
    )
    fault_found = BooleanField("Fault was found")
    learned = Lines("What was learned?")
    may_ask_later = OneOf(
        "May we ask the child, in two and in six weeks, if it got better?",
        choices=[
            ("yes", "They said yes"),
            ("no", "They said no"),
            ("", "Not asked", "a text asks them, where they called texts safe"),
        ],
    )
    sentence = Lines(
        "You said, we did: one sentence that everybody may read",
        description="As: You said the food ran out. Now there is more. No name, no place, no date."
        " Leave it empty where there is nothing to show. It is shown a month on, among others.",
    )
    knows = BooleanField("I know. It is closed all the same")
    reason = Lines("Why is it closed all the same?")
    left: Sequence[str] = ()

    def prepare(self, about: About) -> None:
        """Ask for the reason only where something is left to do."""
        self.left = left_to_do(about.intake)
        if not self.left:
            del self.knows, self.reason

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """That it was taken back, where it was."""
        is_withdrawn = about.intake.triage.withdrawn is not None
        said = about.intake.way_back.may_ask_later
        return {
            "outcomes": [Outcome.WITHDRAWN] if is_withdrawn else [],
            "may_ask_later": "" if said is None else "yes" if said else "no",
        }

    def decision(self, about: About) -> Decision:
        """Closed."""
        asks = "knows" in self
        return Close(
            tuple(map(Outcome, dict.fromkeys(self.outcomes.data or []))),
            bool(self.fault_found.data),
            self.learned.data or "",
            {"yes": True, "no": False}.get(self.may_ask_later.data or ""),
            self.sentence.data or "",
            asks and bool(self.knows.data),
            (self.reason.data or "") if asks else "",
        )


class ReopenForm(DecisionForm):
    """What was closed is open again."""

    makes = Reopen
    title = "Open it again"
    button = "Open it again"

    reason = Lines("Why?", [Needed("Please say why.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Only once it is closed."""
        return intake.closed_at is not None

    def decision(self, about: About) -> Decision:
        """Opened again."""
        return Reopen(self.reason.data or "")
