"""Pages for a child's wish for an advocate: passed to a service, and what the service says."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.about_advocates import (
    AboutAdvocates,
    chosen_for,
    handed_back,
    services_of_today,
    why_this_one,
)
from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, Line, Needed, OneOf, SomeOf
from portal.domain.advocacy import areas_of, service_named
from portal.domain.decisions import Decision
from portal.domain.decisions.advocacy import NEWS, ReferralNews, SendReferral
from portal.domain.decisions.fall_back import DecideArea
from portal.domain.intake import Intake
from portal.domain.referral import asked_on, current
from portal.domain.referral_steps import Shares, Step
from portal.domain.service_choice import Reason

SHARES: list[Choice] = [
    (Shares.WORDS, "What they told us", "As far as they have told it until then."),
    (Shares.DESIRED_OUTCOME, "What would make it better"),
    (Shares.AGE, "How old they are"),
    (Shares.LOOKED_AFTER, "Whether they live in care"),
    (Shares.FEELS_SAFE, "Whether they feel safe"),
]
_NEWS = {
    Step.ACCEPTED: "They accept it",
    Step.NAMED: "Who the advocate is",
    Step.MET: "The advocate and the child met, or spoke, for the first time",
    Step.HANDED_BACK: "They hand it back",
    Step.ENDED: "The advocate's work is done",
}


class SendReferralForm(AboutAdvocates):
    """Which advocacy service the child's wish is passed to, and what it is told."""

    makes = SendReferral
    title = "Who speaks up for the child?"
    intro = (
        "The service is told the child's language, their name if they gave one, and how to reach"
        " them safely. Tick more only where the child said yes to it."
    )

    service = OneOf("Service", [Needed("Please choose a service.")])
    passed_on = Day("Passed on, on", [Needed("Please say on which day.")])
    how = Line("How?", [Needed("Please say how it was passed on.")])
    shares = SomeOf("What the child agreed to share", choices=SHARES)
    agreed = Line("How did they say yes?", description="Only where something is ticked.")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where they ask for one, and no service has it."""
        return asked_on(intake) is not None and current(intake) is None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today, and the service that the contracts and the child's own choice come to.

        One that handed it back is never chosen again by itself.
        """
        chosen = chosen_for(about).service
        service = chosen.key if chosen and not handed_back(about, chosen) else ""
        return {"passed_on": day_in_field(about.today), "service": service, "how": "At the desk"}

    def prepare(self, about: About) -> None:
        """The services of today, which one it is, and why."""
        chosen = chosen_for(about)
        self.service.choices = services_of_today(about)
        self.first = why_this_one(about, chosen)
        if chosen.reason is Reason.AREA_NOT_KNOWN:
            self.more = ((DecideArea.kind, "Say where the child lives"),)

    def decision(self, about: About) -> Decision:
        """Passed on."""
        service = service_named(self.service.data or "", about.services)
        return SendReferral(
            service=self.service.data or "",
            name=service.name_on(about.today) if service else "",
            passed_on=read_day("passed_on", self.passed_on.data),
            how=self.how.data or "",
            shares=tuple(map(Shares, self.shares.data or [])),
            agreed=self.agreed.data or "",
        )


class ReferralNewsForm(DecisionForm):
    """What the service said, where it told customer care and did not write it down itself."""

    makes = ReferralNews
    title = "What did the advocacy service say?"

    step = OneOf(
        "What?",
        [Needed("Please choose what they said.")],
        choices=[(step, _NEWS[step]) for step in NEWS],
    )
    on = Day("On", [Needed("Please say on which day.")])
    advocate = Line("The advocate's name", description="Where they say who it is.")
    note = Line("Note", description="Where they hand it back: why.")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where a service has it."""
        return current(intake) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today."""
        return {"on": day_in_field(about.today)}

    def decision(self, about: About) -> Decision:
        """The news."""
        return ReferralNews(
            step=Step(self.step.data or ""),
            on=read_day("on", self.on.data),
            advocate=self.advocate.data or "",
            note=self.note.data or "",
        )


class AreaForm(DecisionForm):
    """Where the child lives, where a contract turns on it."""

    makes = DecideArea
    title = "Where does the child live?"
    intro = "Contracts with advocacy services name these areas."

    area = OneOf("Area")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Until a service has it; the intake's page leads here only where contracts name areas."""
        return current(intake) is None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What is known."""
        return {"area": about.intake.triage.area}

    def prepare(self, about: About) -> None:
        """The areas of today's contracts."""
        areas = areas_of(about.services, about.today)
        self.area.choices = [*((one, one) for one in areas), ("", "Not known")]

    def decision(self, about: About) -> Decision:
        """The area."""
        return DecideArea(self.area.data or "")

    @classmethod
    def leads_to(cls, decision: Decision) -> str | None:
        """To the service, which may turn on it; where nobody asks for one that page says so."""
        return SendReferral.kind
