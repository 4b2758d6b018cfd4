"""The comeback check: weeks after an answer a child is asked whether it got better, or worse.

Children say that they fear telling makes it worse; nobody finds out who does not ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.intake import Intake
from portal.domain.taxonomy import RecordType

# Weeks after an intake was closed.
WEEKS = (2, 6)


class Answer(StrEnum):
    """What a child says of how it is now."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Comeback:
    """One check. None: not yet. `over_at`: nothing comes of it any more, answered or not.

    `led_to` is the id of the intake that "worse" opened.
    """

    id: str
    weeks: int
    due_at: datetime
    asked_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    over_at: datetime | None = None
    led_to: str | None = None

    @property
    def waits_for_answer(self) -> bool:
        """Whether the child was asked, and what they say would count."""
        return self.asked_at is not None and self.over_at is None


def is_to_be_asked_for_leave(intake: Intake) -> bool:
    """Whether nobody knows if we may ask this child later. Praise and questions get no worse."""
    is_none_of_it = intake.register_type in (RecordType.MERIT, RecordType.ENQUIRY)
    return intake.way_back.may_ask_later is None and not is_none_of_it


def due_at(closed_at: datetime, weeks: int) -> datetime:
    """When the check is due, `weeks` after closing."""
    return closed_at + timedelta(weeks=weeks)
