"""What an advocate told us for a child, found again: to give the child other code words, that day.

Nothing of what it says is for the advocate once it is sent.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.db import intakes, told_for_children
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.services import desk, ways_back
from portal.services.office import Office
from portal.services.ways_back import CodeWords


def find(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    now: datetime,
    *,
    lock: bool = False,
) -> Intake:
    """What `member` told us today under this reference, as long as the child has not taken it over.

    :raise portal.services.desk.UnknownIntakeError: there is none.
    """
    intake_id = told_for_children.id_of(connection, member, reference)
    if intake_id is None:
        raise desk.UnknownIntakeError(reference)
    intake = intakes.load(connection, office.keyring, intake_id, lock=lock)
    if not may_renew(intake, now):
        raise desk.UnknownIntakeError(reference)
    return intake


def may_renew(told: Intake | told_for_children.Told, now: datetime) -> bool:
    """Whether the advocate may make other code words: on the day itself, while they lead nowhere.

    Later they would lead whoever has them to what the child wrote since.
    """
    is_today = london_day(told.received_at) == london_day(now)
    return is_today and told.taken_over_at is None


def renew_code_words(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    instead_of: str,
    new: CodeWords,
    now: datetime,
) -> bool:
    """Give the child other code words, once for each page that asks; False: they were given since.

    :raise portal.services.desk.UnknownIntakeError: there is none, or the child took it over.
    """
    intake = find(connection, office, member, reference, now, lock=True)
    return ways_back.renew_code_words(connection, member, intake, instead_of, new, now)
