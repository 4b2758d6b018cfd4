"""Take what the register says back: each answer as a whole, or not at all, and then it says why."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.db import audit, intakes, register_answers, staff
from portal.db.database import OUTAGES
from portal.db.register_answers import Put
from portal.domain.decisions import RefusedError
from portal.domain.reference import normalise_reference
from portal.domain.register_answers import Answer, UnreadableAnswerError
from portal.domain.staff import StaffMember
from portal.services import desk
from portal.services.office import Office

UNKNOWN, STALE = "no intake has this reference", "a newer answer was taken before"
UNREADABLE = "said_at is no time with its zone, or data no JSON object"
CLOSED = "it is closed here: somebody must open it again first"
FAILED = "it could not be taken: the log says what went wrong"
_AT_ONCE = 50
_log = logging.getLogger(__name__)

# In the history and the audit it stands like a colleague, and no door opens to it.
REGISTER = StaffMember(
    "00000000-0000-4000-8000-000000000001", "the.register@invalid", "The register", frozenset()
)


class NotAnAnswerError(ValueError):
    """What came is no answer to keep. The message says what is wrong, and quotes nothing."""


def receive(connection: Connection, said: Any) -> bool:
    """Keep an answer that came by HTTP until a worker takes it; False where it came before.

    :raise NotAnAnswerError: it lacks its id, its reference or its time.
    """
    if not isinstance(said, dict):
        raise NotAnAnswerError("an answer is a JSON object")
    answer_id, reference, data = (said.get(name) for name in ("answer_id", "reference", "data"))
    if not (isinstance(answer_id, str) and 0 < len(answer_id) <= 64 and answer_id.isprintable()):
        raise NotAnAnswerError("answer_id must be a text of 1 to 64 characters")
    subject = normalise_reference(reference) if isinstance(reference, str) else None
    if subject is None:
        raise NotAnAnswerError("reference must be an intake's reference")
    if not isinstance(data, dict):
        raise NotAnAnswerError("data must be a JSON object")
    return register_answers.put(connection, Put(answer_id, subject, _time(said), data))


def _time(said: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(said.get("said_at", ""))
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise NotAnAnswerError("said_at must be a time with its zone, 2026-11-27T10:00:00Z")
    return at


def take_waiting(office: Office, is_stopped: Callable[[], bool] = bool) -> int:
    """Take what waits, oldest first, each in a transaction of its own; how many were settled."""
    count = 0
    with office.database.read() as connection:
        if not register_answers.any_waits(connection):
            return 0
    while count < _AT_ONCE and not is_stopped() and _take_next(office):
        count += 1
    return count


def _take_next(office: Office) -> bool:
    """Settle the next one. What nobody foresaw is refused too: one answer stops no other work."""
    now = office.clock()
    with office.database.write() as connection:
        put = register_answers.next_waiting(connection)
        if put is None:
            return False
        refused = _all_or_nothing(connection, office, put, now)
        register_answers.settle(connection, put.answer_id, now, refused)
    if refused:
        _log.warning("an answer of the register changed nothing", extra={"reference": put.subject})
    return True


def _all_or_nothing(connection: Connection, office: Office, put: Put, now: datetime) -> str:
    part = connection.begin_nested()
    try:
        refused = _taken(connection, office, put, now)
    except OUTAGES:
        raise
    except Exception:
        _log.exception("an answer of the register could not be taken")
        refused = FAILED
    if refused:
        part.rollback()
    else:
        part.commit()
    return refused


def _taken(connection: Connection, office: Office, put: Put, now: datetime) -> str:
    """Do what it says; "" where that is done, else why it cannot be."""
    if put.said_at is None or put.data is None:
        return UNREADABLE
    intake_id = intakes.id_of_reference(connection, put.subject)
    if intake_id is None:
        return UNKNOWN
    intake = intakes.load(connection, office.keyring, intake_id, lock=True)
    newest = register_answers.newest_taken_at(connection, put.subject)
    if newest is not None and put.said_at < newest:
        return STALE
    try:
        decisions = Answer.read(put.data).decisions(intake)
        for decision in decisions:
            if intake.closed_at and not decision.on_closed:
                return CLOSED
            _know_the_register(connection, now)
            intake = desk.make(connection, office, REGISTER, intake, decision, now)
    except UnreadableAnswerError as unreadable:
        return str(unreadable)
    except RefusedError as refused:
        # It speaks of days and fields, and quotes nobody.
        return f"{refused.field}: {refused}" if refused.field else str(refused)
    audit.append(connection, audit.Entry(now, None, "register.answer", put.subject))
    return ""


def _know_the_register(connection: Connection, now: datetime) -> None:
    if REGISTER.id not in staff.names(connection):
        staff.add(connection, REGISTER, now)
