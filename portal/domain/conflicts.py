"""Who may not speak up for this child: what was recorded, and what follows from the intake itself.

No organisation is both the child's advocate and their Independent Person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground
from portal.domain.referral import referrals
from portal.domain.same_name import (
    is_named_in,
    is_part_of,
    parts_of,
    same_name,
    same_organisation,
    words_in,
)
from portal.domain.staff import Role, StaffMember
from portal.domain.submitter import Relation

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
WORKS_FOR_COUNCIL = (
    "They work for the council. An Independent Person is neither a member nor an officer of it."
)
MAY_BE_MEANT = (
    "The child said whom they do not want, and this may be them. Customer care must ask first."
)
MAY_BE_RECORDED = (
    "Somebody of a name like this may not act in this case, and this may be them."
    " Customer care must ask first."
)
# A shorter part of a name is in too many words to mean anybody.
_SHORTEST = 3


def service_called(name: str, services: Iterable[AdvocacyService]) -> AdvocacyService | None:
    """The service of this name, past or present, however it is written; None where it is none's."""
    return next((one for one in services if same_organisation(name, _names(one))), None)


def service_may_not_act(intake: Intake, service: AdvocacyService) -> str:
    """Why this organisation may not be the child's advocate, in a sentence; "" where it may."""
    for one in intake.triage.may_not_act:
        if _is(service, one.service, one.name):
            return REASONS[one.ground]
    person = intake.triage.independent_person
    if person and _is(service, person.service, person.organisation):
        return IS_INDEPENDENT_PERSON
    if is_named_in(not_wanted(intake), _names(service)) and not _was_asked_of(intake, service):
        return MAY_BE_MEANT
    return ""


def services_that_may_not(intake: Intake, services: tuple[AdvocacyService, ...]) -> dict[str, str]:
    """The keys of the services that may not act for this child, each with why."""
    found = {one.key: service_may_not_act(intake, one) for one in services}
    return {key: why for key, why in found.items() if why}


def independent_person_may_not(
    intake: Intake, organisation: str, services: tuple[AdvocacyService, ...]
) -> str:
    """Why nobody of this organisation may be Independent Person in this case; "" where they may.

    `organisation` is a service's key, or a name. Whoever ever named an advocate for this child,
    told us for them as one, or has them now, is the advocate's.
    """
    known = [one for one in services if _is(one, organisation, organisation)]
    for key, name in _advocates_organisations(intake):
        of_it = service_named(key, services)
        said = [organisation, *(name for one in known for name in _names(one))]
        names = [name, *(_names(of_it) if of_it else ())]
        if key in {organisation, *(one.key for one in known)} - {""}:
            return IS_ADVOCATE
        if any(same_organisation(one, names) for one in said):
            return IS_ADVOCATE
    for bar in intake.triage.may_not_act:
        if any(_is(one, bar.service, bar.name) for one in known) or (
            not bar.service and same_organisation(organisation, [bar.name])
        ):
            return REASONS[bar.ground]
    return ""


def person_may_not_be_independent(intake: Intake, name: str, people: Iterable[StaffMember]) -> str:
    """Why somebody of this name may not be Independent Person, in a sentence; "" where they may.

    `people` is everybody with an account; an advocate's is no account of the council.
    """
    for one in intake.triage.may_not_act:
        if not one.service and same_name(one.name, name):
            return REASONS[one.ground]
    if any(same_name(name, advocate) for advocate in _advocates(intake)):
        return IS_ADVOCATE
    here = (one for one in people if _is_of_the_council(one) and one.left_at is None)
    return WORKS_FOR_COUNCIL if any(same_name(name, one.name) for one in here) else ""


def advocate_may_not_act(intake: Intake, name: str, people: Iterable[StaffMember]) -> str:
    """Why somebody of this name may not be the child's advocate, in a sentence; "" where they may.

    `people` is everybody with an account. What follows from a name alone is lifted once customer
    care asked, and it is somebody else (`Triage.not_meant`); what was recorded of them is not.
    """
    for one in intake.triage.may_not_act:
        if not one.service and same_name(one.name, name):
            return REASONS[one.ground]
    person = intake.triage.independent_person
    if person and same_name(person.name, name):
        return IS_INDEPENDENT_PERSON
    if was_asked_about(intake, name):
        return ""
    return _follows_from_the_name(intake, name, tuple(people))


def was_asked_about(intake: Intake, name: str) -> bool:
    """Whether customer care asked since the child last spoke of it: another of this name."""
    said = not_wanted(intake)
    return any(same_name(one.name, name) and one.said == said for one in intake.triage.not_meant)


def not_wanted(intake: Intake) -> str:
    """Whom the child does not want, in their own words, however they came to say it."""
    said = (intake.wish.not_them, intake.should_not_see)
    return "\n".join(one for one in said if one.strip())


def _follows_from_the_name(intake: Intake, name: str, people: tuple[StaffMember, ...]) -> str:
    barred = (one for one in people if one.id in intake.triage.barred)
    if any(same_name(one.name, name) for one in barred):
        return REASONS[Ground.CHILD_OBJECTS]
    if _considers(intake, name, people):
        return REASONS[Ground.CONSIDERS]
    recorded = (one.name for one in intake.triage.may_not_act if not one.service)
    if any(is_part_of(one, name) for one in recorded):
        return MAY_BE_RECORDED
    return MAY_BE_MEANT if _is_meant(intake, name) else ""


def _considers(intake: Intake, name: str, people: tuple[StaffMember, ...]) -> bool:
    """Whether a colleague has this name: who left counts only where this intake was theirs."""
    theirs = {intake.triage.assigned_to, intake.triage.passed_to}
    may = (one for one in people if one.left_at is None or one.id in theirs)
    names = [intake.triage.passed_to_name, *(one.name for one in may if _is_of_the_council(one))]
    return any(same_name(one, name) for one in names)


def _is_meant(intake: Intake, name: str) -> bool:
    said = set(words_in(not_wanted(intake)))
    parts = parts_of(name)
    long_enough = [part for part in parts if len(part) >= _SHORTEST]
    # Who has none but short parts (Bo Li) is meant where all of them were said.
    whole = bool(parts) and not long_enough and set(parts) <= said
    return whole or any(part in said for part in long_enough)


def _is_of_the_council(one: StaffMember) -> bool:
    return not one.roles <= {Role.ADVOCATE}


def _advocates(intake: Intake) -> Iterator[str]:
    """The names of all who speak or spoke up for this child."""
    yield from (one.advocate for one in intake.triage.advocacy_steps if one.advocate)
    if intake.submitter and intake.submitter.relation is Relation.ADVOCATE:
        yield intake.submitter.name


def _advocates_organisations(intake: Intake) -> Iterator[tuple[str, str]]:
    """Key and name of each service that is or was the child's advocate."""
    for part in referrals(intake.triage.advocacy_steps):
        if part.is_open or part.named_on:
            yield part.service, part.name
    if intake.submitter and intake.submitter.relation is Relation.ADVOCATE:
        yield intake.submitter.service, intake.submitter.organisation


def _was_asked_of(intake: Intake, service: AdvocacyService) -> bool:
    return any(was_asked_about(intake, name) for name in _names(service))


def _names(service: AdvocacyService) -> list[str]:
    return [dated.name for dated in service.names]


def _is(service: AdvocacyService, key: str, name: str) -> bool:
    """Whether a recorded key, or else name, is this service."""
    return key == service.key or same_organisation(name, _names(service))
