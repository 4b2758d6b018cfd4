"""An intake as a row and back: what a person typed is sealed, each value bound to its place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from portal.db import triage_json
from portal.db.sealing import Keyring, Place
from portal.domain.flags import Flag, FlagName
from portal.domain.inbox import InboxPlace
from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words, new_id
from portal.domain.referral import advocacy_began_on
from portal.domain.submitter import ChildSays, Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    RecordType,
    SubmittedBy,
    TextsAllowed,
    YesNo,
)
from portal.domain.triage import Triage


def _place(intake_id: str, column: str) -> Place:
    return Place("intake", column, intake_id)


def _words_place(intake_id: str, position: int) -> Place:
    # Bound to the intake and the order in it: words moved to another intake do not open.
    return Place("words", "text", f"{intake_id} {position}")


def _seal(keyring: Keyring, intake: Intake, column: str, text: str) -> bytes | None:
    return keyring.seal(_place(intake.id, column), text) if text else None


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
        "wish_sealed": _wish_sealed(keyring, intake),
        "feels_safe": intake.feels_safe,
        "name_sealed": _seal(keyring, intake, "name", intake.name),
        "desired_outcome_sealed": _seal(keyring, intake, "desired_outcome", intake.desired_outcome),
        "should_not_see_sealed": _seal(keyring, intake, "should_not_see", intake.should_not_see),
        "contact_sealed": keyring.seal_json(_place(intake.id, "contact"), asdict(intake.contact)),
        "flags": [[flag.name, flag.rule, flag.language] for flag in intake.flags],
        "is_urgent": intake.is_urgent,
        "closed_at": intake.closed_at,
        "seen_at": intake.seen_at,
        "submitter_sealed": _submitter_sealed(keyring, intake),
        "submitter_id": intake.submitter.staff_id if intake.submitter else None,
        "taken_over_at": intake.taken_over_at,
        "child_says": intake.child_says,
        "advocacy_on": advocacy_began_on(intake),
        "triage_sealed": _triage_sealed(keyring, intake),
        **_inbox_columns(place),
    }


def _wish_sealed(keyring: Keyring, intake: Intake) -> bytes | None:
    if intake.wish == AdvocateWish():
        return None
    return keyring.seal_json(_place(intake.id, "wish"), asdict(intake.wish))


def _submitter_sealed(keyring: Keyring, intake: Intake) -> bytes | None:
    if intake.submitter is None:
        return None
    return keyring.seal_json(_place(intake.id, "submitter"), asdict(intake.submitter))


def _triage_sealed(keyring: Keyring, intake: Intake) -> bytes | None:
    if intake.triage == triage_json.NOTHING_DECIDED:
        return None
    return keyring.seal_json(_place(intake.id, "triage"), triage_json.to_json(intake.triage))


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
        **_opened(keyring, row),
    )


def _opened(keyring: Keyring, row: Row[Any]) -> dict[str, Any]:
    """What a person typed beside the words, and how they may be reached."""

    return {
        "name": opened_text(keyring, row, "name"),
        "desired_outcome": opened_text(keyring, row, "desired_outcome"),
        "should_not_see": opened_text(keyring, row, "should_not_see"),
        "contact": _contact(keyring.open_json(_place(row.id, "contact"), row.contact_sealed)),
        "wish": wish_from(keyring, row),
        "submitter": _submitter(keyring, row),
        "triage": triage_from(keyring, row),
    }


def opened_text(keyring: Keyring, row: Row[Any], column: str) -> str:
    """What stands sealed in this column of an intake; "" where nothing was said.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    sealed: bytes | None = getattr(row, f"{column}_sealed")
    return keyring.open(_place(row.id, column), sealed) if sealed else ""


def triage_from(keyring: Keyring, row: Row[Any]) -> Triage:
    """What was decided of it.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    if row.triage_sealed is None:
        return triage_json.NOTHING_DECIDED
    return triage_json.from_json(keyring.open_json(_place(row.id, "triage"), row.triage_sealed))


def wish_from(keyring: Keyring, row: Row[Any]) -> AdvocateWish:
    """What the child said of the advocate they want.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    if row.wish_sealed is None:
        return AdvocateWish()
    return AdvocateWish(**keyring.open_json(_place(row.id, "wish"), row.wish_sealed))


def _submitter(keyring: Keyring, row: Row[Any]) -> Submitter | None:
    if row.submitter_sealed is None:
        return None
    kept = keyring.open_json(_place(row.id, "submitter"), row.submitter_sealed)
    knows, agrees, words_of = (kept[n] for n in ("child_knows", "child_agrees", "words_of"))
    return Submitter(
        **{
            **kept,
            "relation": Relation(kept["relation"]),
            "child_knows": Knows(knows) if knows else None,
            "child_agrees": Knows(agrees) if agrees else None,
            "words_of": WordsOf(words_of) if words_of else None,
        }
    )


def _contact(kept: dict[str, Any]) -> SafeContact:
    way, allowed = kept["way"], kept["texts_allowed"]
    return SafeContact(
        **{
            **kept,
            "way": ContactWay(way) if way else None,
            "texts_allowed": TextsAllowed(allowed) if allowed else None,
            "given_by": SubmittedBy(kept["given_by"]),
        }
    )
