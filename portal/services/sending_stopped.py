"""Whether texts to children go out, or wait because our account at Twilio fails."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.db import carrier_rounds

NAME = "sending"
# So many failures in a row that say nothing of the text.
OPENS_AT = 3


def is_stopped(connection: Connection) -> bool:
    """Whether nothing is sent now but a text now and then, to see whether it goes again."""
    found = carrier_rounds.find(connection, NAME)
    return found is not None and found.tries >= OPENS_AT
