"""Who is on duty, by hours and holidays: whom a notice goes to first.

A roster is a list of turns, and the first that fits the moment counts. The last one is for all
other times, so that at every moment somebody is on duty. Times are London's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from portal.domain.clock import London, WorkingDays
from portal.domain.mail_address import is_address

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIELDS = {"days", "hours", "on_holidays", "emails"}
_EVERY_DAY = frozenset(range(7))


class DutyError(ValueError):
    """The roster cannot be used; the message says in one sentence what it must have."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When these people are on duty, the first to be told first.

    `closes` is not within the hours; None means until midnight. `on_holidays`: also on days on
    which the office is closed.
    """

    emails: tuple[str, ...]
    days: frozenset[int] = _EVERY_DAY
    opens: time = time.min
    closes: time | None = None
    on_holidays: bool = True

    def fits(self, now: datetime, days: WorkingDays) -> bool:
        """Whether it is the turn of these people at `now`."""
        here = now.astimezone(London)
        is_within = self.opens <= here.time() and (self.closes is None or here.time() < self.closes)
        is_day = here.weekday() in self.days
        return is_within and is_day and (self.on_holidays or not days.is_closed(here.date()))


@dataclass(frozen=True, slots=True)
class Roster:
    """All turns; the last is for all other times."""

    turns: tuple[Turn, ...]

    def on_duty(self, now: datetime, days: WorkingDays) -> tuple[str, ...]:
        """The addresses of those on duty at `now`, the first to be told first."""
        return next(turn.emails for turn in self.turns if turn.fits(now, days))


def parse_roster(json_text: str) -> Roster:
    """The roster written as a JSON list of turns.

    Each has "emails", and all but the last "days" ("mon-fri", "sat,sun"), "hours"
    ("09:00-17:00", "17:00-24:00") or both; "on_holidays" is false unless it is said.

    :raise DutyError: it is not such a list, or leaves an hour without anybody.
    """
    try:
        entries = json.loads(json_text)
    except json.JSONDecodeError:
        raise DutyError("must be JSON") from None
    if not isinstance(entries, list) or not entries:
        raise DutyError("must be a JSON list of turns")
    if not all(isinstance(entry, dict) and entry.keys() <= _FIELDS for entry in entries):
        raise DutyError(f"must be a list of turns with no fields but {', '.join(sorted(_FIELDS))}")
    if entries[-1].keys() != {"emails"}:
        raise DutyError('must end with a turn that has "emails" alone, for all other times')
    others = tuple(_turn(entry) for entry in entries[:-1])
    return Roster((*others, Turn(_emails(entries[-1]))))


def _turn(entry: dict[str, Any]) -> Turn:
    if not entry.keys() & {"days", "hours"}:
        raise DutyError('must give every turn but the last "days" or "hours"')
    opens, closes = _hours(entry.get("hours", "00:00-24:00"))
    on_holidays = entry.get("on_holidays", False)
    if not isinstance(on_holidays, bool):
        raise DutyError('must have true or false for "on_holidays"')
    return Turn(_emails(entry), _days(entry.get("days", "mon-sun")), opens, closes, on_holidays)


def _emails(entry: dict[str, Any]) -> tuple[str, ...]:
    emails = entry.get("emails")
    if not isinstance(emails, list) or not emails or not all(map(is_address, emails)):
        raise DutyError('must give every turn "emails", a list of addresses')
    return tuple(dict.fromkeys(email.lower() for email in emails))


def _days(text: object) -> frozenset[int]:
    try:
        return frozenset(day for part in str(text).split(",") for day in _span(part))
    except ValueError:
        raise DutyError('must have "days" as mon-fri or sat,sun') from None


def _span(text: str) -> range:
    first, _, last = text.strip().lower().partition("-")
    found = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    if not found:
        raise ValueError(text)
    return found


def _hours(text: object) -> tuple[time, time | None]:
    try:
        first, last = str(text).split("-")
        opens = time.fromisoformat(first.strip())
        closes = None if last.strip() == "24:00" else time.fromisoformat(last.strip())
        is_in_order = opens.tzinfo is None and (closes is None or opens < closes)
    except (TypeError, ValueError):
        is_in_order = False
    if not is_in_order:
        raise DutyError('must have "hours" of one day as 09:00-17:00 or 17:00-24:00')
    return opens, closes
