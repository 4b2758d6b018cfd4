"""The consumer while the register is away: nothing is lost, and no record is the worse for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal.db.database import Database
from portal.register import pauses
from portal.register.http import HttpRegister
from portal.register.pauses import Pause
from tests.register.consuming import Setting
from tests.register.stand_in import StandIn, listening
from tests.register.telling import NOW, kept, second, told
from tests.servers.processes import free_port


@pytest.fixture
def setting(database: Database, register: StandIn) -> Iterator[Setting]:
    way_out = HttpRegister(register.url, clock=lambda: NOW)
    yield Setting(database, way_out)
    way_out.close()


def pause_of(setting: Setting) -> Pause | None:
    with setting.database.read() as connection:
        return pauses.current(connection, setting.destination.name)


def refusals(setting: Setting) -> list[int]:
    return [row.refusals for row in kept(setting.database)]


def statuses(setting: Setting) -> list[str]:
    return [row.status for row in kept(setting.database)]


def wait_out(setting: Setting) -> None:
    """Let the pause pass, and the wait of whatever it was that failed."""
    setting.clock.passes(timedelta(minutes=31))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_register_that_is_away_is_left_alone_for_a_while(
    setting: Setting, register: StandIn, status: int
) -> None:
    told(setting.database, "AAA", "BBB", "CCC")
    register.answers = [(status, {})]

    setting.drain()
    setting.drain()

    assert len(register.requests) == 1
    pause = pause_of(setting)
    assert pause
    assert (pause.reason, pause.failures) == (f"HTTP {status}", 1)
    assert NOW + second(5) <= pause.until <= NOW + second(10)
    assert statuses(setting) == ["ready"] * 3
    assert refusals(setting) == [0, 0, 0]


def test_when_it_is_back_everything_arrives_and_the_pause_is_gone(
    setting: Setting, register: StandIn
) -> None:
    told(setting.database, "AAA", "BBB", "CCC")
    register.answers = [(503, {})]
    setting.drain()

    wait_out(setting)
    setting.drain()

    assert len(register.taken) == 3
    assert statuses(setting) == ["done"] * 3
    assert pause_of(setting) is None


def test_after_a_pause_one_record_finds_out_whether_the_register_is_back(
    setting: Setting, register: StandIn
) -> None:
    told(setting.database, "AAA", "BBB", "CCC")
    register.answers = [(503, {}), (503, {})]
    setting.drain()
    before = sum(row.claims for row in kept(setting.database))
    wait_out(setting)

    setting.drain()

    assert sum(row.claims for row in kept(setting.database)) == before + 1
    pause = pause_of(setting)
    assert pause
    assert (pause.failures, pause.since) == (2, NOW)


def test_the_wait_that_the_register_asks_for_is_heeded(setting: Setting, register: StandIn) -> None:
    told(setting.database, "AAA")
    register.answers = [(429, {"Retry-After": "120"})]
    setting.drain()

    setting.clock.passes(second(119))
    setting.drain()
    assert len(register.requests) == 1

    setting.clock.passes(second(6))
    setting.drain()
    assert len(register.taken) == 1


def test_a_register_that_nobody_can_connect_to_is_waited_for(database: Database) -> None:
    port = free_port()
    register = StandIn()
    way_out = HttpRegister(f"http://127.0.0.1:{port}/records")
    setting = Setting(database, way_out)
    told(database, "AAA", "BBB")

    setting.drain()
    pause = pause_of(setting)
    assert pause
    assert pause.reason == "no answer (ConnectionError)"

    with listening(register, port):
        wait_out(setting)
        setting.drain()
        way_out.close()
    assert {event["subject"] for event in register.taken.values()} == {"AAA", "BBB"}
    assert refusals(setting) == [0, 0]


def test_a_register_that_is_away_for_a_week_costs_no_record_a_try(
    setting: Setting, register: StandIn
) -> None:
    told(setting.database, "AAA", "BBB")
    back_at = NOW + timedelta(days=7)
    asked = 0
    while setting.clock.now < back_at:
        register.answers = [(503, {})]
        setting.drain()
        asked += 1
        setting.clock.passes(timedelta(minutes=20))
    register.answers = []

    wait_out(setting)
    setting.drain()

    assert asked > 500
    assert len(register.requests) < asked
    assert statuses(setting) == ["done", "done"]
    assert refusals(setting) == [0, 0]
    assert len(register.taken) == 2


def test_a_record_that_the_register_stumbles_over_does_not_hold_back_the_others(
    setting: Setting, register: StandIn
) -> None:
    # 500 for one record looks like a register that is away. The others get their turn.
    told(setting.database, "BAD", *(f"R{i}" for i in range(5)))

    def answer(path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        if b'"subject":"BAD"' in body:
            return 500, {}
        return StandIn.answer(register, path, headers, body)

    register.answer = answer  # type: ignore[method-assign]
    for _ in range(20):
        setting.drain()
        setting.clock.passes(second(4))

    assert len(register.taken) == 5
    assert [row.status for row in kept(setting.database, subject="BAD")] == ["ready"]


def test_only_a_record_that_is_refused_dies_and_the_others_flow(
    setting: Setting, register: StandIn
) -> None:
    told(setting.database, "BAD", "GOOD")
    register.answers = [(422, {})]
    setting.drain()
    for _ in range(4):
        register.answers = [(422, {})]
        wait_out(setting)
        setting.drain()

    rows = {row.subject: row for row in kept(setting.database)}
    assert (rows["BAD"].status, rows["BAD"].last_error) == ("dead", "HTTP 422")
    assert rows["GOOD"].status == "done"
    assert pause_of(setting) is None


def test_a_refusal_shows_that_the_register_is_back(setting: Setting, register: StandIn) -> None:
    told(setting.database, "AAA")
    register.answers = [(503, {}), (422, {})]
    setting.drain()
    wait_out(setting)
    setting.drain()

    assert pause_of(setting) is None
