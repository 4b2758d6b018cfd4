"""Talking with a child: what customer care write is kept, and a text goes as the child allowed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.db import messages
from portal.domain.intake import Intake
from portal.domain.messages import Message, Purpose
from portal.domain.outgoing import What
from portal.domain.reach import Reach
from portal.services import outgoing
from portal.services.office import Office


def keep(connection: Connection, office: Office, intake: Intake, message: Message) -> Reach:
    """Keep a message to the child of this intake, and write down the text that goes with it.

    What may go to them by text, and so did. The caller holds the intake.
    """
    messages.keep(connection, office.keyring, intake.id, message)
    is_statement = message.purpose is Purpose.STATEMENT
    return outgoing.put(
        connection,
        office,
        intake,
        What.STATEMENT if is_statement else What.MESSAGE,
        message.written_at,
        body=message.text,
        message_id=message.id,
    )


def read(connection: Connection, intake_id: str, shown_at: datetime, now: datetime) -> int:
    """The child's page showed all that was written by `shown_at`; how many are read first now."""
    return messages.note_read(connection, intake_id, shown_at, now)
