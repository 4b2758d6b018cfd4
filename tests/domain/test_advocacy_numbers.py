"""Advocacy in numbers: by hand, and against a count of its own over any histories."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocacy import AdvocacyService, Contract, DatedName
from portal.domain.advocacy_numbers import Counted, Numbers, Period, numbers
from portal.domain.advocacy_table import ALL, MEASURES, NO_SERVICE_YET, as_csv, as_rows
from portal.domain.intake import Intake
from portal.domain.referral import advocacy_began_on
from portal.domain.referral_steps import Step
from portal.domain.taxonomy import YesNo
from portal.services.calendar import england
from tests.domain.counting import DAY, NCH, SERVICES, UPFRONT, YEAR, histories, history, tally


def count(*intakes: Intake, services: tuple[AdvocacyService, ...] = SERVICES) -> Numbers:
    return numbers(intakes, services, YEAR, england())


def row(found: Numbers, key: str) -> Counted:
    return next(one.counted for one in found.rows if one.key == key)


MET = ((Step.SENT, 1, "upfront"), (Step.ACCEPTED, 2, "upfront"), (Step.NAMED, 3, "upfront"))


def test_a_wish_that_went_well_by_hand() -> None:
    # RECEIVED is a Tuesday; they met on the Monday after.
    found = count(history(*MET, (Step.MET, 6, "upfront")))

    assert row(found, "upfront") == Counted(asked=1, accepted=1, met=1, working=[4], calendar=[6])
    assert row(found, "nch").is_empty
    assert row(found, "").is_empty
    assert found.total == row(found, "upfront")


@pytest.mark.parametrize(
    ("intake", "key", "expected"),
    [
        (history(), "", Counted(asked=1, not_met=1)),
        (history(wants=YesNo.NO), "", Counted(refused=1)),
        (history(wants=None), "", Counted()),
        (history((Step.OFFERED, 1, ""), wants=None), "", Counted(offered=1)),
        (
            history((Step.OFFERED, 1, ""), (Step.DECLINED, 1, ""), wants=None),
            "",
            Counted(offered=1, refused=1),
        ),
        (history((Step.SENT, 1, "nch")), "nch", Counted(asked=1, not_met=1)),
        (
            history((Step.SENT, 1, "nch"), (Step.TRUSTED, 1, "")),
            "nch",
            Counted(asked=1, trusted=1),
        ),
        (
            history((Step.SENT, 1, "nch"), (Step.NO_LONGER_WANTED, 1, "")),
            "nch",
            Counted(asked=1, refused=1),
        ),
        (history((Step.NO_LONGER_WANTED, 1, "")), "", Counted(asked=1, refused=1)),
        (history((Step.FALL_BACK, 2, "")), "", Counted(asked=1, not_met=1)),
        (
            history(*MET, (Step.MET, 3, "upfront"), (Step.ENDED, 9, "upfront")),
            "upfront",
            Counted(asked=1, accepted=1, met=1, working=[3], calendar=[3]),
        ),
        (
            history((Step.SENT, 0, "nch"), (Step.NAMED, 0, "nch"), (Step.MET, -1, "nch")),
            "nch",
            Counted(asked=1, accepted=1, met=1, no_days=1),
        ),
    ],
)
def test_where_one_wish_is_counted(intake: Intake, key: str, expected: Counted) -> None:
    found = count(intake)

    assert row(found, key) == expected
    assert found.total == expected


def test_a_wish_that_went_to_a_second_service_is_once_in_each_line() -> None:
    back = (*MET, (Step.HANDED_BACK, 4, "upfront"), (Step.SENT, 5, "nch"))

    waits, met = count(history(*back)), count(history(*back, (Step.MET, 8, "nch")))

    assert row(waits, "upfront") == Counted(accepted=1)
    assert row(waits, "nch") == Counted(asked=1, not_met=1)
    assert row(met, "nch") == Counted(asked=1, met=1, working=[6], calendar=[8])


def test_who_refused_and_asks_again_waits_from_then_on() -> None:
    again = history(
        (Step.DECLINED, 1, ""),
        (Step.REQUESTED, 7, ""),
        (Step.SENT, 7, "nch"),
        (Step.ACCEPTED, 7, "nch"),
        (Step.MET, 9, "nch"),
    )

    assert row(count(again), "nch").calendar == [2]


def test_services_are_named_as_on_the_last_day_and_one_that_is_gone_as_it_was() -> None:
    gone = history((Step.SENT, 1, "gone"))

    assert [one.name for one in count(gone).rows] == ["Up Front Kent", "NCH", "Gone", ""]
    over = replace(NCH, contracts=(Contract(date(2007, 4, 1), YEAR.first - DAY),))
    assert [one.key for one in count(services=(UPFRONT, over)).rows] == ["upfront", ""]
    then = replace(NCH, contracts=(Contract(date(2007, 4, 1), YEAR.first),))
    assert [one.key for one in count(services=(UPFRONT, then)).rows] == ["upfront", "nch", ""]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_the_reports_year_is_from_april_to_march(day: date, first: date, last: date) -> None:
    assert Period.report_year(day) == Period(first, last)


def test_the_file_has_a_line_for_each_service_for_none_and_for_all() -> None:
    found = count(history(*MET, (Step.MET, 6, "upfront")), history(*MET, (Step.MET, 3, "upfront")))

    head, *lines = as_rows(found)

    assert [line[0] for line in lines] == ["Up Front Kent", "NCH", NO_SERVICE_YET, ALL]
    by_name = dict(zip(head, lines[-1], strict=True))
    assert (by_name["Asked"], by_name["First met"]) == (2, 2)
    assert by_name["Working days to the first meeting, median"] == 3.5
    assert by_name["Calendar days to the first meeting, longest"] == 6
    assert (
        dict(zip(head, lines[1], strict=True))["Working days to the first meeting, median"] is None
    )
    assert len(head) == len(MEASURES) + 3


def test_a_service_whose_name_is_a_formula_is_text_in_the_file() -> None:
    evil = replace(NCH, names=(DatedName('=HYPERLINK("http://x")', date(2007, 4, 1)),))

    assert "\"'=HYPERLINK(" in as_csv(count(services=(evil,)))


_COUNTS = [
    one.name for one in fields(Counted) if one.name not in ("working", "calendar", "no_days")
]


@given(st.lists(histories, max_size=6))
def test_any_histories_are_counted_as_by_hand_and_every_line_comes_to_its_total(
    intakes: list[Intake],
) -> None:
    found = count(*intakes)
    expected, days = tally(intakes)

    assert found.wishes == len(intakes)
    for name in _COUNTS:
        for one in found.rows:
            assert getattr(one.counted, name) == expected[name, one.key], (name, one.key)
        in_all = sum(getattr(one.counted, name) for one in found.rows)
        assert (
            in_all
            == getattr(found.total, name)
            == sum(n for (what, _), n in expected.items() if what == name)
        )
    assert sorted(found.total.calendar) == sorted(days)
    assert sorted(d for one in found.rows for d in one.counted.calendar) == sorted(days)
    assert len(found.total.working) + found.total.no_days == found.total.met
    shown = {one.name: one.of(found.total) for one in MEASURES}
    assert shown["Calendar days to the first meeting, median"] == (median(days) if days else None)


@given(histories)
def test_whatever_is_counted_began_on_a_day_by_which_it_is_found(intake: Intake) -> None:
    assert count(intake).total.is_empty or advocacy_began_on(intake)
