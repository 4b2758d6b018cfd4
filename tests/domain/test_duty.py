"""Who is on duty: the first turn that fits, and always somebody."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import London, WorkingDays
from portal.domain.duty import DutyError, parse_roster

CHRISTMAS = date(2026, 12, 25)
DAYS = WorkingDays({CHRISTMAS}.__contains__)
OFFICE = {"days": "mon-fri", "hours": "09:00-17:00", "emails": ["Day@Kent.example", "b@k.example"]}
EVENING = {"hours": "17:00-24:00", "on_holidays": True, "emails": ["evening@kent.example"]}
OTHER = {"emails": ["night@kent.example"]}
ROSTER = parse_roster(json.dumps([OFFICE, EVENING, OTHER]))


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-24T09:00+00:00", "day"),
        ("2026-11-24T08:59+00:00", "night"),
        ("2026-11-24T16:59+00:00", "day"),
        ("2026-11-24T17:00+00:00", "evening"),
        ("2026-11-24T23:59+00:00", "evening"),
        ("2026-11-25T00:00+00:00", "night"),
        ("2026-11-28T10:00+00:00", "night"),  # a Saturday
        ("2026-11-28T18:00+00:00", "evening"),
        ("2026-07-14T08:30+00:00", "day"),  # half past nine here
        ("2026-12-25T10:00+00:00", "night"),  # a holiday is nobody's office hour
        ("2026-12-25T18:00+00:00", "evening"),
    ],
)
def test_the_first_turn_that_fits_counts(now: str, first: str) -> None:
    on_duty = ROSTER.on_duty(datetime.fromisoformat(now), DAYS)

    assert on_duty[0] == f"{first}@kent.example"


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999))
def test_somebody_is_always_on_duty(now: datetime) -> None:
    here = now.astimezone(London)
    is_office = here.weekday() < 5 and 9 <= here.hour < 17 and here.date() != CHRISTMAS
    expected = OFFICE if is_office else EVENING if here.hour >= 17 else OTHER

    assert list(ROSTER.on_duty(now, DAYS)) == [email.lower() for email in expected["emails"]]


def test_days_may_be_named_one_by_one() -> None:
    roster = parse_roster(json.dumps([{"days": "sat, tue-wed", "emails": ["a@b.example"]}, OTHER]))

    found = [
        day
        for day in range(23, 30)
        if roster.on_duty(datetime(2026, 11, day, 3, tzinfo=UTC), DAYS) == ("a@b.example",)
    ]

    assert found == [24, 25, 28]


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        "[]",
        "3",
        "[3]",
        json.dumps([OFFICE]),
        json.dumps([{}]),
        json.dumps([{"emails": []}]),
        json.dumps([{"emails": "a@b.example"}]),
        json.dumps([{"emails": ["a@b.example, c@d.example"]}]),
        json.dumps([{"emails": ["a@b.example\nBcc: c@d.example"]}]),
        json.dumps([{"emails": [3]}]),
        json.dumps([{"emails": ["a@b.example"]}, OTHER]),
        json.dumps([{**OFFICE, "days": "fri-mon"}, OTHER]),
        json.dumps([{**OFFICE, "days": "Friday"}, OTHER]),
        json.dumps([{**OFFICE, "days": 5}, OTHER]),
        json.dumps([{**OFFICE, "hours": "17:00-09:00"}, OTHER]),
        json.dumps([{**OFFICE, "hours": "all day"}, OTHER]),
        json.dumps([{**OFFICE, "hours": None}, OTHER]),
        json.dumps([{**OFFICE, "on_holidays": "no"}, OTHER]),
        json.dumps([{**OFFICE, "phone": "999"}, OTHER]),
    ],
)
def test_what_would_leave_somebody_untold_is_refused(wrong: str) -> None:
    with pytest.raises(DutyError, match=r"^must "):
        parse_roster(wrong)
