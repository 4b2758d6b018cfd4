"""Leave quickly: the cookie is gone at once, and what was written goes as fast as it can."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from sqlalchemy.exc import SQLAlchemyError

from portal.child import cookie
from portal.child.visit import Visit, hash_of
from portal.db import attachments, visits
from portal.db.database import BusyError
from portal.services.office import Office
from portal.web.app_office import office

# Whoever leaves is in a hurry: no database may keep them on the page.
WITHIN_SECONDS = 0.5


def leave() -> None:
    """Empty the cookie and wipe the visit from the database.

    It takes half a second at most. A database that is held by others is wiped when they let go;
    where it is away, the row goes within a day, and without the cookie nobody finds it.
    """
    token = cookie.forget()
    if token:
        wiping = Thread(target=_wipe, args=(office(), token), daemon=True)
        wiping.start()
        wiping.join(WITHIN_SECONDS)


def _wipe(place: Office, token: str) -> None:
    hashed = hash_of(token)
    with suppress(SQLAlchemyError, BusyError), place.database.write() as connection:
        kept = visits.find(connection, place.keyring, hashed)
        here = Visit(kept, token, 0.0) if kept else None
        # What is kept under code words waits for them, and its files with it.
        if here and not here.draft:
            attachments.drop(connection, here.submission_id)
        visits.wipe(connection, hashed)
