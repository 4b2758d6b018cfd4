from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import (
    DueDates,
    London,
    NaiveTimeError,
    OfficeHoursError,
    WorkingDays,
    london_day,
)

FIRST, LAST = date(2006, 1, 1), date(2030, 12, 31)
BANK_HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2006, 2032)))
ENGLAND = WorkingDays(BANK_HOLIDAYS.__contains__)
OPENS, CLOSES = time(9), time(17)

# An independent count: the list of every working day, made once, and looked up by position.
ALL_WORKING = [
    day
    for day in (FIRST + timedelta(n) for n in range((date(2031, 12, 31) - FIRST).days + 1))
    if day.strftime("%a") not in ("Sat", "Sun") and day not in BANK_HOLIDAYS
]
ALL_WORKING_SET = frozenset(ALL_WORKING)
days = st.dates(FIRST, LAST)
counts = st.integers(0, 65)
moments = st.builds(datetime.combine, days, st.times(), st.just(UTC))


@given(days, counts.filter(bool))
def test_the_nth_working_day_is_the_nth_in_a_list_of_them(day, n):
    assert ENGLAND.add(day, n) == [w for w in ALL_WORKING if w > day][n - 1]


@given(days)
def test_every_day_is_working_exactly_when_listed(day):
    assert ENGLAND.is_working(day) == (day in ALL_WORKING)


def test_nothing_is_counted_back_in_time():
    with pytest.raises(ValueError, match="negative"):
        ENGLAND.add(date(2026, 11, 24), -1)


# Written down by hand from the published calendars, not from the package.
@pytest.mark.parametrize(
    ("received", "read_by", "answer_by"),
    [
        ("2026-11-23", "2026-11-25", "2026-12-07"),  # an ordinary Monday
        ("2026-11-21", "2026-11-24", "2026-12-04"),  # a Saturday is day 0; Monday is day 1
        ("2026-12-24", "2026-12-30", "2027-01-12"),  # Boxing Day on a Saturday, New Year
        ("2022-05-31", "2022-06-06", "2022-06-16"),  # the Platinum Jubilee
        ("2022-09-16", "2022-09-21", "2022-10-03"),  # the Queen's funeral
        ("2023-05-05", "2023-05-10", "2023-05-22"),  # the King's coronation
        ("2020-05-07", "2020-05-12", "2020-05-22"),  # May Day moved to a Friday in 2020
        ("2011-04-20", "2011-04-26", "2011-05-10"),  # Easter and the royal wedding
        ("2007-04-04", "2007-04-10", "2007-04-20"),  # Good Friday and Easter Monday
    ],
)
def test_due_dates_as_a_person_counts_them(received, read_by, answer_by):
    noon = datetime.combine(date.fromisoformat(received), time(12), UTC)

    due = ENGLAND.due_dates(noon)

    assert due == DueDates(date.fromisoformat(read_by), date.fromisoformat(answer_by))


@pytest.mark.parametrize(
    ("received_at", "day"),
    [
        (datetime(2026, 12, 24, 23, 10, tzinfo=UTC), date(2026, 12, 24)),
        (datetime(2026, 7, 14, 22, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 23, 0, tzinfo=UTC), date(2026, 7, 15)),  # midnight in summer
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # the clocks go back
    ],
)
def test_a_text_late_at_night_is_received_on_its_london_day(received_at, day):
    assert london_day(received_at) == day
    assert ENGLAND.due_dates(received_at, 0, 0) == DueDates(day, day)


def test_the_limits_can_be_set():
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert ENGLAND.due_dates(noon, read_days=1, answer_days=20) == DueDates(
        date(2026, 11, 24), date(2026, 12, 21)
    )


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(NaiveTimeError):
        ENGLAND.due_dates(datetime(2026, 11, 23, 12))  # noqa: DTZ001 - naive on purpose
    with pytest.raises(NaiveTimeError):
        ENGLAND.next_reading_at(datetime(2026, 11, 23), OPENS, CLOSES)  # noqa: DTZ001 - as above


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T08:59:59+00:00", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23T09:00:00+00:00", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23T16:59:59+00:00", "2026-11-23T16:59:59+00:00"),
        ("2026-11-23T17:00:00+00:00", "2026-11-24T09:00:00+00:00"),
        ("2026-11-27T20:00:00+00:00", "2026-11-30T09:00:00+00:00"),
        ("2026-12-24T23:10:00+00:00", "2026-12-29T09:00:00+00:00"),
        ("2026-07-14T07:30:00+00:00", "2026-07-14T09:00:00+01:00"),  # half past eight here
        ("2026-07-14T08:30:00+00:00", "2026-07-14T09:30:00+01:00"),
        ("2026-07-14T23:30:00+00:00", "2026-07-15T09:00:00+01:00"),  # already the 15th here
        ("2026-10-24T12:00:00+01:00", "2026-10-26T09:00:00+00:00"),  # over the change of clocks
    ],
)
def test_when_a_person_next_reads(now, expected):
    reading_at = ENGLAND.next_reading_at(datetime.fromisoformat(now), OPENS, CLOSES)

    assert reading_at.isoformat() == expected
    assert reading_at.tzinfo is London


@given(moments)
def test_a_person_next_reads_at_the_first_open_moment(now):
    reading_at = ENGLAND.next_reading_at(now, OPENS, CLOSES)

    assert reading_at >= now
    assert reading_at.date() in ALL_WORKING
    assert OPENS <= reading_at.time() < CLOSES
    openings = [datetime.combine(day, OPENS, London) for day in _near(reading_at.date())]
    assert reading_at == now or reading_at == min(o for o in openings if o >= now)


def _near(day: date) -> list[date]:
    at = ALL_WORKING.index(day)
    return ALL_WORKING[max(0, at - 2) : at + 2]


def test_reading_is_never_later_for_what_came_earlier():
    hours = [datetime(2026, 3, 27, tzinfo=UTC) + timedelta(hours=n) for n in range(24 * 8)]

    readings = [ENGLAND.next_reading_at(now, OPENS, CLOSES) for now in hours]

    assert all(earlier <= later for earlier, later in pairwise(readings))


@pytest.mark.parametrize("opens", [time(17), time(18)])
def test_an_office_that_never_opens_is_refused(opens):
    with pytest.raises(OfficeHoursError):
        ENGLAND.next_reading_at(datetime(2026, 11, 23, tzinfo=UTC), opens, CLOSES)


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("2026-11-24T10:00:00+00:00", 3, "2026-11-24T13:00:00+00:00"),
        ("2026-11-24T15:30:00+00:00", 3, "2026-11-25T10:30:00+00:00"),
        ("2026-11-24T14:00:00+00:00", 3, "2026-11-24T17:00:00+00:00"),  # to the end of the day
        ("2026-11-27T16:00:00+00:00", 3, "2026-11-30T11:00:00+00:00"),  # over a weekend
        ("2026-12-24T23:10:00+00:00", 3, "2026-12-29T12:00:00+00:00"),  # over Christmas
        ("2026-10-24T12:00:00+01:00", 9, "2026-10-27T10:00:00+00:00"),  # the clocks go back
        ("2026-07-14T07:30:00+00:00", 0, "2026-07-14T09:00:00+01:00"),
    ],
)
def test_hours_are_counted_while_the_office_is_open(moment, hours, expected):
    at = ENGLAND.add_office_time(
        datetime.fromisoformat(moment), timedelta(hours=hours), OPENS, CLOSES
    )

    assert at.isoformat() == expected


@given(moments.map(lambda m: m.replace(second=0, microsecond=0)), st.integers(1, 8 * 60 + 1))
def test_office_time_is_what_somebody_counts_minute_by_minute(moment, minutes):
    at, counted = moment, 0
    while counted < minutes:
        here = at.astimezone(London)
        is_open = here.date() in ALL_WORKING_SET and 9 <= here.hour < 17
        assert ENGLAND.is_open(at, OPENS, CLOSES) == is_open
        counted += is_open
        at += timedelta(minutes=1)

    assert ENGLAND.add_office_time(moment, timedelta(minutes=minutes), OPENS, CLOSES) == at


def test_an_open_office_needs_a_time_with_a_zone():
    with pytest.raises(NaiveTimeError):
        ENGLAND.is_open(datetime(2026, 11, 23, 12), OPENS, CLOSES)  # noqa: DTZ001 - naive on purpose
