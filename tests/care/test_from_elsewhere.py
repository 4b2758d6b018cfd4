"""Another site leads an officer's browser here: nothing looks seen, and nothing is written."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import staff_sessions
from portal.db.audit import AuditRow
from portal.db.staff_sessions import StaffSessionRow
from portal.desk.access import LEAVES_A_MARK
from tests.care.intakes import kept
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of
from tests.web.every_page import StandingClock
from tests.web.every_route import CARE_MAY_WRITE

WORDS = "amber river"
PAGES = ("intakes/{}", "intakes/{}/sheet", "intakes/{}/note")


def entries(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(AuditRow.as_table())) or 0


def test_every_page_that_writes_when_it_is_opened_asks_first() -> None:
    assert CARE_MAY_WRITE.keys() == LEAVES_A_MARK


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_has_a_browser_open_is_not_seen_until_somebody_presses(
    app: Flask, clock: StandingClock, desk: Desk, site: str
) -> None:
    reference = kept(app, clock, WORDS).reference
    for page in PAGES:
        answer = desk.client.get(
            f"/care/{page.format(reference)}?done=note", headers={"Sec-Fetch-Site": site}
        )
        assert answer.status_code == 200
        assert WORDS not in answer.text
        assert entries(app) == 0
    assert the_intake(app).seen_at is None

    found = re.search(r'<a class="button" href="(/care/intakes/[^"]+)">Open it</a>', answer.text)
    assert found
    opened = desk.client.get(found.group(1), headers={"Sec-Fetch-Site": "same-origin"})
    assert WORDS in opened.text
    assert (the_intake(app).seen_at, entries(app)) == (clock.at, 1)


def test_an_intake_that_is_not_there_asks_in_the_same_way(desk: Desk) -> None:
    answer = desk.client.get("/care/intakes/HH2H-H2HH", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200
    assert "Open it" in answer.text


def test_a_browser_that_looks_ahead_has_seen_nothing(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = kept(app, clock, WORDS).reference
    headers = {"Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Site": "none"}

    assert desk.client.get(f"/care/intakes/{reference}", headers=headers).status_code == 503
    assert (the_intake(app).seen_at, entries(app)) == (None, 0)


def test_another_site_neither_keeps_a_session_alive_nor_takes_a_form_that_waits(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    place, table = office_of(app), StaffSessionRow.as_table()
    with place.database.write() as connection:
        row = connection.execute(select(table)).one()
        form = {"path": "/care/find", "fields": [["said", "violet sky"]]}
        staff_sessions.hold(connection, place.keyring, row.id, form)
    clock.at += timedelta(minutes=20)

    for page in ("find", ""):
        desk.client.get(f"/care/{page}", headers={"Sec-Fetch-Site": "cross-site"})

    with place.database.read() as connection:
        assert connection.execute(select(table)).one().used_at == row.used_at
    assert "violet sky" in desk.open("find").text
