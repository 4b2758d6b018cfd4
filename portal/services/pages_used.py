"""Which pages behind the code words did what they were for: a keyed hash, until the page is old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.db import floods
from portal.services.office import Office


def note(connection: Connection, office: Office, page_id: str, until: datetime) -> None:
    """Keep that this page was used; until then nobody needs to be told of it twice."""
    floods.count_one(connection, _key(office, page_id), until)


def was_used(connection: Connection, office: Office, page_id: str) -> bool:
    """Whether this page was used before."""
    return floods.is_counted(connection, _key(office, page_id))


def _key(office: Office, page_id: str) -> str:
    return floods.key_for(office.settings.secret_key, "page used", page_id, 0)
