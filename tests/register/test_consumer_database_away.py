"""The consumer while the database is away: it waits, and remembers what it has delivered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from portal.db import schema
from portal.db.database import Database
from portal.register.consumer import Consumer
from portal.register.http import HttpRegister
from tests.register.consuming import Setting
from tests.register.stand_in import StandIn, listening
from tests.register.telling import an_intake, kept, tell, told


@pytest.fixture
def setting(database: Database, register: StandIn) -> Iterator[Setting]:
    way_out = HttpRegister(register.url)
    yield Setting(database, way_out)
    way_out.close()


def statuses(setting: Setting) -> list[str]:
    return [row.status for row in kept(setting.database)]


class Outage:
    """While it is on, every statement fails as it does when the database is gone."""

    def __init__(self, database: Database) -> None:
        self.is_on = False
        event.listen(database.engine, "before_cursor_execute", self._fail)

    def _fail(self, *_: Any) -> None:
        if self.is_on:
            raise OperationalError("", {}, Exception("gone"))


def turns(consumer: Consumer, count: int) -> list[float]:
    return [consumer._turn_or_outage() for _ in range(count)]


def test_a_consumer_survives_an_outage_of_the_database(setting: Setting, register: StandIn) -> None:
    told(setting.database, "AAA")
    outage = Outage(setting.database)
    consumer = setting.consumer()

    outage.is_on = True
    assert turns(consumer, 3) == [5, 5, 5]
    outage.is_on = False
    turns(consumer, 2)

    assert len(register.taken) == 1
    assert statuses(setting) == ["done"]


def test_what_was_delivered_is_not_delivered_again_when_the_database_was_away_meanwhile(
    setting: Setting, register: StandIn
) -> None:
    told(setting.database, "AAA")
    outage = Outage(setting.database)
    consumer = setting.consumer()
    consumer.turn()

    outage.is_on = True
    turns(consumer, 3)
    outage.is_on = False
    turns(consumer, 1)

    assert len(register.requests) == 1
    assert statuses(setting) == ["done"]


def test_a_consumer_that_is_stopped_in_an_outage_ends(setting: Setting) -> None:
    told(setting.database, "AAA")
    outage = Outage(setting.database)
    consumer = setting.consumer()
    consumer.turn()
    outage.is_on = True
    setting.stop.set()

    consumer.run()

    outage.is_on = False
    assert statuses(setting) == ["leased"]


def test_a_draining_consumer_says_that_the_database_is_away(setting: Setting) -> None:
    outage = Outage(setting.database)
    outage.is_on = True

    with pytest.raises(OperationalError):
        setting.drain()


def test_connections_that_the_database_cut_are_made_anew(postgres_url: str) -> None:
    database = Database(postgres_url)
    schema.upgrade(database)
    with listening(StandIn()) as register:
        way_out = HttpRegister(register.url)
        setting = Setting(database, way_out)
        consumer = setting.consumer()
        told(database, "AAA")
        consumer.turn()
        cut_every_connection(database)
        with database.write() as connection:
            tell(connection, an_intake("BBB"))
        turns(consumer, 3)
        way_out.close()

    assert len(register.requests) == 2
    assert statuses(setting) == ["done", "done"]
    database.engine.dispose()


def cut_every_connection(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
