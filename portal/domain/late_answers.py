"""When a child is told, without asking, that the day of their answer is over."""

from __future__ import annotations

from datetime import date

from portal.domain.deadlines import Deadlines
from portal.domain.intake import Intake
from portal.domain.taxonomy import RecordType

# Who praised or asked was told the same day, and there is no next step to go to.
_NO_NEXT_STEP = frozenset({RecordType.MERIT, RecordType.ENQUIRY})


def is_late(intake: Intake, due: Deadlines, today: date) -> bool:
    """Whether the answer's day is over and there is none."""
    decided = intake.triage
    is_answered = decided.answer_sent is not None or decided.withdrawn is not None
    if is_answered or intake.closed_at is not None or intake.register_type in _NO_NEXT_STEP:
        return False
    return today > due.answer_by


def is_to_be_told(intake: Intake, due: Deadlines, today: date) -> bool:
    """Whether the child has not been told of that day yet: another day is another promise."""
    return is_late(intake, due, today) and intake.way_back.late_told != due.answer_by
