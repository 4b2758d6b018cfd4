"""Tell children, without their asking, that the day of their answer is over, and what they can do.

It stands on their own page at once; here a text goes to those who called texts safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from portal.db import audit, intakes, watched
from portal.domain.clock import london_day
from portal.domain.late_answers import is_to_be_told
from portal.domain.outgoing import What
from portal.services import intake as intake_service
from portal.services import outgoing
from portal.services.office import Office

_AT_ONCE = 200


def tell(office: Office, now: datetime) -> int:
    """Tell those who were not told yet; how many. It commits child by child."""
    return sum(_told(office, intake_id, now) for intake_id in _overdue(office, now))


def _overdue(office: Office, now: datetime) -> Iterator[str]:
    """What is overdue in any way, page by page: there may be many, and most were told."""
    last = None
    while True:
        with office.database.read() as connection:
            page = watched.overdue(connection, london_day(now), after=last, limit=_AT_ONCE)
        yield from (one.id for one in page)
        if len(page) < _AT_ONCE:
            return
        last = page[-1]


def _told(office: Office, intake_id: str, now: datetime) -> bool:
    with office.database.read() as connection:
        intake = intakes.load(connection, office.keyring, intake_id)
    if not is_to_be_told(intake, office.deadlines(intake), london_day(now)):
        return False
    with office.database.write() as connection:
        intake = intakes.load(connection, office.keyring, intake_id, lock=True)
        due = office.deadlines(intake)
        if not is_to_be_told(intake, due, london_day(now)):
            return False
        outgoing.put(connection, office, intake, What.LATE, now)
        told = replace(intake, way_back=replace(intake.way_back, late_told=due.answer_by))
        intake_service.keep(connection, office, told, None, now)
        audit.append(connection, audit.Entry(now, None, "child.told-late", told.reference))
    return True
