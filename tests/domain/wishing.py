"""A child's wish for an advocate at every step of its way, for tests of what is decided of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from portal.domain.intake import Intake
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import YesNo
from tests.domain.deciding import DAY, RECEIVED, by, received, sent

THIRD = RECEIVED + 3 * DAY
SAID_NO: dict[str, Any] = {"wants_advocate": YesNo.NO, "advocate_asked_at": None}
SAID_NOTHING: dict[str, Any] = {"wants_advocate": None, "advocate_asked_at": None}


def one(*steps: Happened, **said: Any) -> Intake:
    """An intake with these steps, of a child who asked on the day it came unless it says else."""
    at = by(RECEIVED).at
    values = {"wants_advocate": YesNo.YES, "advocate_asked_at": at, **said}
    return replace(received(advocacy_steps=steps), **values)


def passed_on(*more: Step, on: date = RECEIVED, advocate: str = "Sarah Jones") -> Intake:
    """One that Up Front Kent has, and what came after."""
    return one(
        *(replace(s, advocate=advocate if s.step is Step.NAMED else "") for s in sent(on, *more))
    )
