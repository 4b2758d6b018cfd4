"""Stage One waiting for an advocate, and how far that moves a day.

The days after `since`, up to and with `until`, do not count. A pause that runs moves nothing
until somebody ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.clock import WorkingDays


@dataclass(frozen=True, slots=True)
class Pause:
    """Stage One waiting for an advocate. `until` None: it waits still."""

    since: date
    reason: str
    until: date | None = None


def running(pauses: tuple[Pause, ...]) -> Pause | None:
    """The pause that nobody has ended yet; None where the clock runs."""
    return next((pause for pause in pauses if pause.until is None), None)


def moved(day: date, pauses: tuple[Pause, ...], days: WorkingDays) -> date:
    """`day`, as many working days later as were waited before it came; in the pauses' order."""
    for pause in pauses:
        if pause.until is not None and pause.since < day:
            day = days.add(day, days.count(pause.since, pause.until))
    return day
