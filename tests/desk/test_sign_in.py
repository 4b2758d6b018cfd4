"""Signing in: the first time, every time, and never by what was used or seen before."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from flask import Flask

from portal.app import create_app
from portal.db import schema, staff, staff_sessions
from portal.desk import steps
from portal.domain.staff import Role
from portal.services import accounts, passwords
from portal.services.accounts import By
from tests.desk.newcomer import PASSWORD, a_beginner, a_person, account_of, key_on
from tests.desk_client import Desk, a_colleague
from tests.portal_client import office_of
from tests.web.every_page import StandingClock


class Counting(PasswordHasher):
    """The real hasher, which notes the parameters of every hash that is compared."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=19_456, parallelism=1)
        self.asked: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.asked.append(str(hash).rsplit("$", 2)[0])
        return super().verify(hash, password)


def actions(app: Flask) -> list[str]:
    with office_of(app).database.read() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY number")
        return [row[0] for row in rows]


def test_the_first_time_a_password_of_ones_own_an_app_and_recovery_codes(app: Flask) -> None:
    nia = a_beginner(app)

    page = nia.give_password(nia.password.upper())
    assert "Choose your own password" in page.text
    page = nia.desk.post("/desk/own-password", new_password=PASSWORD, again=PASSWORD)
    assert "<svg" in page.text
    assert "style=" not in page.text
    nia.secret = key_on(page)
    page = nia.desk.post("/desk/set-up-second-step", code=nia.code)
    codes = re.findall(r"<li><code>([a-z0-9-]{14})</code></li>", page.text)

    assert len(set(codes)) == 10
    assert nia.is_in
    assert not nia.account.one_time_until
    nia.password = PASSWORD
    again = nia.moved()
    again.give_password()
    again.give_code(codes[3].upper().replace("-", " "))
    assert again.is_in
    assert actions(app)[-4:] == [
        "second factor set",
        "signed in",
        "recovery code used",
        "signed in",
    ]


def test_both_steps_are_needed(app: Flask) -> None:
    olu = a_person(app)

    olu.give_password()
    assert not olu.is_in
    assert olu.desk.client.get("/care/").status_code == 303
    olu.give_code()

    assert olu.is_in


def test_a_code_works_once_from_whatever_browser(app: Flask) -> None:
    olu = a_person(app)
    thief = olu.moved()
    code = olu.code
    olu.give_password()
    thief.give_password()
    olu.give_code(code)

    refused = thief.give_code(code)

    assert refused.status_code == 401
    assert code not in refused.text
    assert olu.is_in
    assert not thief.is_in


def test_a_clock_may_be_half_a_minute_off(app: Flask, clock: StandingClock) -> None:
    for seconds, is_taken in ((-60, False), (-30, True), (30, True), (60, False)):
        olu = a_person(app)
        olu.give_password()

        olu.give_code(olu.code_in(seconds))

        assert olu.is_in is is_taken, seconds


def test_an_earlier_code_is_not_taken_after_a_later_one(app: Flask) -> None:
    olu = a_person(app)
    olu.give_password()
    olu.give_code(olu.code_in(30))
    other = olu.moved()
    other.give_password()

    assert other.give_code(olu.code).status_code == 401


def test_a_recovery_code_works_once(app: Flask) -> None:
    olu = a_person(app)
    olu.give_password()
    olu.give_code(olu.codes[0])
    assert olu.is_in
    other = olu.moved()
    other.give_password()

    assert other.give_code(olu.codes[0]).status_code == 401
    other.give_code(olu.codes[1])
    assert other.is_in


def test_a_recovery_code_of_somebody_else_is_none(app: Flask) -> None:
    olu, ada = a_person(app), a_person(app, "Ada Other")
    olu.give_password()

    assert olu.give_code(ada.codes[0]).status_code == 401


def test_each_step_has_a_new_token_and_the_last_opens_nothing(app: Flask) -> None:
    olu = a_person(app)
    olu.desk.client.set_cookie("heard-desk", "chosen-by-somebody-else", path="/")
    tokens = [olu.token]
    olu.give_password()
    tokens.append(olu.token)
    olu.give_code()
    tokens.append(olu.token)

    assert len(set(tokens)) == 3
    for old in tokens[:2]:
        other = Desk(app, None)
        other.client.set_cookie("heard-desk", str(old), path="/")
        assert other.client.get("/desk/me").status_code == 303
        assert other.client.get("/desk/second-step").status_code == 303


def test_the_first_step_alone_lasts_ten_minutes(app: Flask, clock: StandingClock) -> None:
    olu = a_person(app)
    olu.give_password()
    clock.at += timedelta(minutes=10, seconds=1)

    olu.give_code()

    assert not olu.is_in


@pytest.mark.parametrize("often", [False, True])
def test_a_session_ends_by_rest_and_by_age(app: Flask, clock: StandingClock, often: bool) -> None:
    olu = a_person(app)
    olu.sign_in()
    step = timedelta(minutes=29) if often else timedelta(minutes=31)

    lasted = 0
    while olu.is_in:
        lasted += 1
        clock.at += step

    assert lasted == (21 if often else 1)  # 20 times 29 minutes are within 10 hours


def test_a_session_that_is_ended_elsewhere_is_over(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    with office_of(app).database.write() as connection:
        assert staff_sessions.end_all_of(connection, olu.member.id) == 1

    assert not olu.is_in


def test_whoever_left_is_out_at_once_and_does_not_come_in_again(app: Flask) -> None:
    olu, place = a_person(app), office_of(app)
    olu.sign_in()
    with place.database.write() as connection:
        accounts.leave(connection, place, olu.member.id, By(None, place.clock()))

    assert not olu.is_in
    assert olu.give_password().status_code == 401


def test_signing_out_ends_the_session_and_everywhere_ends_all(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    before = str(olu.token)
    olu.desk.open("/desk/me")
    olu.desk.post("/desk/sign-out")
    assert not olu.is_in
    olu.desk.client.set_cookie("heard-desk", before, path="/")
    assert not olu.is_in

    one, two = Desk(app, olu.member), Desk(app, olu.member)
    one.open("/desk/me")
    one.post("/desk/me/sign-out-everywhere")
    assert two.client.get("/desk/me").status_code == 303


def test_an_unknown_address_and_a_wrong_password_get_one_answer_for_the_same_work(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = a_person(app)
    bound = a_colleague(app, "Only Sso")
    counting = Counting()
    monkeypatch.setattr(passwords, "_hasher", counting)
    answers = []
    for email in (olu.member.email, "nobody@kent.example", bound.email, "not an address\x00"):
        answer = olu.give_password("wrong", email=email)
        text = re.sub(r'value="[^"]*"', "", answer.text)
        answers.append((answer.status_code, text))

    assert len(set(answers)) == 1
    assert answers[0][0] == 401
    assert len(counting.asked) == 4
    assert len(set(counting.asked)) == 1, "the same parameters are the same work"


def test_a_password_of_a_megabyte_costs_no_hashing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = a_person(app)
    monkeypatch.setattr(passwords, "_hasher", None)

    assert olu.give_password("x" * 1_001).status_code == 401


def test_a_one_time_password_ends_after_72_hours(app: Flask, clock: StandingClock) -> None:
    nia = a_beginner(app)
    clock.at += timedelta(hours=72)
    assert "Choose your own password" in nia.give_password().text
    clock.at += timedelta(seconds=1)

    page = nia.moved().give_password()

    assert page.status_code == 401
    assert "one-time password is over" in page.text


def test_what_is_no_good_password_is_refused_and_shown_nowhere(app: Flask) -> None:
    nia = a_beginner(app, "Nia Newcomer")
    nia.give_password()
    for chosen, again, said in (
        ("short", "short", "at least 12"),
        ("x" * 1_001, "x" * 1_001, "at most"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "different characters"),
        ("who is a newcomer", "who is a newcomer", "without your name"),
        (PASSWORD, PASSWORD + "x", "not the same"),
        (nia.password, nia.password, "another one"),
    ):
        page = nia.desk.post("/desk/own-password", new_password=chosen, again=again)

        assert page.status_code == 400
        assert said in page.text
        assert chosen not in page.text
    assert nia.account.one_time_until


def test_a_hash_from_days_of_less_work_is_made_anew(app: Flask) -> None:
    olu, old = a_person(app), PasswordHasher(time_cost=1, memory_cost=8_192).hash(PASSWORD)
    with office_of(app).database.write() as connection:
        staff.set_columns(connection, olu.member.id, password_hash=old)

    olu.sign_in()

    assert olu.is_in
    assert olu.account.password_hash != old
    assert not passwords.is_old_fashioned(olu.account)


def test_a_second_step_is_set_up_once_and_with_no_key_but_the_one_shown(app: Flask) -> None:
    nia = a_beginner(app)
    nia.give_password()
    nia.secret = key_on(nia.desk.post("/desk/own-password", new_password=PASSWORD, again=PASSWORD))
    page = nia.desk.post("/desk/set-up-second-step", code="000000")
    assert page.status_code == 401
    assert key_on(page) == nia.secret
    assert "000000" not in re.sub(r'value="0{6}"', "", page.text)
    forged = nia.desk.post("/desk/set-up-second-step", code=nia.code, offer="00ff")
    assert key_on(forged) != nia.secret
    nia.secret = key_on(forged)
    nia.desk.post("/desk/set-up-second-step", code=nia.code)
    assert nia.is_in
    kept = nia.account.totp_secret

    nia.desk.post("/desk/set-up-second-step", code=nia.code)
    olu = a_person(app)
    olu.give_password()
    olu.desk.open("/desk/set-up-second-step")
    olu.desk.post("/desk/set-up-second-step", code="123456", offer="00")

    assert nia.account.totp_secret == kept
    assert olu.account.totp_secret == olu.secret
    assert not olu.is_in


def test_only_the_demo_lets_somebody_in_without_a_second_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path))
    demo = create_app()
    schema.upgrade(office_of(demo).database)
    for place, is_let_in in ((app, False), (demo, True)):
        nobody = a_beginner(place)
        nobody.give_password()
        nobody.desk.post("/desk/own-password", new_password=PASSWORD, again=PASSWORD)
        assert nobody.is_in is is_let_in
        enrolled = a_person(place, "Ada Other")
        enrolled.give_password()
        assert not enrolled.is_in
    office_of(demo).database.close()


ELSEWHERE = (
    "//evil.example",
    "\\\\evil.example",
    "/care/../x",
    "/care/%2e%2e/x",
    "https://evil.example/care/",
    "/care//evil.example",
    "/en/",
    "/care/\\evil",
    "/care/x\r\nLocation: //evil",
    "javascript:alert(1)",
)


def test_signing_in_leads_to_no_place_but_the_desks(app: Flask, clock: StandingClock) -> None:
    for to in ELSEWHERE:
        with app.test_request_context("/desk/sign-in", query_string={"to": to}):
            assert steps.asked_for() == "", to
    olu = a_person(app)
    olu.give_password(to=ELSEWHERE[0])

    answer = olu.desk.client.post(
        "/desk/second-step",
        query_string={"to": ELSEWHERE[0]},
        data={**olu.desk.hidden, "code": olu.code},
    )

    assert answer.location == "/care/"


def test_signing_in_leads_to_the_page_that_was_asked_for(app: Flask) -> None:
    olu = a_person(app)
    page = olu.desk.client.get("/care/?due=overdue&language=ar")
    olu.desk.show(olu.desk.client.get(page.location))
    page = olu.desk.client.post(
        "/desk/sign-in",
        data={**olu.desk.hidden, "email": olu.member.email, "password": PASSWORD},
    )
    olu.desk.show(olu.desk.client.get(page.location))

    answer = olu.desk.client.post(page.location, data={**olu.desk.hidden, "code": olu.code})

    assert answer.location == "/care/?due=overdue&language=ar"


def test_who_has_no_inbox_begins_with_the_accounts(app: Flask) -> None:
    ada = a_person(app, "Ada Min", roles={Role.ADMINISTRATOR})

    assert "Accounts" in ada.sign_in().text
    assert account_of(app, ada.member.id).member.has(Role.ADMINISTRATOR)


def test_the_password_is_changed_by_whoever_knows_it_and_other_browsers_are_out(
    app: Flask,
) -> None:
    olu = a_person(app)
    olu.sign_in()
    other, before = Desk(app, olu.member), olu.token
    olu.desk.open("/desk/me")
    new = "seven loud kites at noon"

    wrong = olu.desk.post("/desk/me/password", password="guess", new_password=new, again=new)
    assert wrong.status_code == 401
    olu.desk.post("/desk/me/password", password=PASSWORD, new_password=new, again=new)

    assert "signed out everywhere else" in olu.desk.text
    assert olu.is_in
    assert olu.token != before
    assert other.client.get("/desk/me").status_code == 303
    assert passwords.is_right(olu.account, new)


def test_new_recovery_codes_replace_the_old_ones(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    olu.desk.open("/desk/me")
    page = olu.desk.post("/desk/me/recovery-codes", password_now=PASSWORD)
    codes = re.findall(r"<li><code>([a-z0-9-]{14})</code></li>", page.text)

    other = olu.moved()
    other.give_password()
    assert other.give_code(olu.codes[0]).status_code == 401
    other.give_code(codes[0])
    assert other.is_in


def test_whoever_finds_a_session_open_makes_no_recovery_codes(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()
    for said in ("", "a guess of theirs"):
        olu.desk.open("/desk/me")
        page = olu.desk.post("/desk/me/recovery-codes", password_now=said)
        assert page.status_code == 401
        assert "That is not your password now." in page.text
        assert "<li><code>" not in page.text

    other = olu.moved()
    other.give_password()
    other.give_code(olu.codes[0])
    assert other.is_in
