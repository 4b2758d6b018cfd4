"""Who may not speak up for this child: what was recorded, and what follows from the intake itself.

No organisation is both the child's advocate and their Independent Person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground
from portal.domain.referral import current
from portal.domain.staff import Role, StaffMember

REASONS = {
    Ground.SUBJECT: "The complaint is about them.",
    Ground.MANAGES_SUBJECT: "They manage somebody whom the complaint is about.",
    Ground.MANAGES_SERVICE: "They manage the service that the complaint is about.",
    Ground.CONTROLS_RESOURCES: "They control the money of the service that it is about.",
    Ground.CONSIDERS: "They consider the complaint, or may.",
    Ground.CHILD_OBJECTS: "The child said: not this person.",
}
IS_INDEPENDENT_PERSON = "They are the Independent Person in this case, and cannot be both."
IS_ADVOCATE = "They are the child's advocate in this case, and cannot be both."
MAY_BE_MEANT = (
    "The child said whom they do not want, and this may be them. Customer care must ask first."
)
# A shorter part of a name is in too many words to mean anybody.
_SHORTEST = 3


def service_may_not_act(intake: Intake, service: AdvocacyService) -> str:
    """Why this organisation may not be the child's advocate, in a sentence; "" where it may."""
    for one in intake.triage.may_not_act:
        if one.service == service.key or (not one.service and service.is_called(one.name)):
            return REASONS[one.ground]
    person = intake.triage.independent_person
    if person and _is_same(person.service, person.organisation, service):
        return IS_INDEPENDENT_PERSON
    return ""


def services_that_may_not(intake: Intake, services: tuple[AdvocacyService, ...]) -> dict[str, str]:
    """The keys of the services that may not act for this child, each with why."""
    found = {one.key: service_may_not_act(intake, one) for one in services}
    return {key: why for key, why in found.items() if why}


def independent_person_may_not(
    intake: Intake, organisation: str, services: tuple[AdvocacyService, ...]
) -> str:
    """Why nobody of this organisation may be Independent Person in this case; "" where they may.

    `organisation` is a service's key, or a name.
    """
    running = current(intake)
    advocates = service_named(running.service, services) if running else None
    if advocates and (organisation == advocates.key or advocates.is_called(organisation)):
        return IS_ADVOCATE
    return ""


def advocate_may_not_act(intake: Intake, name: str, people: Iterable[StaffMember]) -> str:
    """Why somebody of this name may not be the child's advocate, in a sentence; "" where they may.

    `people` is everybody with an account.
    """
    for one in intake.triage.may_not_act:
        if not one.service and same_name(one.name, name):
            return REASONS[one.ground]
    if _considers(intake, name, people):
        return REASONS[Ground.CONSIDERS]
    return MAY_BE_MEANT if _is_meant(intake, name) else ""


def same_name(one: str, other: str) -> bool:
    """Whether two names have the same parts, in whatever order and capitals."""
    return bool(_parts(one)) and _parts(one) == _parts(other)


def _considers(intake: Intake, name: str, people: Iterable[StaffMember]) -> bool:
    of_the_council = (one for one in people if not one.roles <= {Role.ADVOCATE})
    names = [intake.triage.passed_to_name, *(one.name for one in of_the_council)]
    return any(same_name(one, name) for one in names)


def _is_meant(intake: Intake, name: str) -> bool:
    said = set(_parts(f"{intake.wish.not_them} {intake.should_not_see}"))
    return any(len(part) >= _SHORTEST and part in said for part in _parts(name))


def _is_same(key: str, organisation: str, service: AdvocacyService) -> bool:
    return key == service.key or (not key and service.is_called(organisation))


def _parts(name: str) -> list[str]:
    return sorted(re.findall(r"\w+", name.casefold()))
