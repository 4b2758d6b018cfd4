"""Days and times as the desk writes them, in London."""

from __future__ import annotations

from datetime import date, datetime

from portal.domain.clock import London


def on_day(day: date | None) -> str:
    """A day as officers write it: "Thu 26 Nov 2026"; "" for none."""
    return day.strftime("%a %-d %b %Y") if day else ""


def at_time(moment: datetime | None) -> str:
    """A moment in London: "Thu 26 Nov 2026, 09:30"; "" for none."""
    return moment.astimezone(London).strftime("%a %-d %b %Y, %H:%M") if moment else ""
