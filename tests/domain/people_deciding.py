"""People of the desk and intakes to decide about, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.domain.clock import WorkingDays
from portal.domain.decisions import By, Decision, RefusedError
from portal.domain.intake import Intake
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Triage
from tests.any_intake import an_intake

NOW = datetime(2026, 11, 26, 9, 30, 20, tzinfo=UTC)
CAME = NOW - timedelta(days=3)
TODAY = NOW.date()
LONG_AGO, TOMORROW = TODAY - timedelta(days=4), TODAY + timedelta(days=1)


def somebody(name: str, *roles: Role, **more: Any) -> StaffMember:
    """A person whose id is their name."""
    return StaffMember(name, f"{name}@kent.example", name, frozenset(roles), **more)


OFFICER, OTHER = somebody("olu", Role.OFFICER), somebody("ada", Role.OFFICER)
CLEARED = somebody("cleo", Role.OFFICER, is_cleared=True)
OUTSIDE = somebody("otto", Role.OFFICER, is_outside=True)
MANAGER, ADMINISTRATOR = somebody("mo", Role.MANAGER), somebody("abe", Role.ADMINISTRATOR)
GONE = somebody("gus", Role.OFFICER, left_at=CAME)
GONE_MANAGER = somebody("gil", Role.MANAGER, left_at=CAME)
EVERYBODY = (OFFICER, OTHER, CLEARED, OUTSIDE, MANAGER, ADMINISTRATOR, GONE, GONE_MANAGER)


def an_open_intake(triage: Triage | None = None, **more: Any) -> Intake:
    """One that came three days ago, with nothing decided but `triage`, and nobody to keep out."""
    plain = {"flags": (), "advocate_asked_at": None, "should_not_see": "", "closed_at": None}
    return an_intake(**{**plain, "received_at": CAME, "triage": triage or Triage(), **more})


def after(decision: Decision, intake: Intake, *people: StaffMember) -> Intake:
    """The intake once an officer decided so; `people`: who there is, everybody where none."""
    days = WorkingDays(lambda _: False)
    return decision.applied_to(intake, By(OFFICER.id, NOW, days, people or EVERYBODY))


def refusal(decision: Decision, intake: Intake, *people: StaffMember) -> tuple[str, str]:
    """Why it is refused: the field, and the sentence."""
    with pytest.raises(RefusedError) as refused:
        after(decision, intake, *people)
    return refused.value.field, str(refused.value)


def untouched(before: Intake, now: Intake) -> bool:
    """Whether nothing but decisions differs, and whether it is closed."""
    return replace(now, triage=before.triage, closed_at=before.closed_at) == before
