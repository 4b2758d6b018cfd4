import subprocess
import sys
from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.services.calendar import FILE, england
from tests.services.make_bank_holidays import content

TABLE = holidays.country_holidays("GB", subdiv="ENG", years=range(2006, 2031))


@given(st.dates(date(2006, 1, 1), date(2030, 12, 31)))
def test_england_works_on_weekdays_that_are_not_bank_holidays(day):
    assert england().is_working(day) == (day.isoweekday() <= 5 and day not in TABLE)


# Read from the published lists, so that a wrong table in the package is noticed here.
@pytest.mark.parametrize(
    "closed",
    [
        "2011-04-29",  # a royal wedding
        "2012-06-05",  # the Diamond Jubilee
        "2020-05-08",  # May Day, moved for VE Day
        "2022-06-02",  # the spring holiday, moved for the Platinum Jubilee
        "2022-06-03",
        "2022-09-19",  # the Queen's funeral
        "2023-05-08",  # the King's coronation
        "2026-12-28",  # Boxing Day falls on a Saturday
        "2027-12-27",  # Christmas Day falls on a Saturday
        "2027-12-28",
    ],
)
def test_one_off_and_moved_holidays_are_known(closed):
    assert not england().is_working(date.fromisoformat(closed))


@pytest.mark.parametrize("scottish_or_irish", ["2026-01-02", "2026-03-17", "2026-11-30"])
def test_holidays_of_the_other_nations_are_working_days(scottish_or_irish):
    assert england().is_working(date.fromisoformat(scottish_or_irish))


def test_the_office_may_close_on_more_days():
    between_the_years = frozenset({date(2026, 12, 29), date(2026, 12, 30)})

    assert england(between_the_years).add(date(2026, 12, 24), 1) == date(2026, 12, 31)
    assert england().add(date(2026, 12, 24), 1) == date(2026, 12, 29)


def test_the_same_closed_days_give_the_same_calendar():
    assert england(frozenset({date(2026, 12, 29)})) is england(frozenset({date(2026, 12, 29)}))


def test_the_file_of_bank_holidays_is_what_the_package_knows():
    assert FILE.read_text(encoding="utf-8") == content(), (
        "Run `python -m tests.services.make_bank_holidays`."
    )


def test_the_server_does_not_carry_what_only_sets_it_up():
    code = "import sys, portal.app; print(sorted({'alembic', 'holidays'} & set(sys.modules)))"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
