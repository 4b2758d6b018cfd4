"""The consumer, with a folder as the register: what is due arrives, once in effect, in order."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from portal.register.claims import LEASE
from portal.register.consumer import BATCH
from tests.register.consuming import KilledError, Meddled, Setting, kill
from tests.register.telling import (
    NOW,
    WORDS,
    an_intake,
    claimed,
    kept,
    second,
    tell,
    tell_more,
    texts,
    together,
    told,
)

AFTER_THE_LEASE = LEASE + second()


def test_what_is_due_is_handed_over_and_gets_its_receipt(setting: Setting, arrived: Any) -> None:
    told(setting.database, "AAA", "BBB")

    assert setting.drain() == 2

    assert [event["subject"] for event in arrived()] == ["AAA", "BBB"]
    assert [texts(event["data"]) for event in arrived()] == [[WORDS], [WORDS]]
    for row in kept(setting.database):
        assert (row.status, row.receipt) == ("done", f"{row.subject}-0001-{row.event_id}.json")


def test_draining_takes_all_that_is_due_and_nothing_else(setting: Setting, arrived: Any) -> None:
    told(setting.database, *(f"R{i:03}" for i in range(BATCH * 2 + 1)))
    with setting.database.write() as connection:
        tell(connection, an_intake("LATER"), due_at=NOW + second())

    assert setting.drain() == BATCH * 2 + 1
    assert setting.drain() == 0
    setting.clock.passes(second())
    assert setting.drain() == 1


def test_every_version_arrives_in_order(setting: Setting, arrived: Any) -> None:
    with setting.database.write() as connection:
        intake = tell(connection, an_intake())
    claimed(setting.database, NOW - LEASE - second())
    claimed(setting.database)
    with setting.database.write() as connection:
        tell_more(connection, intake, "and more")

    setting.clock.passes(AFTER_THE_LEASE)
    assert setting.drain() == 2

    assert [event["data"]["version"] for event in arrived()] == [1, 2]


def test_a_consumer_killed_after_delivering_delivers_the_same_event_again(
    setting: Setting, arrived: Any
) -> None:
    told(setting.database, "AAA")
    with pytest.raises(KilledError):
        setting.drain(Meddled(setting.destination, after=kill))
    before = arrived()

    assert setting.drain() == 0
    setting.clock.passes(AFTER_THE_LEASE)
    assert setting.drain() == 1

    assert arrived() == before
    assert [row.status for row in kept(setting.database)] == ["done"]


def test_words_that_come_after_such_a_kill_are_a_second_version_and_none_is_lost_or_doubled(
    setting: Setting, arrived: Any
) -> None:
    with setting.database.write() as connection:
        intake = tell(connection, an_intake())
    with pytest.raises(KilledError):
        setting.drain(Meddled(setting.destination, after=kill))
    with setting.database.write() as connection:
        tell_more(connection, intake, "and more")

    setting.clock.passes(AFTER_THE_LEASE)
    setting.drain()

    assert [texts(event["data"]) for event in arrived()] == [[WORDS], [WORDS, "and more"]]
    assert [event["data"]["version"] for event in arrived()] == [1, 2]
    assert len({event["id"] for event in arrived()}) == 2


def test_a_consumer_killed_before_delivering_loses_nothing(setting: Setting, arrived: Any) -> None:
    told(setting.database, "AAA")
    with pytest.raises(KilledError):
        setting.drain(Meddled(setting.destination, before=kill))

    setting.clock.passes(AFTER_THE_LEASE)
    setting.drain()

    assert len(arrived()) == 1


def test_a_consumer_that_is_stopped_finishes_the_record_in_hand_and_gives_the_rest_back(
    setting: Setting, arrived: Any
) -> None:
    told(setting.database, "AAA", "BBB", "CCC")

    setting.consumer(Meddled(setting.destination, before=lambda _: setting.stop.set())).run()

    assert [event["subject"] for event in arrived()] == ["AAA"]
    assert [row.status for row in kept(setting.database)] == ["done", "ready", "ready"]
    assert len(claimed(setting.database, limit=10)) == 2


def test_a_consumer_runs_until_it_is_stopped(setting: Setting, arrived: Any) -> None:
    def tell_then_stop() -> None:
        told(setting.database, "AAA")
        while not arrived():
            setting.stop.wait(0.01)
        setting.stop.set()

    together(setting.consumer().run, tell_then_stop)

    assert [row.status for row in kept(setting.database)] == ["done"]


def test_chores_are_done_at_the_start_and_once_an_hour(setting: Setting) -> None:
    consumer = setting.consumer()
    for minutes in (0, 30, 30, 1):
        setting.clock.passes(timedelta(minutes=minutes))
        consumer.turn()

    assert setting.chores == [NOW, NOW + timedelta(hours=1)]


def test_no_word_of_a_record_is_ever_logged(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told(setting.database, "AAA")

    setting.drain()

    assert "delivered" in caplog.messages
    assert {record.__dict__.get("reference") for record in caplog.records} >= {"AAA"}
    assert "phone" not in repr([record.__dict__ for record in caplog.records])
