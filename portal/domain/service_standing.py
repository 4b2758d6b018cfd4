"""Where contracts with advocacy services stand on a day, and which children have none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.advocacy import AdvocacyService, Contract, Purpose, WhoFor, services_for
from portal.domain.taxonomy import AgeBand, LookedAfter

_NEXT = timedelta(days=1)


class Standing(StrEnum):
    """Where a contract stands."""

    RUNS = "runs"
    TO_COME = "to come"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Gap:
    """Children for whom there is no contract from `starts_on` on, until another one starts.

    `ages`: those of these ages; all ages where it is everybody.
    """

    looked_after: LookedAfter
    starts_on: date
    ages: tuple[AgeBand, ...]

    @property
    def is_everybody(self) -> bool:
        """Whether it is so for every age."""
        return len(self.ages) == len(AgeBand)


def standing(contract: Contract, day: date) -> Standing:
    """Where it stands on that day."""
    if contract.is_open_on(day):
        return Standing.RUNS
    return Standing.TO_COME if day < contract.starts_on else Standing.OVER


def is_meant(service: AdvocacyService, day: date) -> bool:
    """Whether children's wishes may be passed to it on that day or later."""
    for_children = (one for one in service.contracts if one.purpose is Purpose.ADVOCATE)
    return any(standing(one, day) is not Standing.OVER for one in for_children)


def gaps(services: tuple[AdvocacyService, ...], day: date) -> tuple[Gap, ...]:
    """The first gap from that day on: of children who are looked after, and of those who are not.

    Areas are left out: nobody lists all that there are, so a contract for one area counts.
    """
    found = (_first_gap(services, day, home) for home in (LookedAfter.YES, LookedAfter.NO))
    return tuple(gap for gap in found if gap)


def _first_gap(
    services: tuple[AdvocacyService, ...], day: date, looked_after: LookedAfter
) -> Gap | None:
    for one in sorted({day, *_days_after(services, day)}):
        ages = tuple(
            age for age in AgeBand if not services_for(WhoFor(looked_after, age), one, services)
        )
        if ages:
            return Gap(looked_after, one, ages)
    return None


def _days_after(services: tuple[AdvocacyService, ...], day: date) -> Iterator[date]:
    """The days after contracts end: only then can there be fewer than the day before."""
    for service in services:
        for contract in service.contracts:
            if contract.ends_on and day <= contract.ends_on < date.max:
                yield contract.ends_on + _NEXT
