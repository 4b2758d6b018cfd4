"""What customer care, and the service itself, record about a child's wish for an advocate.

Each is one dated step; where the wish stands follows from them (portal.domain.referral).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.conflicts import advocate_may_not_act, service_may_not_act
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake, new_id
from portal.domain.names import LONGEST_NAME, can_be_shown, in_a_line
from portal.domain.referral import Referral, all_steps, asked_on, current
from portal.domain.referral_steps import Happened, Shares, Step, StepBy
from portal.domain.staff import Role

BY_SERVICE = frozenset({Role.OFFICER, Role.ADVOCATE})


def with_step(intake: Intake, step: Happened) -> Intake:
    """The intake with one more step."""
    steps = (*intake.triage.advocacy_steps, step)
    return replace(intake, triage=replace(intake.triage, advocacy_steps=steps))


def in_order(field: str, on: date, steps: Iterable[Happened]) -> None:
    """Refuse a day before what is known already.

    :raise RefusedError: one of these steps was on a later day.
    """
    last = max((one.on for one in steps), default=on)
    if on < last:
        raise RefusedError(field, f"That is before the last step, of {last:%-d %B %Y}.")


def after_what_was_done(field: str, on: date, intake: Intake) -> None:
    """Refuse a day before the last thing that happened; what a child was told of it is none.

    :raise RefusedError: something happened on a later day.
    """
    in_order(field, on, (one for one in all_steps(intake) if one.step is not Step.TOLD))


@dataclass(frozen=True, slots=True)
class SendReferral(Decision):
    """The child's wish passed to a service. `name` is what the service is called that day.

    `shares` is what the child agreed that the service is told, and `agreed` how they said so;
    without it the service is told their language, their name if given, and their safe contact.
    """

    kind: ClassVar[str] = "advocacy"
    label: ClassVar[str] = "Passed to an advocacy service"

    service: str = ""
    name: str = said("Service")
    passed_on: date | None = said("Passed on", None)
    how: str = said("How")
    shares: tuple[Shares, ...] = said("The child agreed to share", ())
    agreed: str = said("How they said so")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake in this service's hands."""
        if current(intake):
            raise RefusedError("", "A service has it already. Record first that it is over.")
        if asked_on(intake) is None:
            raise RefusedError("", "The child asks for no advocate. Record first that they do.")
        service = self._service(intake, by)
        on = day_said("passed_on", self.passed_on, intake, by)
        after_what_was_done("passed_on", on, intake)
        not_empty("how", self.how, "Please say how it was passed on.")
        if self.shares:
            not_empty("agreed", self.agreed, "Please say how the child said yes to that.")
        sent = Happened(
            Step.SENT,
            on,
            by.at,
            StepBy.CARE,
            referral=new_id(),
            service=service.key,
            name=service.name_on(on),
            note=self.agreed if self.shares else self.how,
            shares=self.shares,
        )
        return with_step(intake, sent)

    def _service(self, intake: Intake, by: By) -> AdvocacyService:
        service = service_named(self.service, by.services)
        if service is None or not service.is_open_on(by.today):
            raise RefusedError("service", "Please choose a service whose contract runs today.")
        if why := service_may_not_act(intake, service):
            raise RefusedError("service", f"{service.name_on(by.today)} may not: {why}")
        return service


NO_NAME = (
    f"Please type a name of at most {LONGEST_NAME} characters, without signs that cannot be seen."
)

# What a service says of a referral, in this order; HANDED_BACK and ENDED at any time.
NEWS = (Step.ACCEPTED, Step.NAMED, Step.MET, Step.HANDED_BACK, Step.ENDED)


@dataclass(frozen=True, slots=True)
class ReferralNews(Decision):
    """What a service says: that it accepts, who the advocate is, that they met, that it is over.

    By somebody of the service, or by customer care who were told. `note` is the reason where it is
    handed back.
    """

    kind: ClassVar[str] = "advocacy-news"
    label: ClassVar[str] = "News from the advocacy service"
    decided_by: ClassVar[frozenset[Role]] = BY_SERVICE
    on_closed: ClassVar[bool] = True

    step: Step = said("What", Step.ACCEPTED)
    on: date | None = said("On", None)
    advocate: str = said("Advocate")
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with this step."""
        running = current(intake)
        if running is None:
            raise RefusedError("", "No service has it now.")
        on = day_said("on", self.on, intake, by)
        if on < running.sent.on:
            raise RefusedError("on", "That is before it was passed to the service.")
        if on < running.last_on:
            last = f"{running.last_on:%-d %B %Y}"
            raise RefusedError("on", f"That is before what the service did last, on {last}.")
        self._refuse(intake, running, by)
        happened = Happened(
            self.step,
            on,
            by.at,
            _whose(by),
            referral=running.id,
            service=running.service,
            name=running.name,
            advocate=in_a_line(self.advocate) if self.step is Step.NAMED else "",
            note=self.note,
        )
        return with_step(intake, happened)

    def _refuse(self, intake: Intake, running: Referral, by: By) -> None:
        if self.step not in NEWS:
            raise RefusedError("step", "Please choose what the service said.")
        if self.step is Step.ACCEPTED and running.accepted_on:
            raise RefusedError("", "It is accepted already.")
        if self.step is Step.HANDED_BACK:
            not_empty("note", self.note, "Please say why it is handed back.")
        if self.step is Step.NAMED:
            self._refuse_name(intake, by)
        if self.step is Step.MET and not running.named_on:
            raise RefusedError("", "First say who the advocate is.")
        if self.step is Step.MET and running.met_on:
            raise RefusedError("", "It is recorded already that they met.")

    def _refuse_name(self, intake: Intake, by: By) -> None:
        not_empty("advocate", self.advocate, "Please give the advocate's name.")
        if not can_be_shown(self.advocate):
            raise RefusedError("advocate", NO_NAME)
        if why := advocate_may_not_act(intake, self.advocate, by.people):
            raise RefusedError("advocate", why)


def _whose(by: By) -> StepBy:
    me = next((one for one in by.people if one.id == by.staff_id), None)
    return StepBy.SERVICE if me and me.has(Role.ADVOCATE) else StepBy.CARE


def part_now(intake: Intake) -> dict[str, Any]:
    """The fields of a step that say to which service's part it belongs."""
    part = current(intake)
    if part is None:
        return {}
    return {"referral": part.id, "service": part.service, "name": part.name}


def both(how: str, note: str) -> str:
    """How it happened, and what is to say of it."""
    return f"{how}: {note}" if note.strip() else how
