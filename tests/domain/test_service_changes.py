"""Changes of advocacy services: names stay in order, and no contract is ever lost."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocacy import AdvocacyService, Contract, DatedName, Purpose, Serves
from portal.domain.advocacy_json import parse_services
from portal.domain.decisions import RefusedError
from portal.domain.service_changes import (
    Change,
    EndContract,
    NewContact,
    NewName,
    Services,
    StartContract,
    added,
    changed,
    in_order,
    mark_of,
)
from portal.domain.service_standing import Gap, Standing, gaps, standing
from portal.domain.taxonomy import AgeBand, LookedAfter
from portal.settings import kent

KENT = parse_services(kent.ADVOCACY_SERVICES)
UPFRONT = KENT[0]
TODAY = date(2026, 11, 26)
_DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
_CONTRACTS = st.builds(
    Contract,
    starts_on=_DAYS,
    ends_on=st.none() | _DAYS,
    serves=st.sampled_from(Serves),
    purpose=st.sampled_from(Purpose),
    ages=st.lists(st.sampled_from(AgeBand), max_size=2, unique=True).map(tuple),
    areas=st.lists(st.sampled_from(["Dover", "Thanet"]), max_size=2, unique=True).map(tuple),
)
_PHONES, _EMAILS = st.sampled_from(["", "0800 123"]), st.sampled_from(["", "a@b.example"])
_NAMES = st.sampled_from(["Upfront", "Voices", "NCH", "Together", "", "  Two   Words "])


@st.composite
def _changes(draw: st.DrawFn, service: AdvocacyService) -> Change:
    """Any change, of what there is or of what there is not."""
    marks = [mark_of(one) for one in service.contracts]
    return draw(
        st.one_of(
            st.builds(NewName, _NAMES, st.none() | _DAYS),
            st.builds(StartContract, _CONTRACTS),
            st.builds(EndContract, st.sampled_from([*marks, "nothing"]), st.none() | _DAYS),
            st.builds(
                NewContact, st.sampled_from(["", "0800 123"]), st.sampled_from(["", "a@b.c"])
            ),
        )
    )


def _beginnings(service: AdvocacyService) -> Counter[tuple[object, ...]]:
    return Counter((c.starts_on, c.serves, c.purpose, c.ages, c.areas) for c in service.contracts)


@given(st.data())
def test_after_any_changes_names_are_in_order_and_no_contract_or_name_is_lost(
    data: st.DataObject,
) -> None:
    services = KENT
    for _ in range(data.draw(st.integers(1, 12))):
        before = data.draw(st.sampled_from(services))
        change = data.draw(_changes(before))
        try:
            services = changed(services, before.key, change)
        except RefusedError:
            continue
        after = next(one for one in services if one.key == before.key)
        _nothing_is_lost(before, after, change)

    assert [one.key for one in services] == [one.key for one in KENT]


def _nothing_is_lost(before: AdvocacyService, after: AdvocacyService, change: Change) -> None:
    assert all(older.starts_on < newer.starts_on for older, newer in pairwise(after.names))
    assert all(after.name_on(one.starts_on) == one.name for one in after.names)
    assert after.names[: len(before.names) - 1] == before.names[:-1]
    assert not _beginnings(before) - _beginnings(after)
    assert len(set(after.contracts)) == len(after.contracts)
    assert all(one.ends_on is None or one.starts_on <= one.ends_on for one in after.contracts)
    if not isinstance(change, NewName):
        assert after.names == before.names
    if isinstance(change, NewName | NewContact):
        assert after.contracts == before.contracts


@given(_DAYS, _DAYS)
def test_the_name_of_a_day_is_always_one_of_the_names(starts_on: date, day: date) -> None:
    try:
        after = changed(KENT, "upfront", NewName("Voices", starts_on))[0]
    except RefusedError:
        assert starts_on < UPFRONT.names[-1].starts_on
        return

    assert after.name_on(day) in {one.name for one in after.names}
    assert after.name_on(day) == ("Voices" if day >= starts_on else "Upfront")


def test_from_the_last_names_own_day_a_name_corrects_it() -> None:
    first = changed(KENT, "upfront", NewName("Voises", TODAY))

    after = changed(first, "upfront", NewName("Voices", TODAY))[0]

    assert after.names == (*UPFRONT.names, DatedName("Voices", TODAY))


def test_contracts_may_overlap() -> None:
    again = Contract(TODAY, None, Serves.LOOKED_AFTER)

    after = changed(KENT, "upfront", StartContract(again))[0]

    assert after.open_contracts(TODAY) == (*UPFRONT.contracts, again)


@pytest.mark.parametrize(
    ("ends_on", "is_refused"),
    [(TODAY, False), (TODAY - timedelta(days=1), True), (date(2199, 12, 31), False)],
)
def test_a_contract_may_end_on_its_first_day_and_not_before(
    ends_on: date, is_refused: bool
) -> None:
    one = StartContract(Contract(TODAY, None, Serves.ANYONE))
    services = changed(KENT, "upfront", one)

    end = EndContract(mark_of(one.contract), ends_on)

    if is_refused:
        with pytest.raises(RefusedError, match="cannot end before"):
            changed(services, "upfront", end)
    else:
        assert changed(services, "upfront", end)[0].contracts[-1].ends_on == ends_on


def test_a_contract_does_not_end_so_that_two_become_one() -> None:
    open_one, ended = Contract(TODAY), Contract(TODAY, TODAY)
    services = changed(KENT, "upfront", StartContract(open_one))
    services = changed(services, "upfront", StartContract(ended))

    with pytest.raises(RefusedError, match="such a contract"):
        changed(services, "upfront", EndContract(mark_of(open_one), TODAY))


def test_of_a_service_that_there_is_not_nothing_is_changed() -> None:
    with pytest.raises(LookupError):
        changed(KENT, "nobody", NewContact("", ""))


def test_a_mark_is_another_after_any_change_and_the_same_in_any_order() -> None:
    nch = KENT[1]
    turned = AdvocacyService(nch.key, nch.names, nch.contracts[::-1])

    assert mark_of(turned) == mark_of(nch)
    for change in (NewContact("0800 123", ""), NewName("N", TODAY), StartContract(Contract(TODAY))):
        assert mark_of(changed(KENT, "nch", change)[1]) != mark_of(nch)
    assert in_order(turned.contracts) == in_order(nch.contracts)


@pytest.mark.parametrize(
    ("contract", "stands"),
    [
        (Contract(TODAY, TODAY), Standing.RUNS),
        (Contract(TODAY - timedelta(days=9)), Standing.RUNS),
        (Contract(TODAY + timedelta(days=1)), Standing.TO_COME),
        (Contract(TODAY - timedelta(days=9), TODAY - timedelta(days=1)), Standing.OVER),
    ],
)
def test_where_a_contract_stands(contract: Contract, stands: Standing) -> None:
    assert standing(contract, TODAY) is stands


ALL_AGES = tuple(AgeBand)
LAST = date(2026, 12, 31)
GAPS: list[tuple[str, tuple[Contract, ...], tuple[Gap, ...]]] = [
    ("anyone", (Contract(TODAY),), ()),
    ("nobody", (), (Gap(LookedAfter.YES, TODAY, ALL_AGES), Gap(LookedAfter.NO, TODAY, ALL_AGES))),
    ("one kind only", (Contract(TODAY, None, Serves.LOOKED_AFTER),),
     (Gap(LookedAfter.NO, TODAY, ALL_AGES),)),
    ("an end", (Contract(TODAY, LAST),),
     (Gap(LookedAfter.YES, LAST + timedelta(days=1), ALL_AGES),
      Gap(LookedAfter.NO, LAST + timedelta(days=1), ALL_AGES))),
    ("one after the other", (Contract(TODAY, LAST), Contract(LAST + timedelta(days=1))), ()),
    ("one after a day", (Contract(TODAY, LAST, Serves.LOOKED_AFTER),
                         Contract(LAST + timedelta(days=2), None, Serves.LOOKED_AFTER),
                         Contract(TODAY, None, Serves.NOT_LOOKED_AFTER)),
     (Gap(LookedAfter.YES, LAST + timedelta(days=1), ALL_AGES),)),
    ("to come", (Contract(TODAY + timedelta(days=1)),),
     (Gap(LookedAfter.YES, TODAY, ALL_AGES), Gap(LookedAfter.NO, TODAY, ALL_AGES))),
    ("some ages", (Contract(TODAY, ages=ALL_AGES[1:]),),
     (Gap(LookedAfter.YES, TODAY, ALL_AGES[:1]), Gap(LookedAfter.NO, TODAY, ALL_AGES[:1]))),
    ("some areas", (Contract(TODAY, areas=("Dover",)),), ()),
    ("for Stage Two", (Contract(TODAY, purpose=Purpose.INDEPENDENT_PERSON),),
     (Gap(LookedAfter.YES, TODAY, ALL_AGES), Gap(LookedAfter.NO, TODAY, ALL_AGES))),
    ("to the end of days", (Contract(TODAY, date.max),), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("contracts", "found"), [one[1:] for one in GAPS], ids=[g[0] for g in GAPS]
)
def test_whom_no_contract_is_for(contracts: tuple[Contract, ...], found: tuple[Gap, ...]) -> None:
    services: Services = (AdvocacyService("one", (DatedName("One", TODAY),), contracts),)

    assert gaps(services, TODAY) == found


def test_kent_has_a_service_for_everybody() -> None:
    assert gaps(KENT, TODAY) == ()


def test_a_new_service_has_a_key_and_a_name_of_its_own() -> None:
    after = added(KENT, "voices", " Voices  Up ", TODAY)

    assert after == (*KENT, AdvocacyService("voices", (DatedName("Voices Up", TODAY),), ()))
    for key, name in (("upfront", "Other"), ("other", "Nch"), ("Upper", "Other"), ("new", "Other")):
        with pytest.raises(RefusedError):
            added(KENT, key, name, TODAY)
