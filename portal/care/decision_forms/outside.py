"""Pages for what others outside have to do with it: the Ombudsman, the case system."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Needed, OneOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.outside import AskOmbudsman, SetCaseNumber
from portal.domain.taxonomy import OmbudsmanDecision


class OmbudsmanForm(DecisionForm):
    """That the Ombudsman was asked, and what they decided."""

    makes = AskOmbudsman
    title = "Was the Ombudsman asked?"

    contacted_on = Day("Asked on", [Needed("Please say on which day.")])
    decided = OneOf(
        "What did the Ombudsman decide?",
        choices=[*choices_of(OmbudsmanDecision), ("", "We do not know yet")],
    )

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was said last."""
        last = about.intake.triage.ombudsman
        if last is None:
            return {}
        return {"contacted_on": day_in_field(last.contacted_on), "decided": last.decision or ""}

    def decision(self, about: About) -> Decision:
        """The Ombudsman's part."""
        decided = self.decided.data
        return AskOmbudsman(
            read_day("contacted_on", self.contacted_on.data),
            OmbudsmanDecision(decided) if decided else None,
        )


class CaseNumberForm(DecisionForm):
    """The child's number in the council's case system."""

    makes = SetCaseNumber
    title = "The child's number in the case system"
    intro = "Look it up yourself: the child is never asked for it."

    case_number = Line(
        "Case number",
        description="What the case system knows already is then not asked again. Empty: none.",
    )

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """The number as it is."""
        return {"case_number": about.intake.triage.case_number}

    def decision(self, about: About) -> Decision:
        """The number."""
        return SetCaseNumber(self.case_number.data or "")
