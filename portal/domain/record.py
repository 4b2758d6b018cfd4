"""The record that the register reads: one intake as it is now, in the register's words.

The shape is held by portal/register/schemas/record-1.5.json; docs/register-queue.md explains
each field. A minor version may only add fields.
"""

from __future__ import annotations

from typing import Any

from portal.domain.clock import DueDates
from portal.domain.flags import Flag
from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.record_advocacy import NamedService, advocacy_part, submitter_part
from portal.domain.record_parts import at, day, linked
from portal.domain.record_triage import Decisions, triage_part
from portal.domain.record_way_back import Beside, way_back_part

RECORD_VERSION = "1.5"
NOTHING_BESIDE = Beside()
SCHEMA_ID = f"urn:heard:schema:record:{RECORD_VERSION}"


def snapshot(
    intake: Intake,
    version: int,
    due: DueDates,
    services: tuple[NamedService, ...],
    decisions: Decisions | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> dict[str, Any]:
    """The whole intake as JSON values. `version` counts from 1 for each intake.

    `decisions` None: customer care have not decided anything yet, and its `triage` is null.
    """
    name_of = decisions.name_of if decisions else _nobody
    return {
        "schema": SCHEMA_ID,
        "reference": intake.reference,
        "version": version,
        "received_at": at(intake.received_at),
        "read_by": day(due.read_by),
        "answer_by": day(due.answer_by),
        "method_of_receipt": intake.method,
        "language": intake.language,
        "record_type": intake.register_type,
        "record_type_decided": intake.record_type is not None,
        "kind": intake.kind,
        "topic": intake.topic,
        "originator": intake.originator,
        "submitted_by": intake.submitted_by,
        "submitter": submitter_part(intake.submitter),
        "taken_over_at": at(intake.taken_over_at),
        "child_says": intake.child_says,
        "words": [_said(words) for words in intake.words],
        "desired_outcome": intake.desired_outcome or None,
        "person": _person(intake),
        "advocacy": advocacy_part(intake, services),
        "contact": _contact(intake.contact),
        "should_not_see": intake.should_not_see or None,
        "flags": [_flag(flag) for flag in intake.flags],
        "urgent": intake.is_urgent,
        "closed_at": at(intake.closed_at),
        "triage": triage_part(intake.triage, decisions) if decisions else None,
        "way_back": way_back_part(intake.way_back, beside, name_of),
        "linked": [linked(one) for one in beside.links],
    }


def _nobody(_staff_id: str) -> str:
    # Without a decision nobody wrote anything.
    return ""


def _said(words: Words) -> dict[str, Any]:
    return {"text": words.text, "said_at": at(words.said_at), "new": words.is_new}


def _flag(flag: Flag) -> dict[str, str | None]:
    return {"flag": flag.name, "rule": flag.rule, "language": flag.language}


def _person(intake: Intake) -> dict[str, Any]:
    return {
        "name": intake.name or None,
        "age_band": intake.age_band,
        "looked_after": intake.looked_after,
        "feels_safe": intake.feels_safe,
    }


def _contact(contact: SafeContact) -> dict[str, Any]:
    return {
        "way": contact.way,
        "details": contact.details or None,
        "texting_address": contact.texting_address or None,
        "texts_allowed": contact.texts_allowed,
        "best_times": contact.best_times or None,
        "who_else_sees": contact.who_else_sees or None,
        "given_by": contact.given_by,
        "confirmed_by_child": contact.confirmed_by_child,
    }
