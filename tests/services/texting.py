"""A phone that texted us, without a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import texts
from portal.domain.intake import new_id
from portal.services.office import Office


def texted(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """This phone texted us then, about nothing in particular."""
    found = texts.hold_conversation(connection, office.keyring, address, at, new_id())
    state = {**found.state, "last_text_at": at.isoformat()}
    texts.save_conversation(connection, replace(found, state=state))
