"""Quiet hours: no text that answers nothing in hand wakes a child, or whoever sleeps beside them.

They never hold up the reply to a child who has just texted: that goes at once.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from portal.domain.clock import London

# Texts may go between these, in London.
TEXT_HOURS = (time(8), time(20))
# A text that waits for a phone to be switched on must not arrive much later.
LONGEST_WAIT = timedelta(hours=4)
_SHORTEST_WAIT = timedelta(minutes=5)


def not_quiet_from(now: datetime, hours: tuple[time, time] = TEXT_HOURS) -> datetime:
    """When a text may go: `now`, or in the morning where it is quiet. Aware, in London's time."""
    here, (opens, closes) = now.astimezone(London), hours
    if here.time() >= closes:
        return datetime.combine(here.date() + timedelta(days=1), opens, London)
    return max(here, datetime.combine(here.date(), opens, London))


def is_quiet(now: datetime, hours: tuple[time, time] = TEXT_HOURS) -> bool:
    """Whether no text may go now."""
    return not_quiet_from(now, hours) > now


def may_wait(now: datetime, hours: tuple[time, time] = TEXT_HOURS) -> timedelta:
    """How long the network may go on trying: four hours, and not into the night."""
    here = now.astimezone(London)
    night = datetime.combine(here.date(), hours[1], London) - here
    return max(min(LONGEST_WAIT, night), _SHORTEST_WAIT)
