"""Days counted by hand: one after the other, with a list of holidays that is not the code's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import holidays

from portal.domain.clock import London, WorkingDays
from portal.domain.deadlines import Rules
from portal.domain.intake import Intake, Words
from portal.domain.pauses import Pause
from portal.domain.triage import Triage
from portal.services.calendar import england
from tests.any_intake import an_intake

FIRST, LAST = date(2006, 1, 1), date(2030, 12, 31)
BANK_HOLIDAYS = frozenset(
    holidays.country_holidays("GB", subdiv="ENG", years=range(2006, 2033)).keys()
)
DAY = timedelta(days=1)


def walk(start: date, n: int, closed: frozenset[date], pauses: tuple[Pause, ...] = ()) -> date:
    """The day on which the n-th day is counted, looking at each day after `start` in turn."""
    day, left = start, n
    while left:
        day += DAY
        is_off = day.isoweekday() > 5 or day in BANK_HOLIDAYS or day in closed
        waits = any(one.until and one.since < day <= one.until for one in pauses)
        left -= not is_off and not waits
    return day


def rules(
    closed: frozenset[date] = frozenset(), *, pause_counts: bool = True, answer_days: int = 10
) -> Rules:
    """The calendar that is in use, with more days closed."""
    bank = england().is_closed
    days = WorkingDays(lambda day: day in closed or bank(day))
    return Rules(days, 2, answer_days, pause_counts)


def received_on(day: date, at: time = time(12), **decided: object) -> Intake:
    """An intake of that London day, with nobody asking for an advocate and not opened yet."""
    return an_intake(
        received_at=datetime.combine(day, at, London).astimezone(UTC),
        words=(Words("x", datetime.combine(day, at, London).astimezone(UTC)),),
        wants_advocate=None,
        advocate_asked_at=None,
        seen_at=None,
        closed_at=None,
        triage=Triage(**decided),  # type: ignore[arg-type]
    )
