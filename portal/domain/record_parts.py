"""The parts of what was decided, each as the record has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from portal.domain.guide_answers import Guide
from portal.domain.links import Link
from portal.domain.referral_steps import Happened
from portal.domain.staff import NameOf
from portal.domain.triage import (
    Authority,
    Closing,
    DataProtection,
    Done,
    Education,
    Ombudsman,
    TakenDown,
    Withdrawn,
)

Json = dict[str, Any]


def at(moment: datetime | None) -> str | None:
    """A moment in UTC, to the second."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day(of: date | None) -> str | None:
    """A London day."""
    return of.isoformat() if of else None


def or_null(part: Callable[[Any], Json], value: object) -> Json | None:
    """The part that is made of a value; null where there is none."""
    return None if value is None else part(value)


def taken_down(name_of: NameOf) -> Callable[[TakenDown], Json]:
    """Who wrote it down for the child, and whether it was read back."""

    def part(taken: TakenDown) -> Json:
        return {
            "by": name_of(taken.by) or None,
            "at": at(taken.at),
            "read_back": taken.read_back,
            "reason": taken.reason or None,
        }

    return part


def authority(found: Authority) -> Json:
    """Whose child it is."""
    return {
        "ours": found.is_ours,
        "name": found.name or None,
        "consent": found.consent or None,
        "handed_over_on": day(found.handed_over_on),
        "note": found.note or None,
    }


def guide(found: Guide) -> Json:
    """The four questions, as they were answered."""
    return {
        "who": found.who or None,
        "function": found.function or None,
        "when": found.when or None,
        "excluded": list(found.excluded),
        "proposed": found.proposed,
    }


def education(found: Education) -> Json:
    """An education matter, in its own part of the report's words."""
    return {"record_type": found.record_type, "originator": found.originator}


def done(found: Done) -> Json:
    """Something done on a day."""
    return {"on": day(found.on), "how": found.how or None, "note": found.note or None}


def data_protection(flagged: DataProtection) -> Json:
    """The data-protection side."""
    return {
        "flagged_on": day(flagged.flagged_on),
        "acknowledged_on": day(flagged.acknowledged_on),
    }


def advocacy(found: Happened) -> Json:
    """The service that the wish was passed to last."""
    return {
        "service": found.service,
        "name": found.name or None,
        "passed_on": day(found.on),
        "how": found.note or None,
    }


def withdrawn(found: Withdrawn) -> Json:
    """That it was taken back."""
    return {
        "on": day(found.on),
        "how": found.how or None,
        "asked_to_stop": found.asked_to_stop,
        "note": found.note or None,
    }


def closing(found: Closing) -> Json:
    """What came of it."""
    return {
        "outcomes": list(found.outcomes),
        "learned": found.learned or None,
        "fault_found": found.fault_found,
        "shown": found.shown or None,
    }


def ombudsman(found: Ombudsman) -> Json:
    """What the Ombudsman was asked and decided."""
    return {"contacted_on": day(found.contacted_on), "decision": found.decision}


def linked(one: Link) -> Json:
    """Another intake that belongs with it."""
    return {"kind": one.kind, "reference": one.reference}
