"""How often one phone gets a text that answers nothing in hand: it is put off, never dropped."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import outgoing_claims
from portal.db.sealing import Keyring

APART = timedelta(minutes=1)
IN_AN_HOUR = 6
_HOUR = timedelta(hours=1)


def not_before(connection: Connection, keyring: Keyring, address: str, now: datetime) -> datetime:
    """When the next text may go to this phone: a minute after the last, and six in an hour."""
    sent = outgoing_claims.sent_to(connection, keyring, address, now - _HOUR)
    if sent.first_at is None or sent.last_at is None:
        return now
    is_enough = sent.count >= IN_AN_HOUR
    return max(now, sent.last_at + APART, sent.first_at + _HOUR if is_enough else now)
