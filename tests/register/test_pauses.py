"""A pause stops the hand-over to one destination for as long as it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.db.database import Database
from portal.register import pauses
from portal.register.pauses import Pause
from tests.register.telling import NOW, second

REGISTER = "https://register.example/records"


def paused(database: Database, asked_for: timedelta | None = None) -> Pause:
    with database.write() as connection:
        return pauses.pause(connection, REGISTER, "HTTP 503", NOW, asked_for)


def test_there_is_no_pause_before_anything_failed(database: Database) -> None:
    with database.read() as connection:
        assert pauses.current(connection, REGISTER) is None


def test_a_pause_is_kept_as_it_was_set(database: Database) -> None:
    pause = paused(database)

    with database.read() as connection:
        assert pauses.current(connection, REGISTER) == pause
        assert pauses.every(connection) == [pause]


def test_the_first_pause_is_short_and_a_week_of_them_ends_at_half_an_hour(
    database: Database,
) -> None:
    first = paused(database)
    for _ in range(20):
        last = paused(database)

    assert second(5) <= first.until - NOW <= second(10)
    assert timedelta(minutes=15) <= last.until - NOW <= timedelta(minutes=30)
    assert (last.failures, last.since) == (21, NOW)


@pytest.mark.parametrize(
    ("asked_for", "wait"),
    [
        (timedelta(minutes=7), timedelta(minutes=7)),
        (timedelta(0), second(1)),
        (timedelta(days=-3), second(1)),
        (timedelta(days=365), timedelta(days=1)),
    ],
)
def test_the_wait_that_the_register_asks_for_is_heeded_within_reason(
    database: Database, asked_for: timedelta, wait: timedelta
) -> None:
    assert paused(database, asked_for).until == NOW + wait


def test_each_destination_has_its_own_pause(database: Database) -> None:
    paused(database)

    with database.read() as connection:
        assert pauses.current(connection, "dir:/somewhere") is None


def test_a_lifted_pause_is_gone_and_the_next_one_begins_anew(database: Database) -> None:
    paused(database)
    paused(database)

    with database.write() as connection:
        assert pauses.lift(connection, REGISTER)
        assert not pauses.lift(connection, REGISTER)
    assert paused(database).failures == 1
