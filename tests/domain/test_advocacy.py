import json
from datetime import date

import pytest

from portal.domain.advocacy import (
    AdvocacyService,
    Contract,
    DatedName,
    Serves,
    WhoFor,
    services_for,
)
from portal.domain.advocacy_json import AdvocacyServicesError, parse_services
from portal.domain.taxonomy import LookedAfter
from portal.settings import kent

KENT = parse_services(kent.ADVOCACY_SERVICES)
BEFORE, AFTER = date(2008, 9, 16), date(2008, 9, 17)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("looked_after", "day", "names"),
    [
        (LookedAfter.YES, BEFORE, ["Upfront"]),
        (LookedAfter.NO, BEFORE, ["NCH"]),
        (LookedAfter.NOT_SURE, BEFORE, ["Upfront", "NCH"]),
        (None, BEFORE, ["Upfront", "NCH"]),
        (LookedAfter.YES, AFTER, ["Upfront"]),
        (LookedAfter.NO, AFTER, ["Action for Children"]),
        (LookedAfter.NOT_SURE, AFTER, ["Upfront", "Action for Children"]),
        (LookedAfter.NO, TODAY, ["Action for Children"]),
        (None, TODAY, ["Upfront", "Action for Children"]),
    ],
)
def test_kent_names_the_service_that_serves_the_child(looked_after, day, names):
    assert [s.name_on(day) for s in services_for(WhoFor(looked_after), day, KENT)] == names


def a_service(key="one", serves=Serves.ANYONE, starts_on=date(2020, 1, 1), ends_on=None):
    names = (DatedName("Old", date(2020, 6, 1)), DatedName("New", date(2022, 6, 1)))
    return AdvocacyService(key, names, (Contract(starts_on, ends_on, serves),), "0800 000 000")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 1, 1), "Old"),
        (date(2020, 6, 1), "Old"),
        (date(2022, 5, 31), "Old"),
        (date(2022, 6, 1), "New"),
        (date(2030, 1, 1), "New"),
    ],
)
def test_a_service_goes_by_the_name_of_the_day(day, name):
    assert a_service().name_on(day) == name


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), False),
    ],
)
def test_a_contract_is_open_from_its_first_to_its_last_day(day, is_open):
    assert a_service(ends_on=date(2024, 3, 31)).is_open_on(day) is is_open


def test_a_new_contract_takes_over_where_the_old_one_ended():
    old = a_service("old", Serves.LOOKED_AFTER, ends_on=date(2024, 3, 31))
    new = a_service("new", Serves.LOOKED_AFTER, starts_on=date(2024, 4, 1))

    assert services_for(WhoFor(LookedAfter.YES), date(2024, 3, 31), (old, new)) == (old,)
    assert services_for(WhoFor(LookedAfter.YES), date(2024, 4, 1), (old, new)) == (new,)
    assert services_for(WhoFor(None), date(2019, 1, 1), (old, new)) == ()


@pytest.mark.parametrize("looked_after", [*LookedAfter, None])
def test_a_service_for_anyone_is_always_named(looked_after):
    assert services_for(WhoFor(looked_after), TODAY, (a_service(),)) == (a_service(),)


def test_a_service_is_read_from_json_with_all_it_says():
    entry = an_entry(phone=" 0800 000 000 ", ends_on="2030-03-31")

    assert parse_services(json.dumps([entry])) == (
        AdvocacyService(
            "one",
            (DatedName("One", date(2020, 1, 1)),),
            (Contract(date(2020, 1, 1), date(2030, 3, 31)),),
            "0800 000 000",
        ),
    )


def an_entry(**changes):
    contract = {"serves": "anyone", "starts_on": "2020-01-01"}
    of_contract = {name: changes.pop(name) for name in OF_CONTRACT if name in changes}
    entry = {
        "key": "one",
        "names": [{"name": "One", "starts_on": "2020-01-01"}],
        "contracts": [without_what_is_left_out(contract | of_contract)],
        "phone": None,
    }
    return without_what_is_left_out(entry | changes)


OF_CONTRACT = ("serves", "starts_on", "ends_on", "end_on", "purpose", "ages", "areas")


def without_what_is_left_out(entry):
    return {field: value for field, value in entry.items() if value != "left out"}


def a_name(starts_on):
    return {"name": "One", "starts_on": starts_on}


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({}, "must be a JSON list of services"),
        (["upfront"], "must be a JSON list of services"),
        ([], "must be a JSON list of services"),
        (
            [an_entry(serves="looked_after")],
            "must have a service for children who are not looked after",
        ),
        ([an_entry(key="left out")], 'must give every service a "key" in words'),
        ([an_entry(), an_entry()], 'must give every service a "key" of its own'),
        ([an_entry(end="2024-01-01")], 'must not give "one" a field "end"'),
        ([an_entry(end_on="2024-01-01")], 'must not give a contract of "one" "end_on"'),
        ([an_entry(contracts=[])], 'must give "one" a list of "contracts"'),
        ([an_entry(purpose="tea")], 'must say that "one" has the purpose one of advocate, '),
        ([an_entry(ages=["seven"])], 'must say that "one" serves ages of one of under_10, '),
        ([an_entry(serves="adults")], 'must say that "one" serves one of looked_after, '),
        ([an_entry(serves="left out")], 'must say that "one" serves one of looked_after, '),
        ([an_entry(serves=[])], 'must say that "one" serves one of looked_after, '),
        ([an_entry(phone=8001111)], 'must give "one" a "phone" in words'),
        ([an_entry(phone=" ")], 'must give "one" a "phone" in words'),
        ([an_entry(starts_on="left out")], 'must date the "starts_on" of "one" as in '),
        ([an_entry(starts_on="1 April")], 'must date the "starts_on" of "one" as in '),
        ([an_entry(ends_on=2024)], 'must date the "ends_on" of "one" as in '),
        ([an_entry(ends_on="2019-12-31")], 'must not end "one" before it starts'),
        ([an_entry(names="One")], 'must give "one" a list of "names" with their dates'),
        ([an_entry(names=[])], 'must give "one" a list of "names" with their dates'),
        ([an_entry(names=["One"])], 'must give "one" a list of "names" with their dates'),
        ([an_entry(names=[{"name": "One"}])], 'must date the "starts_on" of "one" as in '),
        ([an_entry(names=[{"starts_on": "2020-01-01"}])], 'must give "one" a "name" in words'),
        (
            [an_entry(names=[a_name("2022-01-01"), a_name("2020-01-01")])],
            'must give the "names" of "one" from oldest to newest',
        ),
    ],
)
def test_services_that_cannot_be_used_are_refused_in_one_sentence(entries, sentence):
    with pytest.raises(AdvocacyServicesError) as refused:
        parse_services(json.dumps(entries))

    assert str(refused.value).startswith(sentence)


def test_text_that_is_not_json_is_refused():
    with pytest.raises(AdvocacyServicesError, match="must be JSON"):
        parse_services("upfront")
