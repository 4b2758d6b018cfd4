"""What others outside have to do with an intake: the Ombudsman, the case system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, day_said, said
from portal.domain.intake import Intake
from portal.domain.taxonomy import OmbudsmanDecision
from portal.domain.triage import Ombudsman

LONGEST_CASE_NUMBER = 40


@dataclass(frozen=True, slots=True)
class AskOmbudsman(Decision):
    """That the Ombudsman was asked, and what they decided; None: nothing yet."""

    kind: ClassVar[str] = "ombudsman"
    label: ClassVar[str] = "Ombudsman"
    on_closed: ClassVar[bool] = True

    contacted_on: date | None = said("Asked on", None)
    decision: OmbudsmanDecision | None = said("Decision", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it."""
        on = day_said("contacted_on", self.contacted_on, intake, by)
        ombudsman = Ombudsman(on, self.decision)
        return replace(intake, triage=replace(intake.triage, ombudsman=ombudsman))


@dataclass(frozen=True, slots=True)
class SetCaseNumber(Decision):
    """The child's number in the council's case system; "" takes it away. No child is asked it."""

    kind: ClassVar[str] = "case-number"
    label: ClassVar[str] = "Case number"
    on_closed: ClassVar[bool] = True

    case_number: str = said("Case number")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with the number."""
        number = self.case_number.strip()
        if len(number) > LONGEST_CASE_NUMBER:
            message = f"A case number has {LONGEST_CASE_NUMBER} characters at most."
            raise RefusedError("case_number", message)
        if not number.isprintable():
            raise RefusedError("case_number", "A case number is one line of letters and digits.")
        return replace(intake, triage=replace(intake.triage, case_number=number))
