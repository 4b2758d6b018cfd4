"""Pages for what others outside have to do with it: advocacy, the Ombudsman, the case system."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, Line, Needed, OneOf, choices_of
from portal.domain.advocacy import AdvocacyService, Serves, services_for
from portal.domain.decisions import Decision
from portal.domain.decisions.outside import AskOmbudsman, PassToAdvocacy, SetCaseNumber
from portal.domain.intake import Intake
from portal.domain.taxonomy import OmbudsmanDecision, YesNo

_SERVES = {
    Serves.LOOKED_AFTER: "For children in care.",
    Serves.NOT_LOOKED_AFTER: "For children who are not in care.",
    Serves.ANYONE: "For every child.",
}


class AdvocacyForm(DecisionForm):
    """Which advocacy service the child's wish was passed to."""

    makes = PassToAdvocacy
    title = "Who speaks up for the child?"
    intro = "Pass on what the child wants passed on, and no more."

    service = OneOf("Service", [Needed("Please choose a service.")])
    passed_on = Day("Passed on, on", [Needed("Please say on which day.")])
    how = Line("How?", [Needed("Please say how it was passed on.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Not where the child said that they want none."""
        return intake.wants_advocate is not YesNo.NO

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last; else today, and the service where there is but one for them."""
        last = about.intake.triage.advocacy
        if last:
            on = day_in_field(last.passed_on)
            return {"service": last.service, "passed_on": on, "how": last.how}
        return {"passed_on": day_in_field(about.today), "service": _only(about)}

    def prepare(self, about: About) -> None:
        """The services of today, by their names of today."""
        choices: list[Choice] = [
            (one.key, one.name_on(about.today), _SERVES[one.serves]) for one in _open(about)
        ]
        self.service.choices = choices

    def decision(self, about: About) -> Decision:
        """Passed on."""
        return PassToAdvocacy(
            service=self.service.data or "",
            name=next(
                (s.name_on(about.today) for s in _open(about) if s.key == self.service.data), ""
            ),
            passed_on=read_day("passed_on", self.passed_on.data),
            how=self.how.data or "",
        )


def _every(about: About) -> tuple[AdvocacyService, ...]:
    return about.office.settings.advocacy_services


def _open(about: About) -> list[AdvocacyService]:
    return [one for one in _every(about) if one.is_open_on(about.today)]


def _only(about: About) -> str:
    """The one service that may speak up for this child; "" where people must choose."""
    fitting = services_for(about.intake.looked_after, about.today, _every(about))
    return fitting[0].key if len(fitting) == 1 else ""


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
