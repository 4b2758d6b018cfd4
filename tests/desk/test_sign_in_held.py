"""What somebody typed when their session was over comes back, to them alone, and is saved then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.db import staff_sessions
from portal.domain.taxonomy import RecordType
from tests.desk.newcomer import Person, a_person
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

TYPED = {
    "record_type": "Statutory complaint",
    "late_reason": 'She was "afraid" <3 & alone — äöü\nب',
}


@pytest.fixture
def olu(app: Flask) -> Person:
    """An officer who signed in, and has a decision's page open."""
    child, olu = Child(app.test_client()), a_person(app)
    child.tell("They moved me again")
    olu.sign_in()
    olu.desk.open(page_of(app))
    return olu


def page_of(app: Flask) -> str:
    return f"intakes/{the_intake(app).reference}/record-type"


def comes_back(page: str) -> bool:
    return (
        "Here is what you had typed" in page
        and "She was &#34;afraid&#34; &lt;3 &amp; alone" in page
    )


def test_a_decision_that_comes_too_late_is_given_back_and_saved(
    app: Flask, olu: Person, clock: StandingClock
) -> None:
    clock.at += timedelta(minutes=31)

    asked = olu.desk.post(page_of(app), **TYPED)
    assert asked.status_code == 401
    assert "what you typed is kept" in asked.text
    assert "afraid" not in asked.text
    olu.type_password("a slip of the finger")
    olu.type_password()
    olu.give_code("000000")
    page = olu.give_code()

    assert page.request.path == f"/care/{page_of(app)}"
    assert comes_back(page.text)
    olu.desk.post(page_of(app), **{**olu.desk.hidden, **TYPED})
    assert the_intake(app).record_type is RecordType.STATUTORY
    assert "Here is what you had typed" not in olu.desk.open(page_of(app)).text


def test_it_outlasts_a_second_step_that_took_too_long(
    app: Flask, olu: Person, clock: StandingClock
) -> None:
    clock.at += timedelta(minutes=31)
    olu.desk.post(page_of(app), **TYPED)
    olu.type_password()
    clock.at += timedelta(minutes=11)

    assert olu.give_code().status_code == 401
    olu.type_password()
    clock.at += timedelta(minutes=11)
    olu.desk.open("/desk/second-step")
    olu.type_password()

    assert comes_back(olu.give_code().text)


def test_somebody_else_who_signs_in_there_gets_nothing_of_it(
    app: Flask, olu: Person, clock: StandingClock
) -> None:
    ada = a_person(app, "Ada Other")
    ada.desk = olu.desk
    clock.at += timedelta(minutes=31)
    olu.desk.post(page_of(app), **TYPED)

    ada.type_password()
    page = ada.give_code()

    assert ada.is_in
    assert "afraid" not in page.text
    assert "afraid" not in ada.desk.open(page_of(app)).text


@pytest.mark.parametrize("somebody_else", [False, True])
def test_it_is_the_owners_though_the_session_is_gone_from_the_server(
    app: Flask, olu: Person, clock: StandingClock, somebody_else: bool
) -> None:
    clock.at += timedelta(minutes=1)
    with office_of(app).database.write() as connection:
        staff_sessions.end_all_of(connection, olu.member.id)
    who = a_person(app, "Ada Other") if somebody_else else olu
    who.desk = olu.desk

    olu.desk.post(page_of(app), **TYPED)
    who.type_password()
    page = who.give_code()

    assert comes_back(page.text) is not somebody_else


def test_a_held_form_that_was_changed_or_made_up_is_nothing(
    app: Flask, olu: Person, clock: StandingClock
) -> None:
    clock.at += timedelta(minutes=31)
    olu.desk.post(page_of(app), **TYPED)
    held = olu.desk.hidden["held"]
    for forged in ("", "x", held[:-8] + "AAAAAAA=", "é" * 9):
        other = olu.moved()
        other.give_password(held=forged)
        assert "afraid" not in other.give_code().text
        clock.at += timedelta(minutes=1)


def test_no_password_is_ever_held(app: Flask, olu: Person, clock: StandingClock) -> None:
    olu.desk.open("/desk/me")
    clock.at += timedelta(minutes=31)
    olu.desk.post("/desk/me/password", password="old one", new_password="new one", again="new one")
    held = olu.desk.hidden["held"]

    assert held == ""
    olu.type_password()
    assert olu.give_code().request.path == "/care/"


def test_a_page_that_only_takes_and_shows_nothing_leads_to_the_inbox(
    app: Flask, olu: Person, clock: StandingClock
) -> None:
    clock.at += timedelta(minutes=31)
    olu.desk.post("/desk/me/recovery-codes", what="ever")
    olu.type_password()

    assert olu.give_code().request.path == "/care/"


def test_the_pages_to_sign_in_go_on_without_a_form(app: Flask) -> None:
    nobody = Desk(app, None)

    page = nobody.post("/desk/me/recovery-codes")

    assert page.status_code == 401
    assert 'name="held" value=""' in page.text


def test_a_stranger_s_million_fields_make_no_page_of_megabytes(app: Flask) -> None:
    typed = "a=b&" * 100_000

    answer = app.test_client().post(
        "/care/take-down", data=typed, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 401
    assert len(answer.data) < 10_000
