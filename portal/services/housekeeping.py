"""Wipe what is over: old visits, drafts and their files, ended floods, records long delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.db import attachments, drafts, floods, notices, staff_sessions, visits
from portal.register.emptying import empty_old
from portal.services.office import Office

_AT_ONCE = 500
# Long after it is over a session still says whose form it was that was sent too late.
_SESSIONS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wiped:
    """How many of each are gone."""

    visits: int
    floods: int
    snapshots: int


def keep_house(office: Office, now: datetime) -> Wiped:
    """Wipe all that is over by now. Running it again, or twice at once, changes nothing more.

    It commits by itself, and often: a child who is sending words never waits long behind it.
    """
    with office.database.write() as connection:
        old = visits.wipe_older(connection, now - visits.KEPT_FOR)
        drafts.throw_old_away(connection, now)
        attachments.throw_old_away(connection, now)
        ended = floods.forget_ended(connection, now)
        staff_sessions.wipe_unused(connection, now - _SESSIONS_KEPT)
        notices.wipe_sent(connection, now - notices.KEPT_FOR)
    emptied = _empty_snapshots(office, now)
    if emptied:
        office.database.empty_log()
    return Wiped(old, ended, emptied)


def _empty_snapshots(office: Office, now: datetime) -> int:
    before = now - timedelta(days=office.settings.snapshot_days)
    emptied = 0
    while True:
        with office.database.write() as connection:
            count = empty_old(connection, before, _AT_ONCE)
        emptied += count
        if count < _AT_ONCE:
            return emptied
