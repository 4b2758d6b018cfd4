"""How often one phone, and our number, has a text that answers nothing in hand.

A text is put off, never dropped. Twilio sends ten segments a second for a British number and stops
both numbers at thirty texts in half a minute between two (14107); these stay far below.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import outgoing_tried
from portal.db.sealing import Keyring

APART = timedelta(minutes=1)
IN_AN_HOUR = 6
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def not_before(connection: Connection, keyring: Keyring, address: str, now: datetime) -> datetime:
    """When the next text may go to this phone: a minute after the last, and six in an hour."""
    sent = outgoing_tried.sent_to(connection, keyring, address, now - _HOUR)
    if sent.first_at is None or sent.last_at is None:
        return now
    is_enough = sent.count >= IN_AN_HOUR
    return max(now, sent.last_at + APART, sent.first_at + _HOUR if is_enough else now)


def is_line_full(connection: Connection, a_minute: int, now: datetime) -> bool:
    """Whether our number had as many texts in the last minute as it may, by all workers."""
    return outgoing_tried.tried_since(connection, now - _MINUTE) >= a_minute
