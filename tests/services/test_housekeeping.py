"""What is over is wiped, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.db import floods, staff, staff_sessions, visits
from portal.db.floods import FloodRow
from portal.db.staff_sessions import StaffSession, StaffSessionRow
from portal.db.visits import KeptVisit, VisitRow
from portal.domain.intake import new_id
from portal.domain.staff import Role, StaffMember
from portal.register import claims
from portal.services import housekeeping
from portal.services.housekeeping import Wiped, keep_house
from portal.services.office import Office
from portal.settings import Settings
from tests.register.telling import NOW, claimed, kept, second, told
from tests.servers.settings import production_settings


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    settings = production_settings(migrated_database_url, "https://heard.example")
    office = Office.open(Settings.from_environment(settings))
    yield office
    office.database.engine.dispose()


def visit(office: Office, age: timedelta) -> None:
    began_at = NOW - age
    with office.database.write() as connection:
        one = KeptVisit(new_id(), {}, began_at, began_at)
        visits.make(connection, office.keyring, new_id(), one)


def delivered(office: Office, reference: str, age: timedelta) -> None:
    told(office.database, reference)
    [entry] = claimed(office.database)
    with office.database.write() as connection:
        claims.acknowledge(connection, entry, "R-1", NOW - age)


def count(office: Office, table: type[VisitRow] | type[FloodRow] | type[StaffSessionRow]) -> int:
    with office.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table.as_table())) or 0


def test_a_visit_is_wiped_after_a_day(office: Office) -> None:
    visit(office, timedelta(hours=24) + second())
    visit(office, timedelta(hours=24) - second())

    assert keep_house(office, NOW) == Wiped(1, 0, 0)
    assert count(office, VisitRow) == 1


def test_a_flood_is_forgotten_when_it_is_over(office: Office) -> None:
    with office.database.write() as connection:
        floods.count_one(connection, "over", NOW - second())
        floods.count_one(connection, "on", NOW + second())

    assert keep_house(office, NOW) == Wiped(0, 1, 0)
    assert count(office, FloodRow) == 1


def test_a_session_of_the_desk_is_forgotten_a_week_after_its_last_use(office: Office) -> None:
    member = StaffMember(new_id(), "ada@kent.example", "Ada", frozenset({Role.OFFICER}))
    with office.database.write() as connection:
        staff.add(connection, member, NOW)
        for age in (timedelta(days=7) + second(), timedelta(days=7) - second()):
            began_at = NOW - age
            one = StaffSession(new_id(), member.id, True, began_at, began_at)
            staff_sessions.begin(connection, office.keyring, new_id(), one)

    keep_house(office, NOW)

    assert count(office, StaffSessionRow) == 1


def test_a_record_is_emptied_when_its_receipt_is_a_week_old(office: Office) -> None:
    delivered(office, "OLD", timedelta(days=7, seconds=1))
    delivered(office, "YOUNG", timedelta(days=7) - second())

    assert keep_house(office, NOW) == Wiped(0, 0, 1)
    assert [row.data is None for row in kept(office.database)] == [True, False]


def test_the_time_until_then_is_a_setting(office: Office) -> None:
    delivered(office, "OLD", timedelta(days=2))
    sooner = replace(office, settings=replace(office.settings, snapshot_days=1))

    assert keep_house(sooner, NOW).snapshots == 1


def test_however_many_there_are_all_are_emptied(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "_AT_ONCE", 2)
    for i in range(5):
        delivered(office, f"R{i}", timedelta(days=30))

    assert keep_house(office, NOW).snapshots == 5
    assert keep_house(office, NOW).snapshots == 0
