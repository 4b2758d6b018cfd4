"""Comeback checks follow from closing, and from what the child said: planned, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import comebacks
from portal.domain.comebacks import WEEKS, Comeback, due_at
from portal.domain.intake import Intake, new_id


def keep_changed(connection: Connection, before: Intake, after: Intake, now: datetime) -> None:
    """Plan the checks of an intake that is closed by now, or take back what is wanted no more."""
    if _is_to_be_asked(before) == _is_to_be_asked(after) and before.closed_at == after.closed_at:
        return
    for one in comebacks.of_intake(connection, after.id):
        if one.over_at is None:
            comebacks.note(connection, replace(one, over_at=now))
    if not _is_to_be_asked(after):
        return
    closed_at = after.closed_at or now
    for weeks in WEEKS:
        if (at := due_at(closed_at, weeks)) > now:
            comebacks.put(connection, after.id, Comeback(new_id(), weeks, at))


def _is_to_be_asked(intake: Intake) -> bool:
    return intake.closed_at is not None and intake.way_back.may_ask_later is True
