"""What the record says of an advocate, and of who told us: the names are the contract's."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.intake import AdvocateWish, Intake
from portal.domain.may_not_act import IndependentPerson, MayNotAct
from portal.domain.record_parts import Json, at, day, or_null
from portal.domain.referral import all_steps, current, status
from portal.domain.referral_steps import Happened
from portal.domain.submitter import Submitter


@dataclass(frozen=True, slots=True)
class NamedService:
    """An advocacy service under the name it had on the day of receipt."""

    key: str
    name: str


def advocacy_part(intake: Intake, services: tuple[NamedService, ...]) -> Json:
    """The wish, where it stands, and every step with its day, the child's own request first."""
    running = current(intake)
    return {
        "wanted": intake.wants_advocate or "not_asked",
        "asked_at": at(intake.advocate_asked_at),
        "services": [{"key": service.key, "name": service.name} for service in services],
        "status": status(intake),
        "service": running.service if running else None,
        "service_name": (running.name if running else "") or None,
        "advocate": (running.advocate if running else "") or None,
        "wish": _wish(intake.wish),
        "steps": [_step(step) for step in all_steps(intake)],
    }


def _wish(wish: AdvocateWish) -> Json:
    return {
        "service": wish.service or None,
        "not_them": wish.not_them or None,
        "someone_they_trust": wish.trusted,
        "who_they_trust": wish.trusted_who or None,
    }


def _step(step: Happened) -> Json:
    return {
        "step": step.step,
        "on": day(step.on),
        "recorded_at": at(step.at),
        "by": step.by,
        "referral": step.referral or None,
        "service": step.service or None,
        "service_name": step.name or None,
        "advocate": step.advocate or None,
        "shares": list(step.shares),
        "note": step.note or None,
    }


def submitter_part(submitter: Submitter | None) -> Json | None:
    """Who told us; null where it was the child, or customer care wrote it down."""
    return or_null(_submitter, submitter)


def _submitter(found: Submitter) -> Json:
    return {
        "relation": found.relation,
        "name": found.name or None,
        "organisation": found.organisation or None,
        "contact": found.contact or None,
        "service": found.service or None,
        "child_knows": found.child_knows,
        "child_agrees": found.child_agrees,
        "how_known": found.how_known or None,
        "words_of": found.words_of,
    }


def may_not_act(found: MayNotAct) -> Json:
    """Somebody who may not speak up for this child."""
    return {"ground": found.ground, "name": found.name or None, "service": found.service or None}


def independent_person(found: IndependentPerson) -> Json:
    """Who watches over Stage Two."""
    return {
        "name": found.name or None,
        "organisation": found.organisation or None,
        "service": found.service or None,
        "appointed_on": day(found.appointed_on),
    }
