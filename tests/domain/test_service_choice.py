"""One service, or a reason and a person to ask: every combination of what may be known.

What is expected comes from a model of its own: contracts are tuples, and what is not known is
tried with every value that it may have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocacy import AdvocacyService, Contract, DatedName, Purpose, Serves, WhoFor
from portal.domain.service_choice import Choice, Reason, Whom, choose_service
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


def agrees(choice: Choice, wanted: Expected) -> bool:
    """Whether it is that service, or for one of those reasons, with somebody to ask."""
    if wanted.key:
        is_it = choice.service is not None and choice.service.key == wanted.key
        return is_it and choice.reason is None and choice.ask is None
    return choice.service is None and choice.reason in wanted.reasons and choice.ask is not None


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_combination_gives_one_service_or_a_reason_and_a_person_to_ask(name: str) -> None:
    rows = CONTRACTS[name]
    found = services(rows)
    wrong = []
    for home, age, area, day, barred, wish in product(HOMES, AGES, AREAS, DAYS, BARRED, WISHES):
        child = WhoFor(home, age, area)
        choice = choose_service(child, day, found, not_these=barred, wished=wish)
        if not agrees(choice, expected(child, day, rows, barred, wish)):
            wrong.append((child, day, barred, wish, choice))

    assert wrong == []


def test_the_table_meets_every_reason_and_both_services() -> None:
    met = Counter[str]()
    for rows in CONTRACTS.values():
        for home, age, area, day, barred in product(HOMES, (None, *YOUNG), AREAS, DAYS, BARRED):
            choice = choose_service(WhoFor(home, age, area), day, services(rows), not_these=barred)
            met[choice.service.key if choice.service else str(choice.reason)] += 1

    assert met.keys() == {"a", "b", *map(str, Reason)}


@pytest.mark.parametrize(
    ("rows", "home", "age", "area", "day", "comes"),
    [
        ("Kent's pair", LookedAfter.YES, None, "", FIRST, "a"),
        ("Kent's pair", LookedAfter.NO, None, "", FIRST, "b"),
        ("Kent's pair", LookedAfter.NOT_SURE, None, "", FIRST, Reason.HOME_NOT_KNOWN),
        ("Kent's pair", None, AgeBand.FROM_10, "Dover", LAST + DAY, Reason.HOME_NOT_KNOWN),
        ("Kent's pair", LookedAfter.YES, None, "", FIRST - DAY, Reason.NO_CONTRACT),
        ("one by two contracts", None, None, "", FIRST, "a"),
        ("by age", None, None, "", FIRST, Reason.AGE_NOT_KNOWN),
        ("by age", None, AgeBand.FROM_13, "", FIRST, Reason.NO_CONTRACT),
        ("by area", None, None, "", FIRST, Reason.AREA_NOT_KNOWN),
        ("by area", None, None, " thanet ", FIRST, "a"),
        ("by area", None, None, "Dover", FIRST, Reason.NO_CONTRACT),
        ("overlapping", None, None, "", FIRST, "a"),
        ("overlapping", LookedAfter.YES, None, "", FIRST, Reason.SEVERAL),
        ("overlapping", LookedAfter.YES, None, "", LAST + DAY, "a"),
        ("both, and one by home", None, None, "", FIRST, Reason.SEVERAL),
        ("one after the other", None, None, "", RENAMED - DAY, "a"),
        ("one after the other", None, None, "", RENAMED, "b"),
        ("a gap between", None, None, "", RENAMED, Reason.NO_CONTRACT),
    ],
)
def test_what_comes_of_it_by_hand(
    rows: str, home: LookedAfter, age: AgeBand, area: str, day: date, comes: str | Reason
) -> None:
    choice = choose_service(WhoFor(home, age, area), day, services(CONTRACTS[rows]))

    assert (choice.service.key if choice.service else choice.reason) == comes


def test_who_is_asked_for_each_reason() -> None:
    asked = {reason: Choice(reason=reason).ask for reason in Reason}

    assert asked == {
        Reason.HOME_NOT_KNOWN: Whom.CHILD,
        Reason.AGE_NOT_KNOWN: Whom.CHILD,
        Reason.AREA_NOT_KNOWN: Whom.CHILD,
        Reason.SEVERAL: Whom.CONTRACTS,
        Reason.NO_CONTRACT: Whom.CONTRACTS,
        Reason.NONE_MAY_ACT: Whom.FALL_BACK,
    }


_AREAS = st.sampled_from(["Thanet", "thanet", "Ashford", "  ", "straße"])
_DAYS = st.sampled_from(DAYS)
_ROWS = st.builds(
    Row,
    st.sampled_from(KEYS),
    st.tuples(_DAYS, st.none() | _DAYS).filter(lambda days: days[1] is None or days[0] <= days[1]),
    st.none() | st.booleans(),
    st.lists(st.sampled_from(AgeBand), max_size=3).map(tuple),
    st.lists(_AREAS, max_size=2).map(tuple),
)
_CHILDREN = st.builds(
    WhoFor, st.sampled_from(HOMES), st.sampled_from(AGES), st.just("") | _AREAS | st.just("Dover")
)


@given(
    child=_CHILDREN,
    day=_DAYS,
    rows=st.lists(_ROWS, max_size=5).map(tuple),
    barred=st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
    wish=st.sampled_from(["", *KEYS, "nobody"]),
)
def test_whatever_the_contracts_it_is_one_service_that_fits_and_may_or_one_reason(
    child: WhoFor, day: date, rows: tuple[Row, ...], barred: tuple[str, ...], wish: str
) -> None:
    choice = choose_service(child, day, services(rows), not_these=barred, wished=wish)

    assert (choice.service is None) is (choice.reason is not None) is (choice.ask is not None)
    tried = worlds(child, rows)
    serving = [{row.key for row in rows if row.serves(day, *one)} for one in tried]
    if choice.service:
        key = choice.service.key
        assert choice.service.is_open_on(day)
        assert key not in barred
        assert any(key in found for found in serving)
    # A child's own wish is honoured whenever it is allowed.
    if wish not in barred and any(wish in found for found in serving):
        assert choice.service
        assert choice.service.key == wish
