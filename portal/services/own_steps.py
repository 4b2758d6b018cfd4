"""Keep what a child did themselves on their way back (portal.domain.own_steps)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, referrals
from portal.domain.decisions.ending import opened_again
from portal.domain.intake import Intake, Words
from portal.services import comebacks
from portal.services import intake as intake_service
from portal.services.office import Office


def keep(
    connection: Connection,
    office: Office,
    before: Intake,
    after: Intake,
    said: Iterable[str],
    now: datetime,
    *,
    action: str = "child.changed",
    looks_again: bool = True,
    is_bare: bool = False,
) -> Intake:
    """Keep what a child did or said themselves; as it is then. The caller holds the intake.

    Nothing where nothing differs: the same form sent twice counts once. `looks_again`: customer
    care look at it again, and it is open again where it was closed; words always do both, but for a
    bare digit that answers what we asked.
    """
    words = [Words(text, now, is_new=True) for text in said]
    if after == before and not words:
        return before
    if looks_again:
        after = opened_again(replace(after, seen_at=None))
    referrals.keep_changed(connection, before, after)
    after = _kept(connection, office, after, words, now, is_bare)
    comebacks.keep_changed(connection, before, after, now)
    audit.append(connection, audit.Entry(now, None, action, after.reference))
    return after


def _kept(
    connection: Connection,
    office: Office,
    after: Intake,
    words: list[Words],
    now: datetime,
    is_bare: bool,
) -> Intake:
    if not words:
        return intake_service.add(connection, office, after, None, now)
    for said in words:
        after = intake_service.add(connection, office, after, said, now, quietly=is_bare)
    return after
