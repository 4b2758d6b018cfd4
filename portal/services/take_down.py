"""Take in what came by telephone, in person, by letter or e-mail, as somebody writes it down.

Whoever writes is never who it is about: their own name and address are refused as the child's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from portal.db import audit, intakes
from portal.domain.decisions import RefusedError
from portal.domain.decisions.taking_down import SPOKEN, WRITTEN, TakeDown
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import SubmittedBy
from portal.services import desk, ways_back
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.own_details import OwnDetails, is_ours
from portal.services.ways_back import CodeWords, free_reference

# The calendar knows no holiday before it, so no clock could start there.
EARLIEST = datetime(2006, 1, 1, tzinfo=UTC)


def take_down(
    connection: Connection,
    office: Office,
    member: StaffMember,
    told: Callable[[str], Intake],
    decision: TakeDown,
    lead_back: CodeWords,
    now: datetime,
) -> Intake:
    """Receive the intake that `told` makes for a free reference, as written down by `member`.

    They have seen it, unless the child wants somebody kept out: then others look at it first.

    :raise RefusedError: it cannot be taken in so.
    :raise sqlalchemy.exc.IntegrityError: this form was saved before.
    """
    intake = _by_staff(told(free_reference(connection)))
    refuse(office, member, intake, now)
    if office.inbox_place(intake).audience in member.audiences:
        intake = replace(intake, seen_at=now)
    received = intake_service.receive(
        connection, office, intake, code_words_hash=lead_back.hash, now=now
    )
    after = desk.make(connection, office, member, received, decision, now)
    detail = (("method", str(after.method)),)
    entry = audit.Entry(now, member.id, "intake.taken-down", after.reference, detail)
    audit.append(connection, entry)
    return after


def refuse(office: Office, member: StaffMember, intake: Intake, now: datetime) -> None:
    """Pass in silence.

    :raise RefusedError: it came in no such way or time, or holds details of the writer or
        of customer care.
    """
    if intake.method not in SPOKEN | WRITTEN:
        raise RefusedError("method", "Please choose how it came.")
    if intake.received_at > now:
        raise RefusedError("received_at", "That time has not come yet. When did it reach us?")
    if intake.received_at < EARLIEST:
        raise RefusedError("received_at", "That is very long ago. Please check the year.")
    own = OwnDetails(member)
    for field, text in (("name", intake.name), ("details", intake.contact.details)):
        if own.is_name(text) or own.reaches(text):
            raise RefusedError(
                field,
                "These are your own details. Only the child's belong here: please leave it empty"
                " where they gave none.",
            )
    if is_ours(office, intake.contact.details):
        raise RefusedError("details", "This is customer care's own number, not the child's.")


def sent_before(
    connection: Connection, office: Office, member: StaffMember, submission_id: str
) -> Intake | None:
    """The intake that `member` saved from this form already; None where it was not saved yet.

    :raise portal.services.desk.UnknownIntakeError: somebody else sent this form, such as a child.
    """
    intake_id = intakes.id_of_submission(connection, submission_id)
    if intake_id is None:
        return None
    intake = intakes.load(connection, office.keyring, intake_id)
    taken = intake.triage.taken_down
    if taken is None or taken.by != member.id:
        raise desk.UnknownIntakeError(submission_id)
    return intake


def renew_code_words(
    connection: Connection,
    member: StaffMember,
    intake: Intake,
    instead_of: str,
    new: CodeWords,
    now: datetime,
) -> bool:
    """Give the child other code words, once for each page that asks; False: they were given since.

    :raise portal.services.desk.NotTheirsError: somebody else took it down, or nobody did, or the
        child has taken it over: then other code words would lead to what they wrote since.
    """
    taken = intake.triage.taken_down
    if taken is None or taken.by != member.id or intake.taken_over_at:
        raise desk.NotTheirsError("code words")
    return ways_back.renew_code_words(connection, member, intake, instead_of, new, now)


def _by_staff(intake: Intake) -> Intake:
    contact = replace(intake.contact, given_by=SubmittedBy.STAFF)
    return replace(intake, submitted_by=SubmittedBy.STAFF, contact=contact)
