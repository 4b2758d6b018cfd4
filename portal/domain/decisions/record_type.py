"""What kind of thing an intake is: decided at triage, never by a child and never by a guide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, said
from portal.domain.guide import is_possibly_out_of_time
from portal.domain.guide_answers import Excluded, Function, Guide, Route, When, Who
from portal.domain.intake import Intake
from portal.domain.staff import NameOf
from portal.domain.taxonomy import RecordType


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
        _refuse_unknown(self.guide)
        decided = replace(
            intake.triage,
            guide=self.guide,
            late_reason=self.late_reason,
            routes=tuple(dict.fromkeys(self.routes)),
        )
        return replace(intake, record_type=self.record_type, triage=decided)

    def rows(self, name_of: NameOf) -> list[tuple[str, str]]:
        """What was decided, and what the guide had said."""
        # Not super(): with slots there is a second class of this name.
        rows = Decision.rows(self, name_of)
        if self.guide and self.guide.proposed:
            rows.append(("The guide proposed", self.guide.proposed))
        if is_possibly_out_of_time(self.guide):
            rows.append(("Possibly out of time", "A person looks at the reason"))
        return rows


def _refuse_unknown(guide: Guide | None) -> None:
    if guide is None:
        return
    for field, answers in (("who", Who), ("function", Function), ("when", When)):
        if (answer := getattr(guide, field)) and answer not in set(answers):
            raise RefusedError(field, "Please choose one of these.")
    if not set(guide.excluded) <= set(Excluded):
        raise RefusedError("excluded", "Please choose among these.")
