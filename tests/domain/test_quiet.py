"""Quiet hours: no text goes by itself between eight in the evening and eight in the morning."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import London
from portal.domain.quiet import LONGEST_WAIT, TEXT_HOURS, is_quiet, may_wait, not_quiet_from

moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis puts the zone


@given(moments)
def test_it_never_goes_in_the_night_and_never_before_it_was_written(now: datetime) -> None:
    goes = not_quiet_from(now)

    assert TEXT_HOURS[0] <= goes.astimezone(London).time() < TEXT_HOURS[1]
    assert now <= goes <= now + timedelta(hours=13)
    assert is_quiet(now) is (goes > now)
    assert not is_quiet(goes)


@given(moments)
def test_in_the_day_it_goes_at_once(now: datetime) -> None:
    if time(8) <= now.astimezone(London).time() < time(20):
        assert not_quiet_from(now) == now


@given(moments)
def test_the_network_tries_no_longer_than_into_the_evening(now: datetime) -> None:
    goes = not_quiet_from(now)
    ends = (goes + may_wait(goes)).astimezone(London)

    assert timedelta(minutes=5) <= may_wait(goes) <= LONGEST_WAIT
    assert ends.time() <= time(20, 5)


def test_both_changes_of_the_clock() -> None:
    for day in (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)):
        goes = not_quiet_from(day)
        assert goes.astimezone(London).time() == time(8)
