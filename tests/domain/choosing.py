"""A model of its own of which service comes of what may be known: contracts as plain rows.

What is not known is tried with every value that it may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from portal.domain.advocacy import AdvocacyService, Contract, DatedName, Purpose, Serves, WhoFor
from portal.domain.service_choice import Reason
from portal.domain.taxonomy import AgeBand, LookedAfter

FIRST, RENAMED, LAST = date(2020, 4, 1), date(2022, 9, 17), date(2024, 3, 31)
DAY = timedelta(days=1)
DAYS = (FIRST - DAY, FIRST, RENAMED - DAY, RENAMED, LAST, LAST + DAY)
HOMES = (*LookedAfter, None)
AGES = (*AgeBand, None)
# The second as nobody writes it; no contract names the last.
AREAS = ("", " thanet ", "Dover")
YOUNG, OLD = (AgeBand.UNDER_10, AgeBand.FROM_10), (AgeBand.FROM_16, AgeBand.FROM_18)
EVER = (FIRST, None)
YEARS = (FIRST, LAST)


@dataclass(frozen=True)
class Row:
    """A contract as the table has it: whose, its days, and for whom. `None`: for all."""

    key: str
    days: tuple[date, date | None]
    home: bool | None = None
    ages: tuple[AgeBand, ...] = ()
    areas: tuple[str, ...] = ()

    def serves(self, day: date, home: bool, age: AgeBand, area: str) -> bool:
        """Whether it is for a child of whom all is known."""
        first, last = self.days
        return (
            first <= day <= (last or date.max)
            and self.home in (None, home)
            and (not self.ages or age in self.ages)
            and (not self.areas or area.strip().lower() in [one.lower() for one in self.areas])
        )


CONTRACTS: dict[str, tuple[Row, ...]] = {
    "none": (),
    "Kent's pair": (Row("a", EVER, True), Row("b", EVER, False)),
    "one for anyone": (Row("a", YEARS),),
    "one by two contracts": (Row("a", YEARS, True), Row("a", YEARS, False)),
    "by age": (Row("a", YEARS, None, YOUNG), Row("b", YEARS, None, OLD)),
    "by area": (Row("a", YEARS, None, (), ("Thanet",)), Row("b", YEARS, None, (), ("Ashford",))),
    "by all three": (Row("a", YEARS, True, YOUNG, ("Thanet",)), Row("b", EVER, False, OLD)),
    "overlapping": (Row("a", EVER), Row("b", YEARS, True)),
    "both for anyone": (Row("a", EVER), Row("b", YEARS)),
    "both, and one by home": (Row("a", EVER), Row("b", EVER), Row("c", EVER, True)),
    "one after the other": (Row("a", (FIRST, RENAMED - DAY)), Row("b", (RENAMED, LAST))),
    "a gap between": (Row("a", (FIRST, RENAMED - DAY)), Row("b", (RENAMED + DAY, None))),
    "expired": (Row("a", (FIRST - 9 * DAY, FIRST - DAY)), Row("b", (FIRST - DAY, FIRST - DAY))),
}
KEYS = ("a", "b", "c")
BARRED = [(), ("a",), ("b",), KEYS]
WISHES = ("", "a", "b", "nobody")


def services(rows: tuple[Row, ...]) -> tuple[AdvocacyService, ...]:
    """The table's contracts as services, each with a name that changed."""
    return tuple(
        AdvocacyService(
            key,
            (DatedName(f"Old {key}", FIRST), DatedName(f"New {key}", RENAMED)),
            tuple(map(_contract, (row for row in rows if row.key == key))),
        )
        for key in KEYS
        if any(row.key == key for row in rows)
    )


def _contract(row: Row) -> Contract:
    serves = {True: Serves.LOOKED_AFTER, False: Serves.NOT_LOOKED_AFTER, None: Serves.ANYONE}
    return Contract(*row.days, serves[row.home], Purpose.ADVOCATE, row.ages, row.areas)


def worlds(child: WhoFor, rows: tuple[Row, ...]) -> list[tuple[bool, AgeBand, str]]:
    """Every child that this one may be."""
    known = {LookedAfter.YES: [True], LookedAfter.NO: [False]}
    homes = known.get(child.looked_after, [True, False]) if child.looked_after else [True, False]
    ages = [child.age_band] if child.age_band else list(AgeBand)
    areas = [child.area] if child.area.strip() else [*_named(rows), "Xyz"]
    return list(product(homes, ages, areas))


def _named(rows: tuple[Row, ...]) -> set[str]:
    return {area for row in rows for area in row.areas if area.strip()}


@dataclass(frozen=True)
class Expected:
    """What must come of it: the key of a service, or reasons of which one is given."""

    key: str = ""
    reasons: frozenset[Reason] = frozenset()


def expected(
    child: WhoFor, day: date, rows: tuple[Row, ...], barred: tuple[str, ...], wish: str
) -> Expected:
    """By the model."""
    tried = worlds(child, rows)
    serving = [{row.key for row in rows if row.serves(day, *one)} for one in tried]
    may = set().union(*serving)
    if not may:
        return Expected(reasons=frozenset({Reason.NO_CONTRACT}))
    if may <= set(barred):
        return Expected(reasons=frozenset({Reason.NONE_MAY_ACT}))
    if wish in may - set(barred):
        return Expected(wish)
    certain = set.intersection(*serving) - set(barred)
    if len(certain) == 1:
        return Expected(certain.pop())
    if certain:
        return Expected(reasons=frozenset({Reason.SEVERAL}))
    return Expected(reasons=frozenset(_asked(child, rows)))


def _asked(child: WhoFor, rows: tuple[Row, ...]) -> Iterator[Reason]:
    """Whatever is not known of the child and some contract turns on."""
    if child.looked_after in (None, LookedAfter.NOT_SURE) and any(r.home is not None for r in rows):
        yield Reason.HOME_NOT_KNOWN
    if child.age_band is None and any(row.ages for row in rows):
        yield Reason.AGE_NOT_KNOWN
    if not child.area.strip() and any(row.areas for row in rows):
        yield Reason.AREA_NOT_KNOWN
