"""That somebody of customer care wrote an intake down for a child, and read it back to them.

It has no page of its own: it is made when the intake is taken in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, said
from portal.domain.intake import Intake
from portal.domain.taxonomy import MethodOfReceipt
from portal.domain.triage import ReadBack, TakenDown

SPOKEN = frozenset({MethodOfReceipt.TELEPHONE, MethodOfReceipt.IN_PERSON})
"""What is heard and not read: what was written down of it is read back to the child."""

WRITTEN = frozenset({MethodOfReceipt.LETTER, MethodOfReceipt.EMAIL})


@dataclass(frozen=True, slots=True)
class TakeDown(Decision):
    """Taken down by whoever decides. `read_back` None: it came in writing.

    `reason` says why it could not be read back.
    """

    kind: ClassVar[str] = "taken-down"
    label: ClassVar[str] = "Taken down for the child"

    method: MethodOfReceipt = said("How it came", MethodOfReceipt.TELEPHONE)
    read_back: ReadBack | None = said("Read back", None)
    reason: str = said("Why it could not be read back")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, with who took it down and how it was agreed."""
        if self.method in SPOKEN and self.read_back is None:
            raise RefusedError("read_back", "Please say whether you read it back to the child.")
        if self.read_back is ReadBack.NOT_POSSIBLE and not self.reason.strip():
            raise RefusedError("reason", "Please say why it could not be read back.")
        taken = TakenDown(by.staff_id, by.at, self.read_back, self.reason)
        return replace(intake, triage=replace(intake.triage, taken_down=taken))
