"""The invented data goes through the real services, once."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from portal.db import intakes, staff, texts
from portal.db.intakes import IntakeRow
from portal.demo.data import prepare
from portal.demo.settings import ADMINISTRATOR, MANAGER, OF_NCH, OF_UPFRONT, OFFICER
from portal.domain.staff import Role
from portal.services import passwords, referrals
from sms.phone import take_first_texts
from tests.portal_client import office_of, records

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
PASSWORD = "try-4f2a-91bc-77de"


def test_it_is_taken_in_once(demo_app: Flask) -> None:
    office = office_of(demo_app)

    prepare(office, NOW, take_first_texts, PASSWORD)
    prepare(office, NOW, take_first_texts, PASSWORD)

    with office.database.read() as connection:
        assert intakes.how_many(connection) == 5
        assert texts.how_many(connection) == 3
        assert len(staff.every(connection)) == 5


def test_it_shows_both_languages_and_both_ways_in(demo_app: Flask) -> None:
    prepare(office_of(demo_app), NOW, take_first_texts, PASSWORD)

    told = records(demo_app)

    assert {record["language"] for record in told} == {"en", "ar"}
    assert {record["method_of_receipt"] for record in told} == {"Web form", "Text message"}
    assert all(record["received_at"] < "2026-07-01T12" for record in told)


def test_the_desk_has_its_people_and_some_decisions(demo_app: Flask) -> None:
    office = office_of(demo_app)
    prepare(office, NOW, take_first_texts, PASSWORD)

    with office.database.read() as connection:
        people = {member.email: member for member in staff.every(connection)}
        accounts = [staff.find(connection, office.keyring, email) for email in people]
        intake = IntakeRow.as_table()
        made = connection.execute(select(intake).order_by(intake.c.received_at)).all()

    assert {email: (*one.roles, one.service) for email, one in people.items()} == {
        OFFICER: (Role.OFFICER, None),
        MANAGER: (Role.MANAGER, None),
        ADMINISTRATOR: (Role.ADMINISTRATOR, None),
        OF_UPFRONT: (Role.ADVOCATE, "upfront"),
        OF_NCH: (Role.ADVOCATE, "nch"),
    }
    assert all(passwords.is_right(account, PASSWORD) for account in accounts)
    assert not passwords.is_right(accounts[0], PASSWORD.upper())
    assert {row.record_type for row in made} == {"Statutory complaint", "Merit", None}
    assert {row.passed_to for row in made} == {people[MANAGER].id, None}


def test_a_child_waits_for_upfront_and_the_other_service_sees_nothing(demo_app: Flask) -> None:
    office = office_of(demo_app)
    prepare(office, NOW, take_first_texts, PASSWORD)

    with office.database.read() as connection:
        people = {member.email: member for member in staff.every(connection)}
        told = referrals.of_service(connection, office, people[OF_UPFRONT])
        others = referrals.of_service(connection, office, people[OF_NCH])

    assert [one.accepted_on for one in told] == [None]
    assert others == []


def test_a_child_has_an_answer_on_their_own_page(demo_app: Flask) -> None:
    prepare(office_of(demo_app), NOW, take_first_texts, PASSWORD)

    [praise] = [one for one in records(demo_app) if (one["triage"] or {}).get("answer_sent")]

    assert praise["triage"]["answer_sent"]["how"] == "On their own page"
