"""/healthz says that the process lives; /readyz whether a child's words could be kept now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.db import notices, revision, schema
from portal.db.database import BusyError
from portal.domain.notices import Notice, NoticeKind
from tests.portal_client import Child, an_app, office_of
from tests.register.telling import an_intake, tell
from tests.servers.databases import Databases
from tests.web.every_page import StandingClock

AWAY = {"status": "the database cannot be written to", "texts_aside": 0}
READY = {
    "status": "ready",
    "migration": revision.newest(),
    "oldest_due_seconds": 0,
    "notices_waiting": 0,
    "oldest_notice_seconds": 0,
    "webhooks_refused_today": 0,
    "texts_aside": 0,
}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app, on SQLite and on PostgreSQL."""
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


def ready(app: Flask) -> tuple[int, dict[str, object]]:
    response = app.test_client().get("/readyz")
    assert response.mimetype == "application/json"
    said = response.json
    assert isinstance(said, dict)
    return response.status_code, said


def queue(app: Flask, reference: str, clock: StandingClock, ago: timedelta) -> None:
    due_at = clock() - ago
    with office_of(app).database.write() as connection:
        tell(connection, an_intake(reference), due_at, due_at)


def test_a_migrated_database_is_ready(app: Flask) -> None:
    assert ready(app) == (200, READY)
    assert ready(app) == (200, READY)  # asking often changes nothing


def test_the_process_lives_whatever_its_database_does(databases: Databases) -> None:
    app = an_app(databases.empty("sqlite"))

    response = app.test_client().get("/healthz")

    assert (response.status_code, response.json) == (200, {"status": "alive"})
    office_of(app).database.close()


def test_a_database_without_tables_is_not_ready(database_url: str) -> None:
    app = an_app(database_url)

    status, said = ready(app)

    assert (status, set(said)) == (503, set(AWAY))
    schema.upgrade(office_of(app).database)
    assert ready(app) == (200, READY)
    office_of(app).database.close()


def test_tables_of_another_version_are_not_ready(app: Flask) -> None:
    with office_of(app).database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    status, said = ready(app)

    assert (status, said["status"]) == (503, "run: flask db upgrade")
    assert said["migration"] == "0000"


def test_a_database_that_cannot_be_reached_is_not_ready(
    databases: Databases, tmp_path: Path
) -> None:
    gone = databases.empty("postgresql")
    databases.discard(gone)
    app = an_app(gone)

    assert ready(app) == (503, AWAY)
    office_of(app).database.close()


def test_a_database_that_may_only_be_read_is_not_ready(databases: Databases) -> None:
    url = databases.migrated("postgresql")
    app = an_app(url)
    with office_of(app).database.write() as connection:
        name = office_of(app).database.url.database
        connection.exec_driver_sql(
            f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
        )
    office_of(app).database.close()

    assert ready(app) == (503, AWAY)
    office_of(app).database.close()
    databases.discard(url)


def test_a_database_that_another_process_holds_is_not_ready(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.db.database.BUSY_SECONDS", 0.2)
    url = databases.migrated("sqlite")
    app, other = an_app(url), an_app(url)

    with office_of(other).database.write():
        assert ready(app) == (503, AWAY)

    assert ready(app)[0] == 200
    with pytest.raises(BusyError), office_of(app).database.write(), office_of(app).database.write():
        pass
    for one in (app, other):
        office_of(one).database.close()


def test_the_age_of_the_oldest_record_is_told_and_closes_no_door(
    app: Flask, clock: StandingClock
) -> None:
    queue(app, "AAA", clock, timedelta(minutes=-15))
    assert ready(app)[1]["oldest_due_seconds"] == 0
    queue(app, "BBB", clock, timedelta(days=7))
    queue(app, "CCC", clock, timedelta(hours=1))

    assert ready(app) == (200, {**READY, "oldest_due_seconds": 7 * 24 * 3600})


def test_what_a_child_just_sent_is_due_since_now(app: Flask, clock: StandingClock) -> None:
    Child(app.test_client()).tell("They took my phone")
    clock.at += timedelta(seconds=90)

    assert ready(app)[1]["oldest_due_seconds"] == 90


def test_refused_webhooks_of_today_are_counted(app: Flask, clock: StandingClock) -> None:
    for _ in range(3):
        app.test_client().post("/sms/incoming", data={"Body": "They took my phone"})

    assert ready(app) == (200, {**READY, "webhooks_refused_today": 3})
    clock.at += timedelta(days=1)
    assert ready(app) == (200, READY)


def test_the_age_of_the_oldest_notice_that_was_not_sent_is_told(
    app: Flask, clock: StandingClock
) -> None:
    waits = Notice(NoticeKind.URGENT, "intake", "olu@kent.example", "1")
    with office_of(app).database.write() as connection:
        notices.write(connection, [waits], clock() - timedelta(minutes=3))
        notices.write(connection, [replace(waits, occasion="2")], clock())

    said = {"notices_waiting": 2, "oldest_notice_seconds": 180}
    assert ready(app) == (200, {**READY, **said})


def test_nothing_that_anybody_said_is_told(app: Flask) -> None:
    Child(app.test_client()).tell("They took my phone")

    assert "phone" not in app.test_client().get("/readyz").text
