"""Write down that Twilio is to keep nothing of a text, in the transaction that keeps it here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import carrier_copies
from portal.services.office import Office
from portal.settings.texting import AtTwilio

# Twilio lets go of nothing before it is done with it itself, which takes a minute.
FINAL_AFTER = timedelta(minutes=1)
# By then the network has given up a text of ours, and every callback of it has come.
SENT_AFTER = timedelta(days=1)


def clear_later(
    connection: Connection,
    office: Office,
    message_sid: str,
    now: datetime,
    *,
    after: timedelta = FINAL_AFTER,
) -> None:
    """Have this text cleared at Twilio `after` so long, unless the settings keep it there."""
    if office.settings.at_twilio is not AtTwilio.KEEP:
        carrier_copies.add(connection, message_sid, now, now + after)
