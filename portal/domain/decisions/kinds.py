"""What kind of thing an intake is, and who has it: decided at triage, never by a child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, said
from portal.domain.intake import Intake
from portal.domain.taxonomy import RecordType
from portal.domain.triage import Guide, Route


@dataclass(frozen=True, slots=True)
class DecideRecordType(Decision):
    """Statutory complaint, Non-statutory, Merit or Enquiry, with the guide as it was answered.

    `late_reason` is why it was hard to tell sooner: asked of what is late, never a bar.
    """

    kind: ClassVar[str] = "record-type"
    label: ClassVar[str] = "Record type"

    record_type: RecordType = said("Record type", RecordType.STATUTORY)
    guide: Guide | None = None
    late_reason: str = said("Why it was hard to tell us sooner")
    routes: tuple[Route, ...] = said("Also goes to", ())

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with its record type; nothing said by the child changes."""
        decided = replace(
            intake.triage, guide=self.guide, late_reason=self.late_reason, routes=self.routes
        )
        return replace(intake, record_type=self.record_type, triage=decided)


@dataclass(frozen=True, slots=True)
class Assign(Decision):
    """Who deals with it. None: it is given back, and is nobody's."""

    kind: ClassVar[str] = "assign"
    label: ClassVar[str] = "Who deals with it"
    on_closed: ClassVar[bool] = True

    assigned_to: str | None = said("Now with", None, is_person=True)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake in these hands."""
        return replace(intake, triage=replace(intake.triage, assigned_to=self.assigned_to))
