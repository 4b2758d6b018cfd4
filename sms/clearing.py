"""Have Twilio keep nothing of what we have: texts that came in, and ours once they are done with.

Only what is kept here is on the list (portal.db.carrier_copies), and what came with a text is
fetched first. Twilio lets go of a text only once it is final (its error 20009): it is asked again,
from a minute to six hours apart, for as long as that takes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from portal.db import carrier_copies, carrier_rounds
from portal.db.carrier_copies import CarrierCopy
from portal.services.office import Office
from portal.settings.texting import AtTwilio
from sms.account import Account, AwayError, RefusedError
from sms.sending.errors import back_off

ROUND = "clear"
LEASE = timedelta(minutes=5)
# A request takes a tenth of a second, and whoever must be told of danger waits behind them.
_AT_ONCE = 20
_LONGEST_WAIT = timedelta(hours=6)
_log = logging.getLogger(__name__)


def clear_at_twilio(office: Office, is_stopped: Callable[[], bool] = bool) -> int:
    """Clear some of what may go now; how many texts nothing is left of. One worker at a time."""
    now, how = office.clock(), office.settings.at_twilio
    if how is AtTwilio.KEEP:
        return 0
    with office.database.read() as connection:
        before = carrier_rounds.find(connection, ROUND)
        due = carrier_copies.due(connection, now, _AT_ONCE)
    if not due or (before and before.due_at > now):
        return 0
    with office.database.write() as connection:
        held = carrier_rounds.begin(connection, ROUND, now, now + LEASE)
    if held is None:
        return 0
    count, after = 0, replace(held, due_at=now, tries=0)
    account = Account(office.settings)
    try:
        for one in due:
            if is_stopped():
                break
            count += _cleared(office, account, one)
    except AwayError as away:
        _log.warning("Twilio could not be asked to keep nothing of our texts")
        wait = max(away.again_after, back_off(held.tries))
        after = replace(held, due_at=office.clock() + wait, tries=held.tries + 1)
    with office.database.write() as connection:
        carrier_rounds.end(connection, held, after)
    return count


def _cleared(office: Office, account: Account, one: CarrierCopy) -> bool:
    try:
        _clear(account, one, office.settings.at_twilio)
    except RefusedError as refused:
        if not refused.is_gone:
            wait = timedelta(minutes=1 << min(one.tries, 10))
            again = office.clock() + min(wait, _LONGEST_WAIT)
            with office.database.write() as connection:
                carrier_copies.try_again(connection, one.message_sid, again)
            return False
    with office.database.write() as connection:
        carrier_copies.forget(connection, one.message_sid)
    return True


def _clear(account: Account, one: CarrierCopy, how: AtTwilio) -> None:
    """Clear one. A file that could not be fetched is nowhere else: it stays, without the words."""
    if one.has_lost_files:
        account.redact(one.message_sid)
    elif how is AtTwilio.DELETE:
        account.delete(one.message_sid)
    else:
        account.redact(one.message_sid)
        account.delete_media(one.message_sid)
