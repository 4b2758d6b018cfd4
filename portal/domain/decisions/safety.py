"""What runs beside a complaint and never in its place: safeguarding, and data protection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.triage import DataProtection, Told


@dataclass(frozen=True, slots=True)
class Safeguard(Decision):
    """Who was told of a danger, and when. The complaint stays as it is; there may be several."""

    kind: ClassVar[str] = "safeguarding"
    label: ClassVar[str] = "Safeguarding"
    on_closed: ClassVar[bool] = True

    who: str = said("Told")
    told_at: datetime | None = said("When", None)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with one more who was told."""
        not_empty("who", self.who, "Please say who was told.")
        if self.told_at is None:
            raise RefusedError("told_at", "Please say on which day, and when.")
        if self.told_at > by.at:
            raise RefusedError("told_at", "That time is still to come.")
        # What is typed has no seconds.
        if self.told_at < intake.received_at.replace(second=0, microsecond=0):
            raise RefusedError("told_at", "That is before it came to us.")
        told = (*intake.triage.safeguarding, Told(self.who, self.told_at, self.note))
        return replace(intake, triage=replace(intake.triage, safeguarding=told))


@dataclass(frozen=True, slots=True)
class ProtectData(Decision):
    """Whether it is also a complaint about personal data, and when that was acknowledged.

    Source: Data (Use and Access) Act 2025: to be acknowledged within 30 days.
    """

    kind: ClassVar[str] = "data-protection"
    label: ClassVar[str] = "Data protection"

    is_about_data: bool = said("About personal data", True)
    acknowledged_on: date | None = said("Acknowledged on", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with the flag and its day, or without."""
        on = self.acknowledged_on
        if not self.is_about_data:
            if on is not None:
                raise RefusedError("acknowledged_on", "Leave this empty where it is not.")
            return replace(intake, triage=replace(intake.triage, data_protection=None))
        if on is not None:
            day_said("acknowledged_on", on, intake, by)
        kept = intake.triage.data_protection or DataProtection(by.today)
        flagged = replace(kept, acknowledged_on=on)
        return replace(intake, triage=replace(intake.triage, data_protection=flagged))
