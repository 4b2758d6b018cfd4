"""What an officer must know before reading on: how dangerous, how to reach them, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from portal.care.days_said import on_day
from portal.care.intake_parts.clocks import Clock
from portal.care.intake_parts.flags import RaisedFlag
from portal.care.intake_parts.reach import Reach

_NAMED, _DUE = 3, 2


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One line, how it looks ("danger", "warm" or "calm"), and the part of the page it leads to."""

    text: str
    tone: str
    part: str


def glance(
    flags: tuple[RaisedFlag, ...], how: Reach, due: tuple[Clock, ...], *, is_shielded: bool
) -> tuple[Glimpse, ...]:
    """The lines above the words, the most pressing first."""
    pressing = [Glimpse(_flag(flag), "danger", "flags") for flag in flags if flag.is_first]
    kept = [Glimpse("Somebody must not see this", "warm", "shield")] if is_shielded else []
    is_plain = how.is_open and not how.warnings
    contact = Glimpse(how.headline, "calm" if is_plain else "warm", "reach")
    return (*pressing, contact, *kept, *map(_clock, due[:_DUE]))


def _flag(flag: RaisedFlag) -> str:
    rules = [reason.rule.lower() for reason in flag.reasons]
    more = len(rules) - _NAMED
    named = ", ".join(rules[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{flag.label}: {named}"


def _clock(clock: Clock) -> Glimpse:
    tone = "danger" if clock.is_overdue else "calm"
    return Glimpse(f"{clock.label} {on_day(clock.by)}: {clock.left}", tone, "clocks")
