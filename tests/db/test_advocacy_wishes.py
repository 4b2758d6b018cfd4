"""Wishes that began in some days: each once, a few hundred at a time, by the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection

from portal.db import advocacy_wishes, staff
from portal.db.advocacy_wishes import began_between
from portal.db.database import Database
from portal.domain.advocacy_numbers import Period
from portal.domain.intake import AdvocateWish
from portal.domain.referral import advocacy_began_on
from portal.domain.staff import Role
from portal.domain.taxonomy import YesNo
from portal.domain.triage import Triage
from portal.services.advocacy_numbers import of_period
from tests.care.conftest import app, clock
from tests.care.intakes import kept
from tests.db.many_intakes import put_many
from tests.db.plans import plans_of
from tests.db.test_inbox import somebody
from tests.domain.deciding import sent
from tests.portal_client import office_of
from tests.servers.databases import KINDS, Databases
from tests.web.every_page import StandingClock

__all__ = ["app", "clock"]

MANY = 6_000
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 7)
KEYRING = None


@pytest.fixture(scope="module", params=KINDS)
def many(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Connection]:
    """Some thousand intakes, a tenth of them with a wish on one of a hundred days."""
    url = databases.migrated(request.param)
    database = Database(url)
    mine, theirs, manager = somebody(Role.OFFICER), somebody(Role.OFFICER), somebody(Role.MANAGER)
    with database.write() as connection:
        for person in (mine, theirs, manager):
            staff.add(connection, person, datetime.now(UTC))
        put_many(connection, MANY, 70, mine=mine, theirs=theirs, passed_to=manager)
        is_sqlite = connection.dialect.name == "sqlite"
        number = "CAST(substr(reference, 2) AS INTEGER)"
        day = (
            f"date('2026-11-30', '-' || ({number} / 10 % 100) || ' days')"
            if is_sqlite
            else f"date '2026-11-30' - ({number} / 10 % 100)"
        )
        began = f"UPDATE intake SET advocacy_on = {day} WHERE {number} % 10 = 0"  # noqa: S608 - words of ours
        # As it is: to the driver a "%" beside values would begin one.
        connection.exec_driver_sql(began)
        connection.exec_driver_sql("ANALYZE")
    with database.read() as connection:
        yield connection
    database.close()
    databases.discard(url)


def test_they_are_found_by_the_index_and_nothing_is_sorted(
    many: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advocacy_wishes, "_counted", lambda _keyring, row: row)
    monkeypatch.setattr(advocacy_wishes, "AT_ONCE", 10)
    found: list[object] = []

    plans = plans_of(many, lambda: found.extend(began_between(many, KEYRING, FIRST, LAST)))  # type: ignore[arg-type] # nothing is opened

    assert len(found) == 6 * 7
    pages = [plan for plan in plans if "intake" in plan]
    assert len(pages) == 5
    for plan in pages:
        assert "ix_intake_advocacy_on" in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
        assert "Seq Scan" not in plan


def test_each_is_read_once_whatever_is_read_at_a_time(
    app: Flask, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = office_of(app)
    wanted = []
    for n in range(23):
        clock.at += timedelta(days=n % 3 // 2)
        steps = sent(clock.at.date()) if n % 3 == 0 else ()
        one = kept(
            app,
            clock,
            f"words {n}",
            wants_advocate=YesNo.YES if n % 4 else None,
            wish=AdvocateWish(not_them="<3", trusted=n % 5 == 0),
            triage=Triage(advocacy_steps=steps),
        )
        wanted.append(one)
    first = min(advocacy_began_on(one) or date.max for one in wanted)

    for at_once in (1, 2, 7, 300):
        monkeypatch.setattr(advocacy_wishes, "AT_ONCE", at_once)
        with place.database.read() as connection:
            last = first + timedelta(days=5)
            found = list(began_between(connection, place.keyring, first, last))
        expected = [w for w in wanted if first <= (advocacy_began_on(w) or date.min) <= last]
        assert sorted(one.id for one in found) == sorted(one.id for one in expected)
        assert [advocacy_began_on(one) for one in found] == sorted(
            advocacy_began_on(one) or date.min for one in expected
        )
        by_id = {one.id: one for one in expected}
        for one in found:
            assert (one.triage, one.wish) == (by_id[one.id].triage, by_id[one.id].wish)
            assert "words" not in one.words[0].text


def test_the_numbers_of_a_period_are_of_what_is_kept(app: Flask, clock: StandingClock) -> None:
    today = clock.at.date()
    kept(app, clock, "one", wants_advocate=YesNo.YES, wish=AdvocateWish())
    kept(app, clock, "two", wants_advocate=YesNo.NO, wish=AdvocateWish())
    kept(app, clock, "three", wish=AdvocateWish())
    place = office_of(app)

    with place.database.read() as connection:
        now = of_period(connection, place, Period(today, today))
        before = of_period(connection, place, Period(today - timedelta(9), today - timedelta(1)))

    assert (now.wishes, now.total.asked, now.total.refused, now.total.not_met) == (2, 1, 1, 1)
    assert (before.wishes, before.total.is_empty) == (0, True)
