"""Who has to do with a child's wish now, and may not: people decide what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.conflicts import (
    advocate_may_not_act,
    independent_person_may_not,
    person_may_not_be_independent,
    service_may_not_act,
)
from portal.domain.intake import Intake
from portal.domain.referral import Referral, current
from portal.domain.same_name import same_name
from portal.domain.staff import Role, StaffMember


class Part(StrEnum):
    """What somebody is in this case."""

    SERVICE = "service"
    """The service that has the child's wish now."""
    ADVOCATE = "advocate"
    """The advocate it named."""
    INDEPENDENT_PERSON = "independent_person"
    ACCOUNT = "account"
    """Somebody of that service who may not act, and can open what was passed to it."""


@dataclass(frozen=True, slots=True)
class StandingConflict:
    """Somebody, what they are in this case, and why they may not be, in a sentence."""

    part: Part
    who: str
    why: str


def standing_conflicts(
    intake: Intake, services: tuple[AdvocacyService, ...], people: Iterable[StaffMember]
) -> tuple[StandingConflict, ...]:
    """Everybody who became barred since they were chosen; empty where all is well.

    `people` is everybody with an account.
    """
    everybody = tuple(people)
    running = current(intake)
    found: list[StandingConflict] = []
    if running:
        found += _of_the_service(intake, running, services, everybody)
    return (*found, *_of_the_independent_person(intake, services, everybody))


def _of_the_service(
    intake: Intake,
    running: Referral,
    services: tuple[AdvocacyService, ...],
    people: tuple[StaffMember, ...],
) -> Iterator[StandingConflict]:
    service = service_named(running.service, services)
    if service and (why := service_may_not_act(intake, service)):
        yield StandingConflict(Part.SERVICE, running.name, why)
    if running.advocate and (why := advocate_may_not_act(intake, running.advocate, people)):
        yield StandingConflict(Part.ADVOCATE, running.advocate, why)
    for one in people:
        may_open = one.has(Role.ADVOCATE) and one.service == running.service
        if may_open and one.id not in intake.triage.barred and _is_recorded(intake, one.name):
            why = advocate_may_not_act(intake, one.name, people)
            yield StandingConflict(Part.ACCOUNT, one.name, why)


def _is_recorded(intake: Intake, name: str) -> bool:
    people = (one.name for one in intake.triage.may_not_act if not one.service)
    return any(same_name(one, name) for one in people)


def _of_the_independent_person(
    intake: Intake, services: tuple[AdvocacyService, ...], people: tuple[StaffMember, ...]
) -> Iterator[StandingConflict]:
    person = intake.triage.independent_person
    if person is None:
        return
    organisation = person.service or person.organisation
    why = person_may_not_be_independent(intake, person.name, people)
    why = why or independent_person_may_not(intake, organisation, services)
    if why:
        yield StandingConflict(Part.INDEPENDENT_PERSON, person.name, why)
