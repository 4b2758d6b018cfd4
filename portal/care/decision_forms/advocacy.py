"""Pages for a child's wish for an advocate: passed to a service, and what the service says."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, Line, Needed, OneOf, SomeOf
from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.conflicts import services_that_may_not
from portal.domain.decisions import Decision
from portal.domain.decisions.advocacy import NEWS, ReferralNews, SendReferral
from portal.domain.intake import Intake
from portal.domain.referral import current, who_for
from portal.domain.referral_steps import Shares, Step
from portal.domain.service_choice import choose_service

_SHARES: list[Choice] = [
    (Shares.WORDS, "What they told us", "As far as they have told it until now."),
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


class SendReferralForm(DecisionForm):
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
    shares = SomeOf("What the child agreed to share", choices=_SHARES)
    agreed = Line("How did they say yes?", description="Only where something is ticked.")

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where no service has it."""
        return current(intake) is None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today, and the service that the contracts and the child's own choice come to."""
        choice = choose_service(
            who_for(about.intake),
            about.today,
            about.services,
            not_these=services_that_may_not(about.intake, about.services),
            wished=about.intake.wish.service,
        )
        chosen = choice.service.key if choice.service else ""
        return {"passed_on": day_in_field(about.today), "service": chosen, "how": "At the desk"}

    def prepare(self, about: About) -> None:
        """The services of today, by their names of today; those that may not act say why."""
        may_not = services_that_may_not(about.intake, about.services)
        self.service.choices = [
            (one.key, one.name_on(about.today), may_not.get(one.key, "")) for one in _open(about)
        ]

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


def _open(about: About) -> list[AdvocacyService]:
    return [one for one in about.services if one.is_open_on(about.today)]


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
