"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from portal.db import counters, floods, notices, revision, spool
from portal.db.database import BusyError
from portal.register import queue
from portal.services.office import Office
from portal.web.app_office import now, office

health = Blueprint("health", __name__)
_log = logging.getLogger(__name__)
_newest = revision.newest()


@health.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers; nothing more is asked of it."""
    return {"status": "alive"}


@health.get("/readyz")
def ready() -> tuple[dict[str, object], int]:
    """Whether a child's words could be kept now, and how long the register has been waiting.

    Also how many calls of the text line's webhook were refused today: many mean a wrong token or
    address in the settings, and texts that do not reach us. `texts_aside` are those that the
    database could not take, and that wait on the disk for `flask worker`.

    503 where the database cannot be written to, or its tables are not those of this version.
    The ages of the oldest due record and of the oldest notice that was not sent are told but make
    nothing unready: a register or a mail server that is down for a week must not close the
    children's door.
    """
    try:
        state = _state(office())
    except (SQLAlchemyError, BusyError):
        _log.exception("the database cannot be written to")
        aside = spool.waiting(office().settings.text_spool)
        return {"status": "the database cannot be written to", "texts_aside": aside}, 503
    is_current = state["migration"] == _newest
    return {"status": "ready" if is_current else "run: flask db upgrade", **state}, (
        200 if is_current else 503
    )


def _state(place: Office) -> dict[str, object]:
    moment = now()
    with place.database.write() as connection:
        floods.count_one(connection, "readyz", moment)
        migration = revision.current(connection)
        oldest = queue.oldest_due_at(connection, moment)
        untold = notices.waiting(connection)
        refused = counters.counted(connection, counters.REFUSED_WEBHOOK, moment.date())
    return {
        "migration": migration,
        "oldest_due_seconds": _age(oldest, moment),
        "notices_waiting": untold.count,
        "oldest_notice_seconds": _age(untold.since, moment),
        "webhooks_refused_today": refused,
        "texts_aside": spool.waiting(place.settings.text_spool),
    }


def _age(since: datetime | None, moment: datetime) -> int:
    return round((moment - since).total_seconds()) if since else 0
