"""Where no service comes in time: the fall-back, and where the child lives, which may decide it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.advocacy import areas_of
from portal.domain.advocate_wait import waits_since
from portal.domain.conflicts import advocate_may_not_act
from portal.domain.deadlines import ADVOCATE_DAYS
from portal.domain.decisions.advocacy import after_what_was_done, with_step
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.names import in_a_line
from portal.domain.referral import current
from portal.domain.referral_steps import Happened, Step, StepBy


@dataclass(frozen=True, slots=True)
class UseFallBack(Decision):
    """The child was put in touch with the named fall-back, as no service said yes in time.

    `reason`: why before the two working days are over; "" once they are.
    """

    kind: ClassVar[str] = "advocacy-fall-back"
    label: ClassVar[str] = "Put in touch with the fall-back"

    name: str = said("Fall-back")
    on: date | None = said("On", None)
    how: str = said("How")
    reason: str = said("Before the two working days are over, because")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, whose child waits no more."""
        since = waits_since(intake)
        if since is None:
            raise RefusedError("", "No child waits for an advocate here.")
        if by.today <= by.days.add(since, ADVOCATE_DAYS):
            why = "The two working days are not over: please say why it cannot wait."
            not_empty("reason", self.reason, why)
        not_empty("name", self.name, "Please say who the fall-back is.")
        if why := advocate_may_not_act(intake, self.name, by.people):
            raise RefusedError("name", why)
        on = day_said("on", self.on, intake, by)
        after_what_was_done("on", on, intake)
        not_empty("how", self.how, "Please say how the child was put in touch.")
        return with_step(intake, self._step(intake, by, on))

    def _step(self, intake: Intake, by: By, on: date) -> Happened:
        running = current(intake)
        return Happened(
            Step.FALL_BACK,
            on,
            by.at,
            StepBy.CARE,
            referral=running.id if running else "",
            advocate=in_a_line(self.name),
            note=f"{self.how}: {self.reason}" if self.reason.strip() else self.how,
        )


@dataclass(frozen=True, slots=True)
class DecideArea(Decision):
    """Where the child lives, in the words of the contracts with services; "": not known."""

    kind: ClassVar[str] = "area"
    label: ClassVar[str] = "Where the child lives"

    area: str = said("Area")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it."""
        if self.area and self.area not in areas_of(by.services, by.today):
            raise RefusedError("area", "Please choose an area that a contract names.")
        return replace(intake, triage=replace(intake.triage, area=self.area))
