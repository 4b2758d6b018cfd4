"""A breaker for the line: while our account fails, nothing is sent but one text now and then.

What waits goes on waiting; nothing of it is lost, marked as failed, or tried in vain. One text is
let through when the wait is over, by one worker; if it goes, all do.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import carrier_rounds
from portal.db.carrier_rounds import Round
from portal.domain.outgoing import Standing
from portal.services.sending_stopped import NAME, OPENS_AT
from sms.sending.line import Outcome

# Whoever tries has died after so long.
_LEASE = timedelta(minutes=3)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


def lets_through(connection: Connection, now: datetime) -> bool:
    """Whether a text may be tried now; where the breaker is open, one and by one worker."""
    found = carrier_rounds.find(connection, NAME)
    if found is None or found.tries < OPENS_AT:
        return True
    return carrier_rounds.begin(connection, NAME, now, now + _LEASE) is not None


def note(connection: Connection, outcome: Outcome, now: datetime) -> None:
    """Keep what came of a text: a fault of our account opens it at once, Twilio's after three."""
    found = carrier_rounds.find(connection, NAME)
    if not _is_fault(outcome):
        if found and found.tries:
            carrier_rounds.put(connection, Round(NAME, now))
        return
    tries = max((found.tries if found else 0) + 1, OPENS_AT if outcome.is_ours else 0)
    doublings = min(max(tries - OPENS_AT, 0), 10)
    wait = min(_FIRST_WAIT * 2**doublings, _LONGEST_WAIT)
    carrier_rounds.put(connection, Round(NAME, now + wait, tries))


def _is_fault(outcome: Outcome) -> bool:
    """Whether it says something of the account or of Twilio, and nothing of this one text."""
    is_away = outcome.standing is Standing.UNKNOWN or outcome.was_not_there
    return outcome.is_ours or is_away
