"""Keep the sentence that a closing gave to everybody, and say which may be read today."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from sqlalchemy import Connection

from portal.db import audit, shown_sentences
from portal.db.shown_sentences import ShownSentence
from portal.domain.clock import london_day
from portal.domain.intake import Intake, new_id
from portal.domain.shown_sentences import FEWEST, shown_from
from portal.domain.staff import StaffMember


def keep_changed(
    connection: Connection, member: StaffMember, before: Intake, after: Intake, now: datetime
) -> None:
    """Keep the sentence of an intake that was closed, or take it back where it is open again."""
    if after.triage.closing == before.triage.closing:
        return
    closing = after.triage.closing
    if closing is None or not closing.shown:
        if kept := shown_sentences.of_intake(connection, after.id):
            shown_sentences.take_down(connection, kept.id, now)
        return
    from_day = shown_from(london_day(now))
    shown_sentences.put(connection, new_id(), after.id, closing.shown, from_day, member.id, now)


def to_read(connection: Connection, today: date) -> list[str]:
    """What everybody may read today, in an order that says nothing; none where there are few."""
    found = shown_sentences.shown(connection, today)
    if len(found) < FEWEST:
        return []
    return [one.sentence for one in sorted(found, key=_mixed)]


def _mixed(one: ShownSentence) -> tuple[int, int, str]:
    # By month, newest first; within it by a digest, for an order by time says which was when.
    digest = hashlib.sha256(one.sentence.encode()).hexdigest()
    return -one.from_day.year, -one.from_day.month, digest


def take_down(connection: Connection, member: StaffMember, sentence_id: str, now: datetime) -> bool:
    """Show this one no more; False where it is not shown. It is in the audit, without the words."""
    if not shown_sentences.take_down(connection, sentence_id, now):
        return False
    audit.append(connection, audit.Entry(now, member.id, "sentence.taken-down", ""))
    return True
