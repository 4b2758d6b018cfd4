"""The way in: code words that customer care give a child for whom an adult told us.

Why the adult gets none: docs/decisions/0010-an-adult-who-helps-gets-no-code-words.md.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import SubmittedBy
from portal.services import desk, ways_back
from portal.services.ways_back import CodeWords


def may_give_way_in(intake: Intake) -> bool:
    """Whether customer care may give the child code words: an adult told it, and it waits.

    Once the child took it over, other code words would lead to what they wrote since.
    """
    return intake.submitted_by is SubmittedBy.HELPER and intake.taken_over_at is None


def give_way_in(
    connection: Connection,
    member: StaffMember,
    intake: Intake,
    instead_of: str,
    new: CodeWords,
    now: datetime,
) -> bool:
    """Code words for the child, once for each page that asks; those before lead nowhere then.

    False: they were given since that page was shown.

    :raise portal.services.desk.NotTheirsError: no adult told it, or the child took it over.
    """
    if not may_give_way_in(intake):
        raise desk.NotTheirsError("way in")
    return ways_back.renew_code_words(connection, member, intake, instead_of, new, now)
