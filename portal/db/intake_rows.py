"""An intake as a row and back; what of it is sealed: portal.db.intake_sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from portal.db.intake_sealed import opened_columns, sealed_columns
from portal.db.sealing import Keyring, Place
from portal.domain.flags import Flag, FlagName
from portal.domain.inbox import InboxPlace
from portal.domain.intake import Intake, Words, new_id
from portal.domain.referral import advocacy_began_on
from portal.domain.submitter import ChildSays
from portal.domain.taxonomy import (
    AgeBand,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    RecordType,
    SubmittedBy,
    YesNo,
)


def _words_place(intake_id: str, position: int) -> Place:
    # Bound to the intake and the order in it: words moved to another intake do not open.
    return Place("words", "text", f"{intake_id} {position}")


def to_row(
    keyring: Keyring, intake: Intake, place: InboxPlace, *, changed_at: datetime
) -> dict[str, Any]:
    """The columns of an intake but its id."""
    return {
        "reference": intake.reference,
        "submission_id": intake.submission_id,
        "received_at": intake.received_at,
        "changed_at": changed_at,
        "method": intake.method,
        "language": intake.language,
        "kind": intake.kind,
        "record_type": intake.record_type,
        "originator": intake.originator,
        "submitted_by": intake.submitted_by,
        "topic": intake.topic,
        "age_band": intake.age_band,
        "looked_after": intake.looked_after,
        "wants_advocate": intake.wants_advocate,
        "advocate_asked_at": intake.advocate_asked_at,
        "advocacy_services": list(intake.advocacy_services),
        "feels_safe": intake.feels_safe,
        "flags": [[flag.name, flag.rule, flag.language] for flag in intake.flags],
        "is_urgent": intake.is_urgent,
        "closed_at": intake.closed_at,
        "seen_at": intake.seen_at,
        **_of_whoever_told(intake),
        "advocacy_on": advocacy_began_on(intake),
        **sealed_columns(keyring, intake),
        **_inbox_columns(place),
    }


def _of_whoever_told(intake: Intake) -> dict[str, Any]:
    """Which advocate told us, and what became of it since."""
    return {
        "submitter_id": intake.submitter.staff_id if intake.submitter else None,
        "taken_over_at": intake.taken_over_at,
        "child_says": intake.child_says,
    }


def _inbox_columns(place: InboxPlace) -> dict[str, Any]:
    return {
        "inbox_rank": int(place.rank),
        "due_on": place.due_on,
        "audience": place.audience,
        "waits_for_advocate": place.waits_for_advocate,
        "assigned_to": place.assigned_to,
        "passed_to": place.passed_to,
        "advocate_by": place.advocate_by,
    }


def words_row(keyring: Keyring, intake_id: str, position: int, said: Words) -> dict[str, Any]:
    """The columns of one thing said, as the `position`-th of its intake."""
    return {
        "id": new_id(),
        "intake_id": intake_id,
        "position": position,
        "said_at": said.said_at,
        "is_new": said.is_new,
        "text_sealed": keyring.seal(_words_place(intake_id, position), said.text),
    }


def words_from(keyring: Keyring, row: Row[Any]) -> Words:
    """One thing said, from its row.

    :raise portal.db.sealing.UnreadableError: it does not belong to this intake and place.
    """
    text = keyring.open(_words_place(row.intake_id, row.position), row.text_sealed)
    return Words(text, row.said_at, row.is_new)


def from_row(keyring: Keyring, row: Row[Any], words: tuple[Words, ...]) -> Intake:
    """The intake, from its row and what was said in it.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    return Intake(
        id=row.id,
        reference=row.reference,
        received_at=row.received_at,
        method=MethodOfReceipt(row.method),
        language=row.language,
        words=words,
        submission_id=row.submission_id,
        kind=Kind(row.kind) if row.kind else None,
        record_type=RecordType(row.record_type) if row.record_type else None,
        originator=Originator(row.originator) if row.originator else None,
        submitted_by=SubmittedBy(row.submitted_by),
        topic=row.topic,
        age_band=AgeBand(row.age_band) if row.age_band else None,
        looked_after=LookedAfter(row.looked_after) if row.looked_after else None,
        wants_advocate=YesNo(row.wants_advocate) if row.wants_advocate else None,
        advocate_asked_at=row.advocate_asked_at,
        advocacy_services=tuple(row.advocacy_services),
        feels_safe=FeelsSafe(row.feels_safe) if row.feels_safe else None,
        flags=tuple(Flag(FlagName(name), rule, lang) for name, rule, lang in row.flags),
        closed_at=row.closed_at,
        seen_at=row.seen_at,
        taken_over_at=row.taken_over_at,
        child_says=ChildSays(row.child_says) if row.child_says else None,
        **opened_columns(keyring, row),
    )
