"""Whether an address has an account is told neither by the answer nor by the work it takes."""

from __future__ import annotations

from itertools import pairwise

from flask import Flask
from sqlalchemy import func, select

from portal.db.floods import FloodRow
from tests.desk.newcomer import a_person
from tests.portal_client import office_of
from tests.web.test_desk_writes import commits


def test_a_wrong_password_takes_as_many_commits_where_nobody_has_the_address(app: Flask) -> None:
    olu, took = a_person(app), []
    for email in (olu.member.email, "nobody@kent.example"):
        olu.desk.open("/desk/sign-in")
        with commits(app) as committed:
            assert olu.type_password("guess", email=email).status_code == 401
        took.append(len(committed))

    assert took[0] == took[1] > 0


def test_addresses_that_nobody_has_leave_no_row_each_beside_their_own_count(app: Flask) -> None:
    olu, counted = a_person(app), []
    for n in range(3):
        olu.desk.open("/desk/sign-in")
        olu.type_password("guess", email=f"nobody{n}@kent.example")
        with office_of(app).database.read() as connection:
            table = FloodRow.as_table()
            counted.append(connection.scalar(select(func.count()).select_from(table)) or 0)

    assert [more - one for one, more in pairwise(counted)] == [1, 1]
