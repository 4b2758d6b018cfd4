"""Advocacy in numbers, for the yearly report: what became of the wishes of a period, by service.

A wish counts in the period in which it began (`referral.advocacy_began_on`), with everything that
has happened to it since. Each number is counted on its own and stands in one row, so that the rows
come to the total of every column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median

from portal.domain.advocacy import AdvocacyService, Purpose
from portal.domain.clock import WorkingDays
from portal.domain.intake import Intake
from portal.domain.referral import (
    REFUSALS,
    Referral,
    Status,
    asked_on,
    current,
    referrals,
    status,
)
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import YesNo

NO_SERVICE = ""
"""The key of the row of wishes that no service had."""
_APRIL = 4


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, London's."""

    first: date
    last: date

    @classmethod
    def report_year(cls, day: date) -> Period:
        """The year from 1 April to 31 March that this day is in."""
        year = day.year if day.month >= _APRIL else day.year - 1
        return cls(date(year, _APRIL, 1), date(year + 1, 3, 31))


@dataclass(slots=True)
class Counted:
    """What became of wishes. `working` and `calendar` are the days to the first meetings.

    `no_days`: they met, and from which day the child waited is not recorded, or is later.
    """

    asked: int = 0
    offered: int = 0
    accepted: int = 0
    refused: int = 0
    trusted: int = 0
    met: int = 0
    not_met: int = 0
    no_days: int = 0
    working: list[int] = field(default_factory=list)
    calendar: list[int] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of it."""
        return self == Counted()


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one service, named as on the period's last day; "" for no service."""

    key: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Numbers:
    """One period. `wishes` is how many began in it; `total` is counted beside the rows."""

    period: Period
    wishes: int
    rows: tuple[Row, ...]
    total: Counted


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing to count of a wish, and the key of the service in whose row it stands."""

    what: str
    key: str
    days: tuple[date, date] | None = None


def numbers(
    intakes: Iterable[Intake],
    services: tuple[AdvocacyService, ...],
    period: Period,
    days: WorkingDays,
) -> Numbers:
    """The numbers of these intakes, whose wishes began in this period."""
    rows: dict[str, Counted] = {}
    names: dict[str, str] = {}
    total, wishes = Counted(), 0
    for intake in intakes:
        wishes += 1
        names.update((one.service, one.name) for one in referrals(intake.triage.advocacy_steps))
        for found in _of(intake):
            _add(rows.setdefault(found.key, Counted()), found, days)
            _add(total, found, days)
    return Numbers(period, wishes, _named(rows, names, services, period), total)


def middle(values: list[int]) -> float | None:
    """The median: half took as long or less; None where there is nothing."""
    return median(values) if values else None


def _named(
    rows: dict[str, Counted],
    names: dict[str, str],
    services: tuple[AdvocacyService, ...],
    period: Period,
) -> tuple[Row, ...]:
    """Services in their order, then those that are gone from the list, then no service."""
    known = {one.key: one.name_on(period.last) for one in services}
    open_then = {one.key for one in services if _is_open_in(one, period)}
    gone = sorted(rows.keys() - known.keys() - {NO_SERVICE})
    shown = [key for key in known if key in rows or key in open_then]
    by_service = [Row(key, known[key], rows.get(key, Counted())) for key in shown]
    others = [Row(key, names.get(key, key), rows[key]) for key in gone]
    return (*by_service, *others, Row(NO_SERVICE, "", rows.get(NO_SERVICE, Counted())))


def _is_open_in(service: AdvocacyService, period: Period) -> bool:
    first, last = period.first, period.last
    contracts = (one for one in service.contracts if one.purpose is Purpose.ADVOCATE)
    return any(c.starts_on <= last and (c.ends_on or last) >= first for c in contracts)


def _add(counted: Counted, found: _Found, days: WorkingDays) -> None:
    setattr(counted, found.what, getattr(counted, found.what) + 1)
    if found.what != "met":
        return
    if found.days is None:
        counted.no_days += 1
        return
    since, met_on = found.days
    counted.working.append(days.count(since, met_on))
    counted.calendar.append((met_on - since).days)


def _of(intake: Intake) -> Iterator[_Found]:
    parts = referrals(intake.triage.advocacy_steps)
    last = parts[-1].service if parts else NO_SERVICE
    if _asked(intake):
        yield _Found("asked", last)
    if any(one.step is Step.OFFERED for one in intake.triage.advocacy_steps):
        yield _Found("offered", last)
    if accepted := [one for one in parts if one.accepted_on]:
        yield _Found("accepted", accepted[-1].service)
    stands = status(intake)
    if stands is Status.REFUSED:
        yield _Found("refused", _refused_with(intake.triage.advocacy_steps))
    if stands is Status.TRUSTED:
        yield _Found("trusted", _refused_with(intake.triage.advocacy_steps))
    if met := next((one for one in parts if one.met_on), None):
        yield _Found("met", met.service, _days_to(intake, met))
    elif asked_on(intake):
        running = current(intake)
        yield _Found("not_met", running.service if running else NO_SERVICE)


def _asked(intake: Intake) -> bool:
    """Whether the child asked at any time; a flag that a rule raised is undone by their no."""
    at_first = intake.advocate_asked_at is not None and intake.wants_advocate is not YesNo.NO
    later = any(one.step is Step.REQUESTED for one in intake.triage.advocacy_steps)
    return at_first or later


def _refused_with(steps: tuple[Happened, ...]) -> str:
    """The service that had it when the child last said no; NO_SERVICE where none had."""
    count = max((n for n, one in enumerate(steps) if one.step in REFUSALS), default=0)
    before = referrals(steps[:count])
    return before[-1].service if before and before[-1].is_open else NO_SERVICE


def _days_to(intake: Intake, met: Referral) -> tuple[date, date] | None:
    """Since when the child waited, and when they met; None where that is not recorded."""
    steps = intake.triage.advocacy_steps
    count = next(n for n in range(len(steps)) if any(p.met_on for p in referrals(steps[: n + 1])))
    before = replace(intake, triage=replace(intake.triage, advocacy_steps=steps[:count]))
    since = asked_on(before)
    return (since, met.met_on) if since and met.met_on and since <= met.met_on else None
