"""How long to wait before trying again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.register.waits import back_off


@given(st.integers(1, 10_000))
def test_a_wait_is_between_five_seconds_and_half_an_hour(failures: int) -> None:
    assert timedelta(seconds=5) <= back_off(failures) <= timedelta(minutes=30)


@given(st.integers(1, 8))
def test_each_wait_is_longer_than_the_one_before(failures: int) -> None:
    assert back_off(failures) <= back_off(failures + 1)


def test_waits_for_the_same_failure_differ() -> None:
    assert len({back_off(12) for _ in range(50)}) > 10
