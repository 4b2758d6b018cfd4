"""Advocacy services: who can speak up for a child, under which name, by which contract.

Services change their names and contracts start and end, so every one of them is dated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from portal.domain.taxonomy import AgeBand, LookedAfter


class Serves(StrEnum):
    """Which children a contract is for."""

    LOOKED_AFTER = "looked_after"
    NOT_LOOKED_AFTER = "not_looked_after"
    ANYONE = "anyone"


class Purpose(StrEnum):
    """What a contract is for. An Independent Person is needed at Stage Two."""

    ADVOCATE = "advocate"
    INDEPENDENT_PERSON = "independent_person"


class Fit(IntEnum):
    """Whether a contract is for a child, as far as anybody knows."""

    NO = 0
    MAYBE = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name, and the first day it is used."""

    name: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class WhoFor:
    """What is known of a child that a contract turns on. None and "": not known.

    `area` is where the child lives, in the words that contracts use.
    """

    looked_after: LookedAfter | None = None
    age_band: AgeBand | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """Whom a service serves, and from when to when.

    `ends_on` is its last day; None means that it is open. No `ages`: of every age. No `areas`:
    wherever they live.
    """

    starts_on: date
    ends_on: date | None = None
    serves: Serves = Serves.ANYONE
    purpose: Purpose = Purpose.ADVOCATE
    ages: tuple[AgeBand, ...] = ()
    areas: tuple[str, ...] = ()

    def is_open_on(self, day: date) -> bool:
        """True from its first day to its last."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def fit(self, child: WhoFor) -> Fit:
        """Whether it is for this child: MAYBE where it turns on what nobody knows."""
        return min(_fit_home(self.serves, child), self._fit_age(child), self._fit_area(child))

    def _fit_age(self, child: WhoFor) -> Fit:
        if not self.ages:
            return Fit.YES
        if child.age_band is None:
            return Fit.MAYBE
        return Fit.YES if child.age_band in self.ages else Fit.NO

    def _fit_area(self, child: WhoFor) -> Fit:
        if not self.areas:
            return Fit.YES
        if not child.area.strip():
            return Fit.MAYBE
        here = child.area.strip().casefold()
        return Fit.YES if here in {area.strip().casefold() for area in self.areas} else Fit.NO


def _fit_home(serves: Serves, child: WhoFor) -> Fit:
    if serves is Serves.ANYONE:
        return Fit.YES
    if child.looked_after in (None, LookedAfter.NOT_SURE):
        return Fit.MAYBE
    is_for = serves is Serves.LOOKED_AFTER
    return Fit.YES if is_for is (child.looked_after is LookedAfter.YES) else Fit.NO


@dataclass(frozen=True, slots=True)
class AdvocacyService:
    """One organisation, whatever it is called. `names` run from the oldest to the newest.

    `phone` is None where the number is not known, so nothing is offered to ring. `email` gets the
    mails that say that something waits; None: only its people with an account do.
    """

    key: str
    names: tuple[DatedName, ...]
    contracts: tuple[Contract, ...]
    phone: str | None = None
    email: str | None = None

    def name_on(self, day: date) -> str:
        """The name in use on that day; before the first one began, the first."""
        begun = [dated.name for dated in self.names if dated.starts_on <= day]
        return begun[-1] if begun else self.names[0].name

    def is_open_on(self, day: date, purpose: Purpose = Purpose.ADVOCATE) -> bool:
        """Whether a contract for this runs on that day."""
        return bool(self.open_contracts(day, purpose))

    def open_contracts(
        self, day: date, purpose: Purpose = Purpose.ADVOCATE
    ) -> tuple[Contract, ...]:
        """Its contracts of that day."""
        return tuple(c for c in self.contracts if c.purpose is purpose and c.is_open_on(day))

    def fit(self, child: WhoFor, day: date) -> Fit:
        """Whether it may speak up for this child on that day, by the best of its contracts."""
        return max((c.fit(child) for c in self.open_contracts(day)), default=Fit.NO)


def services_for(
    child: WhoFor, day: date, services: tuple[AdvocacyService, ...]
) -> tuple[AdvocacyService, ...]:
    """The services to name to a child on that day, in the order given.

    Every one that may serve them, where what is not known decides: customer care choose. Empty
    where no contract of that day is for such a child.
    """
    return tuple(s for s in services if s.fit(child, day) is not Fit.NO)


def service_named(key: str, services: tuple[AdvocacyService, ...]) -> AdvocacyService | None:
    """The service with this key; None where there is none."""
    return next((one for one in services if one.key == key), None)


def areas_of(services: tuple[AdvocacyService, ...], day: date) -> tuple[str, ...]:
    """The areas that contracts of that day name, each once, in alphabetical order."""
    open_ones = (contract for one in services for contract in one.open_contracts(day))
    named = {area.casefold(): area for contract in open_ones for area in contract.areas}
    return tuple(named[key] for key in sorted(named))
