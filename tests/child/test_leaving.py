"""Leaving quickly is quick, whatever the database does."""

from __future__ import annotations

import time

from flask import Flask
from sqlalchemy import func, select

from portal.child.leaving import WITHIN_SECONDS
from portal.db.visits import VisitRow
from tests.portal_client import Child, office_of
from tests.servers.processes import wait_until

_visit = VisitRow.as_table()


def visits_kept(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(_visit)) or 0


def test_a_database_that_is_held_keeps_nobody_on_the_page(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="They took my phone")

    with office_of(app).database.write() as connection:
        connection.execute(select(_visit).with_for_update())
        started = time.monotonic()
        left = child.client.get("/en/leave")
        took = time.monotonic() - started

    assert took < WITHIN_SECONDS + 1
    assert left.location == "https://www.bbc.co.uk/weather"
    assert "Clear-Site-Data" in left.headers
    assert child.client.get_cookie("heard") is None
    wait_until(lambda: visits_kept(app) == 0, "the visit is wiped", seconds=10)


def test_a_database_that_is_gone_keeps_nobody_on_the_page(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="They took my phone")
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE visit RENAME TO visit_gone")

    left = child.client.get("/en/leave")

    assert left.location == "https://www.bbc.co.uk/weather"
    assert child.client.get_cookie("heard") is None
