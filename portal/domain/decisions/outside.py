"""What others outside have to do with an intake: advocacy, the Ombudsman, the case system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.advocacy import AdvocacyService
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.taxonomy import OmbudsmanDecision, YesNo
from portal.domain.triage import Advocacy, Ombudsman

LONGEST_CASE_NUMBER = 40


@dataclass(frozen=True, slots=True)
class PassToAdvocacy(Decision):
    """The service that the child's wish was passed to. `name` is what it is called that day."""

    kind: ClassVar[str] = "advocacy"
    label: ClassVar[str] = "Passed to an advocacy service"

    service: str = ""
    name: str = said("Service")
    passed_on: date | None = said("Passed on", None)
    how: str = said("How")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake whose wish for an advocate waits no more."""
        if intake.wants_advocate is YesNo.NO:
            raise RefusedError("", "The child said that they want no advocate.")
        service, on = self._open_service(by), day_said("passed_on", self.passed_on, intake, by)
        not_empty("how", self.how, "Please say how it was passed on.")
        passed = Advocacy(service.key, on, self.how, service.name_on(by.today))
        return replace(intake, triage=replace(intake.triage, advocacy=passed))

    def _open_service(self, by: By) -> AdvocacyService:
        for service in by.services:
            if service.key == self.service and service.is_open_on(by.today):
                return service
        raise RefusedError("service", "Please choose a service whose contract runs today.")


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
