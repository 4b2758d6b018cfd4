"""What was decided, in the record's own words: names for people, and every field always there.

The field names here are the register's contract. They stay when those of `Triage` change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.domain import record_parts as parts
from portal.domain.deadlines import Deadlines
from portal.domain.links import Link
from portal.domain.record_advocacy import independent_person, may_not_act
from portal.domain.record_parts import Json, at, day, linked, or_null
from portal.domain.referral_steps import Happened, Step
from portal.domain.staff import NameOf
from portal.domain.triage import Triage

LEFT_OUT = {
    "barred": "Whom a child does not want to see it is for our own doors, and for nobody else.",
    "not_meant": "Names that a child might have meant and did not: of people it is not about.",
    "matched_answer": "It is `should_not_see` as it was when somebody matched it to people.",
}
"""Fields of `Triage` that no record has, and why."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a record says of decisions that the intake does not hold.

    `name_of` gives a colleague's name for a staff id, "" where it knows none.
    """

    count: int
    last_at: datetime
    due: Deadlines
    name_of: NameOf
    links: tuple[Link, ...] = ()


def triage_part(triage: Triage, decisions: Decisions) -> Json:
    """All that was decided so far, as JSON values. "" becomes null."""
    return {
        "decided_at": at(decisions.last_at),
        "decisions": decisions.count,
        "taken_down": or_null(parts.taken_down(decisions.name_of), triage.taken_down),
        **_whose_and_what(triage),
        **_how_long(triage, decisions.due),
        **_by_whom(triage, decisions.name_of),
        **_beside(triage),
        **_in_the_end(triage),
        "translation_asked_at": at(triage.translation_asked_at),
        "translations": [
            {
                "language": one.language,
                "made_by": one.made_by,
                "made_on": day(one.made_on),
                "text": one.text,
            }
            for one in triage.translations
        ],
        "linked": [linked(one) for one in decisions.links],
    }


def _whose_and_what(triage: Triage) -> Json:
    return {
        "authority": or_null(parts.authority, triage.authority),
        "guide": or_null(parts.guide, triage.guide),
        "late_reason": triage.late_reason or None,
        "routes": list(triage.routes),
        "main_subject": triage.main_subject,
        "other_subjects": list(triage.other_subjects),
        "education": or_null(parts.education, triage.education),
        "team": triage.team or None,
        "stage": triage.stage,
        "stage_two_requested_on": day(triage.stage_two_requested_on),
        "stage_two_agreed_on": day(triage.stage_two_agreed_on),
        "straight_to_stage_two": triage.is_straight_to_two,
        "stage_three_requested_on": day(triage.stage_three_requested_on),
        "panel_met_on": day(triage.panel_met_on),
        "panel_reported_on": day(triage.panel_reported_on),
    }


def _how_long(triage: Triage, due: Deadlines) -> Json:
    return {
        "complex": triage.is_complex,
        "complex_reason": triage.complex_reason or None,
        "extended_to": day(triage.extended_to),
        "extended_on": day(triage.extended_on),
        "extension_reason": triage.extension_reason or None,
        "stage_two_extended_to": day(triage.stage_two_extended_to),
        "stage_two_extension_reason": triage.stage_two_extension_reason or None,
        "pauses": [
            {"since": day(one.since), "until": day(one.until), "reason": one.reason or None}
            for one in triage.pauses
        ],
        "answer_without_pause": day(due.answer_without_pause),
    }


def _by_whom(triage: Triage, name_of: NameOf) -> Json:
    assigned, passed = triage.assigned_to, triage.passed_to
    return {
        "assigned_to": (name_of(assigned) if assigned else "") or None,
        "responsible_manager": (name_of(passed) if passed else "") or triage.passed_to_name or None,
        "acknowledged": or_null(parts.done, triage.acknowledged),
        "contact_made": or_null(parts.done, triage.contact_made),
        "answer_sent": or_null(parts.done, triage.answer_sent),
        "stage_one_answer": or_null(parts.done, triage.stage_one_answer),
        "stage_two_answer": or_null(parts.done, triage.stage_two_answer),
    }


def _beside(triage: Triage) -> Json:
    return {
        "safeguarding": [
            {"who": one.who, "told_at": at(one.told_at), "note": one.note or None}
            for one in triage.safeguarding
        ],
        "data_protection": or_null(parts.data_protection, triage.data_protection),
        "advocacy_passed_on": or_null(parts.advocacy, _last_sent(triage)),
        "area": triage.area or None,
        "may_not_act": [may_not_act(one) for one in triage.may_not_act],
        "independent_person": or_null(independent_person, triage.independent_person),
        "case_number": triage.case_number or None,
        "should_not_see_matched": triage.names_matched,
        "about_customer_care": triage.about_customer_care,
    }


def _last_sent(triage: Triage) -> Happened | None:
    sent = (one for one in reversed(triage.advocacy_steps) if one.step is Step.SENT)
    return next(sent, None)


def _in_the_end(triage: Triage) -> Json:
    return {
        "withdrawn": or_null(parts.withdrawn, triage.withdrawn),
        "closing": or_null(parts.closing, triage.closing),
        "ombudsman": or_null(parts.ombudsman, triage.ombudsman),
    }
