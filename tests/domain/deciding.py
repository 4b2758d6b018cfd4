"""What tests of decisions share: who decides, when, and an intake with nothing decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from portal.domain.advocacy import AdvocacyService, Contract, DatedName, Serves
from portal.domain.clock import London
from portal.domain.decisions import By, Decision, RefusedError
from portal.domain.intake import Intake
from portal.domain.referral_steps import Happened, Step
from portal.domain.triage import Triage
from portal.services.calendar import england
from tests.any_intake import an_intake

# A Tuesday; customer care decide on the Wednesday of the week after.
RECEIVED = date(2026, 11, 24)
TODAY = date(2026, 12, 2)
DAY = timedelta(days=1)
ME = "99999999-9999-4999-8999-999999999999"

_CONTRACT = Contract(date(2007, 4, 1), serves=Serves.LOOKED_AFTER)
UPFRONT = AdvocacyService(
    "upfront",
    (DatedName("Upfront", date(2007, 4, 1)), DatedName("Up Front Kent", date(2026, 12, 1))),
    (_CONTRACT,),
)
OVER = replace(UPFRONT, key="over", contracts=(replace(_CONTRACT, ends_on=TODAY - DAY),))
TO_COME = replace(UPFRONT, key="to-come", contracts=(replace(_CONTRACT, starts_on=TODAY + DAY),))


def by(day: date = TODAY, **more: Any) -> By:
    """Somebody of customer care, at noon of this day."""
    at = datetime.combine(day, time(12), London).astimezone(UTC)
    values = {"pause_counts": True, "services": (UPFRONT, OVER, TO_COME), **more}
    return By(ME, at, england(), **values)


def received(day: date = RECEIVED, **decided: Any) -> Intake:
    """An intake of this day, with nothing decided but what is named."""
    at = datetime.combine(day, time(12), London).astimezone(UTC)
    triage = Triage(**decided)
    return an_intake(received_at=at, closed_at=None, record_type=None, triage=triage)


def sent(on: date = RECEIVED, *more: Step, service: str = "upfront") -> tuple[Happened, ...]:
    """The steps of a wish that was passed to a service on a day, and then these on the same."""
    at = datetime.combine(on, time(12), London).astimezone(UTC)
    part: dict[str, Any] = {
        "on": on,
        "at": at,
        "referral": "r1",
        "service": service,
        "name": "Up Front Kent",
    }
    return tuple(Happened(step, **part) for step in (Step.SENT, *more))


def refusal(decision: Decision, intake: Intake, who: By | None = None) -> tuple[str, str]:
    """The field and the sentence with which it is refused; the test fails where it is not."""
    with pytest.raises(RefusedError) as refused:
        decision.applied_to(intake, who or by())
    return refused.value.field, str(refused.value)
