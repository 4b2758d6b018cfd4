"""The page for the Independent Person of Stage Two: never of the organisation of the advocate."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Needed, OneOf
from portal.domain.advocacy import AdvocacyService, Purpose
from portal.domain.conflicts import independent_person_may_not
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.conflicts import AppointIndependentPerson
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage

_SECOND, _OTHER = "second-provider", "another"


class IndependentPersonForm(DecisionForm):
    """Who watches over Stage Two."""

    makes = AppointIndependentPerson
    title = "Who is the Independent Person?"
    intro = (
        "Neither a member nor an officer of the council, and of no organisation that is or was the"
        " child's advocate."
    )
    template = "care/independent-person.html"

    name = Line("Name", [Needed("Please give the Independent Person's name.")])
    organisation = OneOf("Of which organisation?", [Needed("Please say of which organisation.")])
    other = Line("The other organisation", description="Only where none of these is theirs.")
    appointed_on = Day("Appointed on", [Needed("Please say on which day.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """At Stage Two alone."""
        return intake.triage.stage is Stage.TWO

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Who it is now; else today."""
        now = about.intake.triage.independent_person
        if now is None:
            return {"appointed_on": day_in_field(about.today)}
        known = [key for key, name in _providers(about) if now.service == key]
        is_second = now.organisation == about.office.settings.second_independent_person
        offered = _SECOND if is_second else known[0] if known else _OTHER
        return {
            "name": now.name,
            "organisation": offered,
            "other": now.organisation if offered == _OTHER else "",
            "appointed_on": day_in_field(now.appointed_on),
        }

    def prepare(self, about: About) -> None:
        """Who provides Independent Persons; those that may not say why."""
        second = about.office.settings.second_independent_person
        named = [*_providers(about), *([(_SECOND, second)] if second else [])]
        self.organisation.choices = [
            *((key, name, _why_not(about, key, name)) for key, name in named),
            (_OTHER, "Another organisation: write it below"),
        ]
        self.second, self.ask = second, about.office.settings.advocacy_contact

    def decision(self, about: About) -> Decision:
        """They are appointed."""
        chosen, written = self.organisation.data or "", self.other.data or ""
        if chosen != _OTHER and written.strip():
            raise RefusedError("other", "Please choose an organisation or write one, not both.")
        if chosen == _OTHER and not written.strip():
            raise RefusedError("other", "Please write the name of the organisation.")
        why = independent_person_may_not(about.intake, written, about.services)
        if chosen == _OTHER and why:
            raise RefusedError("other", f"{written} may not: {why}")
        names = {**dict(_providers(about)), _OTHER: written, _SECOND: self.second}
        return AppointIndependentPerson(
            name=self.name.data or "",
            organisation=names[chosen],
            appointed_on=read_day("appointed_on", self.appointed_on.data),
        )


def _providers(about: About) -> list[tuple[str, str]]:
    return [(one.key, one.name_on(about.today)) for one in about.services if _provides(one, about)]


def _provides(one: AdvocacyService, about: About) -> bool:
    return one.is_open_on(about.today, Purpose.INDEPENDENT_PERSON)


def _why_not(about: About, key: str, name: str) -> str:
    organisation = name if key == _SECOND else key
    return independent_person_may_not(about.intake, organisation, about.services)
