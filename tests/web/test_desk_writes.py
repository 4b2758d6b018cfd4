"""What pages of the desk write: a GET what its list names, a form without its token nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select

from portal.db import intakes, staff_sessions
from portal.db.staff_sessions import StaffSessionRow
from portal.db.tables import Base
from portal.domain.referral import current
from portal.domain.staff import Role, StaffMember
from tests.advocate.referring import sent
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases
from tests.web.every_page import StandingClock
from tests.web.every_route import (
    CARE,
    CARE_MAY_WRITE,
    CARE_TOUCHES,
    DESKS,
    GIVEN_BACK,
    NOBODYS_REFERRAL,
    VIEW,
    Address,
    addresses,
)

TYPED = "Marmaduke rang at four <3"
_BOX = re.compile(r'<(?:textarea|input[^>]*type="text")[^>]* name="([^"]+)"')
Rows = dict[str, dict[Any, dict[str, Any]]]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def app(databases: Databases, database_kind: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app, with one thing told by a child whose wish for an advocate a service has."""
    app = an_app(databases.migrated(database_kind), clock=clock)
    sent(app)
    yield app
    office_of(app).database.close()


@pytest.fixture
def everybody(app: Flask) -> Desk:
    """One person with every role, at the desk."""
    return Desk(app, a_colleague(app, "Evie Everybody", roles=set(Role), service="upfront"))


def of_the_desk(app: Flask, method: str, member: StaffMember | None) -> list[Address]:
    """The addresses of the desk that somebody signed in uses, with what is there filled in."""
    intake = the_intake(app)
    referral = current(intake)
    assert member
    assert referral
    filled_in = {"HH2H-H2HH": intake.reference, NOBODYS_REFERRAL: referral.id}
    return [
        Address(one.endpoint, one.method, path)
        for one in addresses(app)
        if one.endpoint.startswith(DESKS) and one.method == method
        for path in [_with(one.path, filled_in)]
        if frozenset(Role) & CARE[(one.endpoint, method)]
    ]


def _with(path: str, filled_in: dict[str, str]) -> str:
    for nobodys, real in filled_in.items():
        path = path.replace(nobodys, real)
    return path


@contextmanager
def commits(app: Flask) -> Iterator[list[Connection]]:
    """The transactions that were committed in this block."""
    committed: list[Connection] = []
    engine = office_of(app).database.engine
    note = committed.append
    event.listen(engine, "commit", note)
    yield committed
    event.remove(engine, "commit", note)


def everything(app: Flask) -> Rows:
    """Every row of every table, by its key."""
    found: Rows = {}
    with office_of(app).database.read() as connection:
        for table in Base.metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            rows = connection.execute(select(table)).mappings()
            found[table.name] = {tuple(row[key] for key in keys): dict(row) for row in rows}
        for (intake_id,), row in found["intake"].items():
            _open(app, connection, str(intake_id), row)
    return found


def _open(app: Flask, connection: Connection, intake_id: str, row: dict[str, Any]) -> None:
    """Have what is sealed in an intake opened: sealing the same again gives other bytes."""
    for name in [name for name in row if name.endswith("_sealed")]:
        del row[name]
    intake = intakes.load(connection, office_of(app).keyring, intake_id)
    row["content"] = replace(intake, seen_at=None)


def touched(before: Rows, after: Rows) -> set[str]:
    """What differs: "table.column", "table +" where a row came, "table -" where one went."""
    found = set()
    for table, rows in after.items():
        old = before[table]
        found |= {f"{table} +" for key in rows if key not in old}
        found |= {f"{table} -" for key in old if key not in rows}
        found |= {
            f"{table}.{column}"
            for key, row in rows.items()
            if key in old
            for column, value in row.items()
            if old[key][column] != value
        }
    return found


def test_no_get_of_the_desk_writes_but_those_that_have_a_reason(
    app: Flask, everybody: Desk
) -> None:
    wrote = set()
    for address in of_the_desk(app, "GET", everybody.member):
        before = everything(app)
        with commits(app) as committed:
            response = everybody.client.get(address.path)
        assert response.status_code < 400 or response.status_code == 404, address
        changed = touched(before, everything(app))
        assert bool(changed) <= bool(committed)
        assert changed <= CARE_TOUCHES.get(address.endpoint, frozenset()), address
        wrote |= {address.endpoint} if committed else set()

    assert wrote <= CARE_MAY_WRITE.keys()
    read = {"care.intake", "care.decision", "advocate.referral", "advocate.answer"}
    assert read <= wrote


def test_a_page_that_gives_a_form_back_writes_that_it_did_and_nothing_more(
    app: Flask, everybody: Desk
) -> None:
    gave_back = set()
    for address in of_the_desk(app, "GET", everybody.member):
        _hold(app, address.path)
        before = everything(app)
        everybody.client.get(address.path)
        changed = touched(before, everything(app))
        assert changed <= CARE_TOUCHES.get(address.endpoint, frozenset()), address
        gave_back |= {address.endpoint} if changed & GIVEN_BACK else set()

    assert gave_back == {name for name, touches in CARE_TOUCHES.items() if touches >= GIVEN_BACK}


def _hold(app: Flask, path: str) -> None:
    """Have every session hold a form that was sent to this page."""
    place, table = office_of(app), StaffSessionRow.as_table()
    form = {"path": path, "fields": [["note", TYPED]]}
    with place.database.write() as connection:
        for session_id in list(connection.scalars(select(table.c.id))):
            staff_sessions.hold(connection, place.keyring, session_id, form)


def test_every_get_that_may_write_says_what_it_may_touch() -> None:
    assert CARE_TOUCHES.keys() == CARE_MAY_WRITE.keys()


def test_the_sessions_use_is_written_down_once_a_minute_at_most(
    app: Flask, everybody: Desk, clock: StandingClock
) -> None:
    wrote = []
    for seconds in (0, 30, 31, 0, 59, 2):
        clock.at += timedelta(seconds=seconds)
        before = everything(app)
        with commits(app) as committed:
            everybody.open("audit")
        wrote.append((len(committed), touched(before, everything(app))))

    used = (1, {"staff_session.used_at"})
    assert wrote == [(0, set()), (0, set()), used, (0, set()), (0, set()), used]


def test_opening_an_intake_twice_changes_nothing_but_the_audit_the_second_time(
    app: Flask, everybody: Desk
) -> None:
    path = f"intakes/{the_intake(app).reference}"
    everybody.open(path)
    before = everything(app)

    everybody.open(path)

    assert touched(before, everything(app)) <= {"audit +", "intake.changed_at"}


# Forms that did not come from their own page.


def boxes(desk: Desk, address: Address) -> list[str]:
    """The names of the boxes in which one types on the page of this form."""
    response = desk.client.get(address.path)
    return _BOX.findall(response.text) if response.status_code == 200 else []


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}], ids=["no token", "far"])
def test_a_form_without_its_token_or_from_another_site_changes_nothing_and_loses_no_word(
    app: Flask, everybody: Desk, headers: dict[str, str]
) -> None:
    for address in of_the_desk(app, "POST", everybody.member):
        typed = dict.fromkeys(boxes(everybody, address), TYPED)
        before = everything(app)

        response = everybody.client.post(address.path, data=typed, headers=headers)

        assert touched(before, everything(app)) <= {"audit +"}, address
        if headers:
            assert response.status_code == 403, address
        else:
            assert response.status_code in (200, 303, 400, 404), address
        if typed and response.status_code in (400, 403):
            assert TYPED in html.unescape(response.text), address


def test_what_compares_tables_sees_a_change(app: Flask, everybody: Desk) -> None:
    before = everything(app)

    everybody.open(f"intakes/{the_intake(app).reference}")

    assert {"audit +", "intake.seen_at"} <= touched(before, everything(app)) <= VIEW
