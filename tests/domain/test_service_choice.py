"""One service, or a reason and a person to ask: every combination of what may be known."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocacy import WhoFor
from portal.domain.service_choice import Choice, Reason, Whom, choose_service
from portal.domain.taxonomy import AgeBand, LookedAfter
from tests.domain.choosing import (
    AGES,
    AREAS,
    BARRED,
    CONTRACTS,
    DAY,
    DAYS,
    FIRST,
    HOMES,
    KEYS,
    LAST,
    RENAMED,
    WISHES,
    YOUNG,
    Expected,
    Row,
    expected,
    services,
    worlds,
)


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
