"""What an officer must know before reading on: how dangerous, how to reach them, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from portal.care.intake_parts.clocks import Clock
from portal.care.intake_parts.flags import RaisedFlag
from portal.care.intake_parts.reach import Reach
from portal.desk.days_said import at_time, on_day
from portal.domain.intake import Intake
from portal.domain.sight import waits_for_names

_NAMED, _DUE = 3, 2


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One line, how it looks ("danger", "warm" or "calm"), and the part of the page it leads to."""

    text: str
    tone: str
    part: str


def glance(
    intake: Intake, flags: tuple[RaisedFlag, ...], how: Reach, due: tuple[Clock, ...]
) -> tuple[Glimpse, ...]:
    """The lines above the words, the most pressing first."""
    pressing = [Glimpse(_flag(flag), "danger", "flags") for flag in flags if flag.is_first]
    return (*pressing, *_told(intake), _contact(how), *_kept(intake), *map(_clock, due[:_DUE]))


def _flag(flag: RaisedFlag) -> str:
    rules = [reason.rule.lower() for reason in flag.reasons]
    more = len(rules) - _NAMED
    named = ", ".join(rules[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{flag.label}: {named}"


def _told(intake: Intake) -> list[Glimpse]:
    """Whether anybody was told of a danger, so that nobody only believes that somebody did."""
    told = intake.triage.safeguarding
    if told:
        return [Glimpse(f"Safeguarding told: {at_time(told[-1].told_at)}", "calm", "decided")]
    if intake.is_urgent and not intake.closed_at:
        return [Glimpse("Nobody is recorded as told of the danger", "danger", "decided")]
    return []


def _contact(how: Reach) -> Glimpse:
    """How to reach them, never without what must not be done."""
    if how.is_open and how.warnings:
        return Glimpse(f"{how.headline}, but: {how.warnings[0]}", "warm", "reach")
    return Glimpse(how.headline, "calm" if how.is_open else "warm", "reach")


def _kept(intake: Intake) -> list[Glimpse]:
    """Still so once people are matched: those whom a child names need not work here."""
    is_so = waits_for_names(intake) or intake.should_not_see.strip()
    return [Glimpse("Somebody must not see this", "warm", "shield")] if is_so else []


def _clock(clock: Clock) -> Glimpse:
    tone = "danger" if clock.is_overdue else "calm"
    return Glimpse(f"{clock.label} {on_day(clock.by)}: {clock.left}", tone, "clocks")
