"""Code words that customer care give a child: a first way in, or others instead of lost ones.

Why the adult gets none: docs/decisions/0010-an-adult-who-helps-gets-no-code-words.md.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import SubmittedBy
from portal.services import desk, ways_back
from portal.services.ways_back import CodeWords


class WayIn(StrEnum):
    """What customer care may give the child of an intake."""

    FIRST = "first"
    """An adult told it, and it waits for the child."""
    AGAIN = "again"
    """It is the child's, and they lost their code words, or never had any."""
    NOT_OURS = "not_ours"
    """Whoever handed it over, or took it down, gives them."""


def way_in_of(intake: Intake) -> WayIn:
    """What may be given for this intake now."""
    if intake.submitted_by is SubmittedBy.CHILD or intake.taken_over_at is not None:
        return WayIn.AGAIN
    return WayIn.FIRST if intake.submitted_by is SubmittedBy.HELPER else WayIn.NOT_OURS


def give_way_in(
    connection: Connection,
    member: StaffMember,
    intake: Intake,
    instead_of: str,
    new: CodeWords,
    now: datetime,
    *,
    knows_the_child: bool,
) -> bool:
    """Code words for the child, once for each page that asks; those before lead nowhere then.

    False: they were given since that page was shown. `knows_the_child`: the officer says that they
    speak with the child, alone, and how they know; what is the child's already needs it.

    :raise portal.services.desk.NotTheirsError: somebody else gives them, or nobody is sure.
    """
    way = way_in_of(intake)
    if way is WayIn.NOT_OURS or (way is WayIn.AGAIN and not knows_the_child):
        raise desk.NotTheirsError("way in")
    return ways_back.renew_code_words(connection, member, intake, instead_of, new, now)
