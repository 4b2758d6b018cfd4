"""What a child is offered of an advocate, agrees that their service is told, and was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.advocate_wait import not_told_yet
from portal.domain.conflicts import service_may_not_act
from portal.domain.decisions.advocacy import both, in_order, part_now, with_step
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.referral import advocacy_began_on, all_steps, current
from portal.domain.referral_steps import Happened, Shares, Step, StepBy


@dataclass(frozen=True, slots=True)
class OfferAdvocate(Decision):
    """The child was told that they may have an advocate: it is the authority's duty to offer one.

    `services` are the keys of those that were named, `names` what they are called that day.
    """

    kind: ClassVar[str] = "advocacy-offer"
    label: ClassVar[str] = "Advocate offered"

    services: tuple[str, ...] = ()
    names: tuple[str, ...] = said("Services named", ())
    on: date | None = said("On", None)
    how: str = said("How")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, offered one."""
        if current(intake):
            raise RefusedError("", "A service has it already.")
        on = day_said("on", self.on, intake, by)
        in_order("on", on, intake.triage.advocacy_steps)
        names = self._names(intake, by, on)
        not_empty("how", self.how, "Please say how the child was told.")
        key = self.services[0] if len(self.services) == 1 else ""
        step = Happened(Step.OFFERED, on, by.at, StepBy.CARE, service=key, name=names)
        return with_step(intake, replace(step, note=self.how))

    def _names(self, intake: Intake, by: By, on: date) -> str:
        if not self.services:
            raise RefusedError("services", "Please say which services were named.")
        known = {one.key: one for one in by.services if one.is_open_on(on)}
        if not known.keys() >= set(self.services):
            raise RefusedError("services", "Please choose services whose contract ran that day.")
        for key in self.services:
            if why := service_may_not_act(intake, known[key]):
                raise RefusedError("services", f"{known[key].name_on(on)} may not: {why}")
        return ", ".join(known[key].name_on(on) for key in self.services)


@dataclass(frozen=True, slots=True)
class ShareMore(Decision):
    """What the child agrees now that their service is told, more or less than before.

    It stands in place of what they agreed before. With WORDS: all that was said until that day.
    """

    kind: ClassVar[str] = "advocacy-share"
    label: ClassVar[str] = "What the service is told"
    on_closed: ClassVar[bool] = True

    on: date | None = said("The child said so on", None)
    shares: tuple[Shares, ...] = said("May be told", ())
    how: str = said("How they said so")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, of which the service reads this from now on."""
        if current(intake) is None:
            raise RefusedError("", "No service has it now.")
        on = day_said("on", self.on, intake, by)
        theirs = [one for one in all_steps(intake) if one.step in (Step.SENT, Step.SHARED)]
        in_order("on", on, theirs)
        not_empty("how", self.how, "Please say how the child said so.")
        step = Happened(Step.SHARED, on, by.at, StepBy.CHILD, shares=self.shares, note=self.how)
        return with_step(intake, replace(step, **part_now(intake)))


@dataclass(frozen=True, slots=True)
class ToldHowItStands(Decision):
    """The child was told how it stands: what a service said, or that nobody said anything yet."""

    kind: ClassVar[str] = "advocacy-told"
    label: ClassVar[str] = "The child was told about an advocate"
    on_closed: ClassVar[bool] = True

    on: date | None = said("On", None)
    how: str = said("How")
    note: str = said("What they were told")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, of which the child knows."""
        if advocacy_began_on(intake) is None:
            raise RefusedError("", "Nothing was done about an advocate yet.")
        on, news = day_said("on", self.on, intake, by), not_told_yet(intake)
        if news and on < news.on:
            raise RefusedError("on", "That is before it happened.")
        not_empty("how", self.how, "Please say how they were told.")
        note = both(self.how, self.note)
        return with_step(intake, Happened(Step.TOLD, on, by.at, StepBy.CARE, note=note))
