"""Guessing is slowed, and nobody who signed in here before is kept out by what others guess."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.db.floods import FloodRow
from portal.services import sign_in
from portal.settings import ROOT
from tests.desk.newcomer import Person, a_person
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

WINDOW = timedelta(minutes=15)


LIMITS = (sign_in.WRONG_OF_ACCOUNT, sign_in.WRONG_OF_ADDRESS, sign_in.WRONG_CODES)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer guesses, for each costs what a real one does."""
    monkeypatch.setattr(sign_in, "WRONG_OF_ACCOUNT", 3)
    monkeypatch.setattr(sign_in, "WRONG_OF_ADDRESS", 5)
    monkeypatch.setattr(sign_in, "WRONG_OF_DEVICE", 4)


def guess(person: Person, times: int, **fields: str) -> list[int]:
    person.desk.open("/desk/sign-in")
    return [person.type_password("guess", **fields).status_code for _ in range(times)]


def test_the_limits_are_those_that_the_threat_model_names() -> None:
    row = "10 wrong passwords of one account, 50 from one address, 5 wrong codes"

    assert LIMITS == (10, 50, 5)
    assert sign_in.WINDOW == WINDOW
    assert row in (ROOT / "docs/threat-model.md").read_text("utf-8")


def test_too_many_wrong_passwords_wait_until_a_time_that_the_page_says(
    app: Flask, clock: StandingClock
) -> None:
    olu = a_person(app)

    assert guess(olu, 4) == [401, 401, 401, 429]
    assert "Tue 24 Nov 2026, 10:15" in olu.desk.text
    assert olu.type_password().status_code == 429, "the right one waits as well"
    clock.at += WINDOW
    olu.sign_in()

    assert olu.is_in


def test_an_address_that_nobody_has_waits_in_the_same_way(app: Flask) -> None:
    olu = a_person(app)

    assert guess(olu, 4, email="nobody@kent.example") == [401, 401, 401, 429]
    assert guess(olu, 1) == [401]


def test_one_place_cannot_try_many_accounts(app: Flask) -> None:
    olu = a_person(app)
    emails = [f"person{n}@kent.example" for n in range(6)]

    assert [guess(olu, 1, email=email)[0] for email in emails] == [401] * 5 + [429]
    before = len(rows(app, FloodRow))
    guess(olu, 1, email="one.more@kent.example")
    assert len(rows(app, FloodRow)) == before, "nothing grows with the names that are tried"


def test_a_right_password_takes_back_no_wrong_one(app: Flask) -> None:
    olu = a_person(app)
    guess(olu, 2)
    olu.give_password()

    stranger = olu.moved()

    assert guess(stranger, 2) == [401, 429]


def test_a_browser_that_signed_in_before_is_not_kept_out_by_a_stranger(
    app: Flask, clock: StandingClock
) -> None:
    olu = a_person(app)
    olu.sign_in()
    olu.desk.open("/desk/me")
    olu.desk.post("/desk/sign-out")
    clock.at += timedelta(minutes=1)
    stranger = olu.moved()
    assert guess(stranger, 4)[-1] == 429

    olu.sign_in()

    assert olu.is_in


def test_such_a_browser_may_not_guess_for_ever_either(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    olu.desk.open("/desk/me")
    olu.desk.post("/desk/sign-out")

    answers = guess(olu, 5)

    assert answers == [401] * 4 + [429]


def test_the_cookie_of_one_account_or_one_made_up_is_no_allowance(app: Flask) -> None:
    olu, ada = a_person(app), a_person(app, "Ada Other")
    olu.sign_in()
    olu.desk.open("/desk/me")
    olu.desk.post("/desk/sign-out")

    assert guess(olu, 4, email=ada.member.email)[-1] == 429
    stranger = ada.moved()
    stranger.desk.client.set_cookie("heard-device", "made.up.it", path="/")
    assert guess(stranger, 1) == [429]


def test_codes_are_slowed_too_but_not_for_a_browser_that_is_known(
    app: Flask, clock: StandingClock
) -> None:
    olu = a_person(app)
    olu.sign_in()
    olu.desk.open("/desk/me")
    olu.desk.post("/desk/sign-out")
    clock.at += timedelta(minutes=1)
    thief = olu.moved()
    thief.give_password()

    answers = [thief.give_code("000000").status_code for _ in range(6)]

    assert answers == [401] * 5 + [429]
    assert thief.give_code().status_code == 429
    olu.sign_in()
    assert olu.is_in


def test_a_stolen_session_may_not_guess_the_password_for_ever(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    olu.desk.client.delete_cookie("heard-device")
    olu.desk.open("/desk/me")
    typed = {"password": "guess", "new_password": "x", "again": "x"}

    pages = [olu.desk.post("/desk/me/password", **typed) for _ in range(4)]

    assert "too many wrong answers" not in pages[2].text
    assert "too many wrong answers" in pages[3].text


def test_neither_the_counts_nor_the_audit_hold_an_address_or_a_word(app: Flask) -> None:
    olu = a_person(app)
    guess(olu, 2)
    guess(olu, 1, email="my secret pass phrase")
    olu.sign_in()

    kept = [*rows(app, FloodRow), *rows(app, AuditRow)]

    said = repr(kept)
    assert "sign-in refused" in said
    for secret in (olu.member.email, "127.0.0.1", "guess", "secret pass", olu.member.name):
        assert secret not in said


def rows(app: Flask, table: Any) -> list[Any]:
    with office_of(app).database.read() as connection:
        return list(connection.execute(select(table.as_table())))
