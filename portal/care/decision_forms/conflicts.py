"""Pages for who may not speak up for the child, and for the Independent Person of Stage Two."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, Line, Needed, OneOf, choices_of
from portal.domain.advocacy import AdvocacyService, Purpose
from portal.domain.conflicts import REASONS, independent_person_may_not, not_wanted
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.conflicts import (
    AppointIndependentPerson,
    Bar,
    MayAct,
    SomebodyElseIsMeant,
)
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import current
from portal.domain.taxonomy import Stage

GROUNDS = {
    Ground.SUBJECT: "The complaint is about them",
    Ground.MANAGES_SUBJECT: "They manage somebody whom it is about",
    Ground.MANAGES_SERVICE: "They manage the service that it is about",
    Ground.CONTROLS_RESOURCES: "They control the money of that service",
    Ground.CONSIDERS: "They consider the complaint, or may",
    Ground.CHILD_OBJECTS: "The child does not want them",
}
_SECOND, _OTHER = "second-provider", "another"


class BarForm(DecisionForm):
    """Somebody who may not be the child's advocate."""

    makes = Bar
    title = "Who may not act?"
    intro = (
        "Whoever you record here cannot be chosen as the child's advocate, whatever the order or"
        " the capitals of the name. Who has it already keeps it until you decide."
    )
    template = "care/may-not-act.html"

    service = OneOf("Who is it?")
    name = Line("Name", description="As whole as you know it. A nickname is yours to see.")
    ground = OneOf(
        "Why may they not?",
        [Needed("Please say why they may not.")],
        choices_of(Ground, {str(ground): text for ground, text in GROUNDS.items()}),
    )
    note = Line("Note")

    def prepare(self, about: About) -> None:
        """The services that customer care may mean."""
        named: list[Choice] = [
            (one.key, one.name_on(about.today), "The whole organisation") for one in about.services
        ]
        self.standing = _standing(about.intake)
        self.service.choices = [("", "Somebody else: write the name below"), *named]

    def decision(self, about: About) -> Decision:
        """They may not."""
        chosen = next((o for o in about.services if o.key == (self.service.data or "")), None)
        written = self.name.data or ""
        if chosen and written.strip():
            raise RefusedError("name", "Please choose an organisation or write a name, not both.")
        return Bar(
            name=chosen.name_on(about.today) if chosen else written,
            ground=Ground(self.ground.data or ""),
            service=chosen.key if chosen else "",
            note=self.note.data or "",
        )


class MayActForm(DecisionForm):
    """Somebody may act after all."""

    makes = MayAct
    title = "Who may act after all?"
    intro = "What was recorded stays in the history; from now on it keeps nobody out."

    which = OneOf("What does not stand any more?", [Needed("Please choose what does not stand.")])
    note = Line("Why not?", [Needed("Please say why it does not stand any more.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where something stands."""
        return bool(intake.triage.may_not_act)

    def prepare(self, about: About) -> None:
        """All that stands."""
        standing = enumerate(about.intake.triage.may_not_act)
        self.which.choices = [(str(n), one.name, GROUNDS[one.ground]) for n, one in standing]

    def decision(self, about: About) -> Decision:
        """That does not stand any more."""
        one: MayNotAct = about.intake.triage.may_not_act[int(self.which.data or "")]
        return MayAct(one.name, one.ground, self.note.data or "")


class SomebodyElseIsMeantForm(DecisionForm):
    """Customer care asked: it is somebody else of this name."""

    makes = SomebodyElseIsMeant
    title = "Is somebody else meant?"
    intro = (
        "Where an advocate has the name of somebody the child does not want, or of a colleague,"
        " the service cannot name them. Ask first; when it is somebody else, record it here."
    )
    template = "care/may-not-act.html"

    name = Line("The advocate's whole name", [Needed("Please write the whole name.")])
    asked_on = Day("Asked on", [Needed("Please say on which day.")])
    how = Line(
        "What was asked, and of whom?",
        [Needed("Please say what was asked, and of whom.")],
        description="It stands until the child says more of whom they do not want.",
    )

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where a service may name an advocate, or somebody is not wanted."""
        is_asked = bool(not_wanted(intake)) or bool(intake.triage.may_not_act)
        return is_asked or current(intake) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today."""
        return {"asked_on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """What was recorded of others."""
        self.standing = _standing(about.intake)

    def decision(self, about: About) -> Decision:
        """It was asked."""
        day = read_day("asked_on", self.asked_on.data)
        return SomebodyElseIsMeant(self.name.data or "", day, self.how.data or "")


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


def _standing(intake: Intake) -> list[tuple[str, str]]:
    """Who may not act, each with why, as pages say it."""
    return [(one.name, REASONS[one.ground]) for one in intake.triage.may_not_act]
