"""Where an intake stands in customer care's inbox, and who may find it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from portal.domain.deadlines import Deadlines
from portal.domain.flags import FlagName
from portal.domain.intake import Intake
from portal.domain.referral import waits_for_advocate
from portal.domain.sight import audience_of, waits_for_names
from portal.domain.staff import Audience


class Rank(IntEnum):
    """What comes first. Within a rank what is due next does.

    Opening a danger does not send it down: it waits with the advocacy until somebody was told.
    """

    URGENT_UNSEEN = 0
    SOMEBODY_WAITS = 1
    BY_DATE = 2


@dataclass(frozen=True, slots=True)
class InboxPlace:
    """All that the inbox sorts and filters by; it follows from the intake alone."""

    rank: Rank
    due_on: date
    audience: Audience
    waits_for_advocate: bool
    assigned_to: str | None
    passed_to: str | None
    advocate_by: date | None = None


def inbox_place(intake: Intake, due: Deadlines) -> InboxPlace:
    """Where it stands now."""
    return InboxPlace(
        rank=_rank(intake),
        due_on=due.next_due(),
        audience=audience_of(intake),
        waits_for_advocate=waits_for_advocate(intake),
        assigned_to=intake.triage.assigned_to,
        # Whom a child wants kept out may be the manager who had it.
        passed_to=None if waits_for_names(intake) else intake.triage.passed_to,
        advocate_by=due.advocate_by,
    )


def _rank(intake: Intake) -> Rank:
    if intake.is_urgent and intake.seen_at is None:
        return Rank.URGENT_UNSEEN
    nobody_told = intake.is_urgent and not intake.triage.safeguarding
    unreached = intake.seen_at is None and intake.has_flag(FlagName.UNREACHED)
    waits = nobody_told or unreached or waits_for_advocate(intake)
    return Rank.SOMEBODY_WAITS if waits else Rank.BY_DATE
