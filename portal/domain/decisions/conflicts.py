"""Who may not speak up for the child, and who is Independent Person at Stage Two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.advocacy import service_named
from portal.domain.conflicts import (
    REASONS,
    independent_person_may_not,
    not_wanted,
    person_may_not_be_independent,
    service_called,
)
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct, NotMeant
from portal.domain.names import in_a_line
from portal.domain.same_name import is_part_of, same_name
from portal.domain.taxonomy import Stage


def barring(intake: Intake, one: MayNotAct) -> Intake:
    """The intake with this one among those who may not act, once.

    Whoever was cleared by a name like theirs is asked about again.
    """
    decided = intake.triage
    known = decided.may_not_act
    cleared = tuple(m for m in decided.not_meant if not is_part_of(m.name, one.name))
    barred = known if one in known else (*known, one)
    return replace(intake, triage=replace(decided, may_not_act=barred, not_meant=cleared))


@dataclass(frozen=True, slots=True)
class Bar(Decision):
    """A person or an organisation that may not be the child's advocate; several can stand.

    `service` is the key of an advocacy service, "" where `name` was written. Nothing happens to
    who has it already: people decide, and the intake's page says so.
    """

    kind: ClassVar[str] = "may-not-act"
    label: ClassVar[str] = "Who may not act"
    on_closed: ClassVar[bool] = True

    name: str = said("Who")
    ground: Ground | None = said("Why", None)
    service: str = ""
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with them among those who may not."""
        one = self._whom(by)
        decided = intake.triage
        if any(
            _is_same(one, other) and one.ground is other.ground for other in decided.may_not_act
        ):
            raise RefusedError("", "That is recorded already.")
        return barring(intake, one)

    def _whom(self, by: By) -> MayNotAct:
        if self.ground is None:
            raise RefusedError("ground", "Please say why they may not.")
        if self.service:
            service = service_named(self.service, by.services)
            if service is None:
                raise RefusedError("service", "Please choose one of these.")
            return MayNotAct(self.ground, service.name_on(by.today), service.key)
        not_empty("name", self.name, "Please say who may not.")
        known = service_called(self.name, by.services)
        return MayNotAct(self.ground, in_a_line(self.name), known.key if known else "")


@dataclass(frozen=True, slots=True)
class MayAct(Decision):
    """What was recorded of somebody is taken away again, with the reason."""

    kind: ClassVar[str] = "may-act"
    label: ClassVar[str] = "May act after all"
    on_closed: ClassVar[bool] = True

    name: str = said("Who")
    ground: Ground | None = said("No longer", None)
    note: str = said("Why not any more")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake without that."""
        not_empty("note", self.note, "Please say why it does not stand any more.")
        decided = intake.triage
        left = tuple(
            one for one in decided.may_not_act if (one.name, one.ground) != (self.name, self.ground)
        )
        if left == decided.may_not_act:
            raise RefusedError("which", "That does not stand. Please choose one that does.")
        return replace(intake, triage=replace(decided, may_not_act=left))


@dataclass(frozen=True, slots=True)
class SomebodyElseIsMeant(Decision):
    """Customer care asked whom the child means, or who this is: another of the same name.

    It lifts what follows from a name alone, until the child says more of whom they do not want.
    """

    kind: ClassVar[str] = "not-meant"
    label: ClassVar[str] = "Asked: somebody else is meant"
    on_closed: ClassVar[bool] = True

    name: str = said("Who may act")
    asked_on: date | None = said("Asked on", None)
    how: str = said("What was asked, and of whom")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake in which this name is not one that the child spoke of."""
        not_empty("name", self.name, "Please write the whole name.")
        on = day_said("asked_on", self.asked_on, intake, by)
        not_empty("how", self.how, "Please say what was asked, and of whom.")
        decided = intake.triage
        for one in decided.may_not_act:
            if same_name(one.name, self.name):
                why = REASONS[one.ground]
                raise RefusedError("name", f"This name is recorded: {why} First take that away.")
        others = tuple(one for one in decided.not_meant if not same_name(one.name, self.name))
        asked = NotMeant(in_a_line(self.name), on, not_wanted(intake))
        return replace(intake, triage=replace(decided, not_meant=(*others, asked)))


@dataclass(frozen=True, slots=True)
class AppointIndependentPerson(Decision):
    """Who watches over Stage Two: of no organisation that is or was the child's advocate.

    `organisation` is one of its names, also of a service that we know.
    """

    kind: ClassVar[str] = "independent-person"
    label: ClassVar[str] = "Independent Person"

    name: str = said("Name")
    organisation: str = said("Organisation")
    appointed_on: date | None = said("Appointed on", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with them."""
        if intake.triage.stage is not Stage.TWO:
            raise RefusedError("", "Only Stage Two has an Independent Person.")
        not_empty("name", self.name, "Please give the Independent Person's name.")
        if why := person_may_not_be_independent(intake, self.name, by.people):
            raise RefusedError("name", why)
        not_empty("organisation", self.organisation, "Please say of which organisation they are.")
        organisation, known = (
            in_a_line(self.organisation),
            service_called(self.organisation, by.services),
        )
        if why := independent_person_may_not(intake, organisation, by.services):
            raise RefusedError("organisation", f"{organisation} may not: {why}")
        on = day_said("appointed_on", self.appointed_on, intake, by)
        key = known.key if known else ""
        person = IndependentPerson(in_a_line(self.name), organisation, key, on)
        return replace(intake, triage=replace(intake.triage, independent_person=person))


def _is_same(one: MayNotAct, other: MayNotAct) -> bool:
    if one.service or other.service:
        return one.service == other.service
    return same_name(one.name, other.name)
