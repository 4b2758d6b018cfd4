"""Somebody with an account who really signs in: password, app, recovery codes, one browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from portal.db import staff
from portal.db.staff import Account
from portal.desk.session import cookie_name
from portal.domain.staff import StaffMember
from portal.services import accounts, passwords, second_factor
from portal.services.accounts import By, OneTimePassword
from tests.desk_client import Desk, a_colleague
from tests.portal_client import office_of

PASSWORD = "four green boats asleep"


@dataclass
class Person:
    """Somebody with a password and an app, at a browser of theirs."""

    app: Flask
    member: StaffMember
    password: str = PASSWORD
    secret: str = ""
    codes: list[str] = field(default_factory=list)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.app, None)

    @property
    def account(self) -> Account:
        """What is kept of them."""
        return account_of(self.app, self.member.id)

    @property
    def code(self) -> str:
        """What their app shows now."""
        return self.code_in(0)

    def code_in(self, seconds: int) -> str:
        """What their app shows in so many seconds."""
        at = int(office_of(self.app).clock().timestamp()) + seconds
        return pyotp.TOTP(self.secret).at(at)

    def give_password(self, said: str | None = None, **fields: Any) -> TestResponse:
        """Open the page to sign in, and take the first step."""
        self.desk.open("/desk/sign-in")
        return self.type_password(said, **fields)

    def type_password(self, said: str | None = None, **fields: Any) -> TestResponse:
        """Take the first step on the page that is open."""
        typed = {"email": self.member.email, "password": self.password if said is None else said}
        return self.desk.post("/desk/sign-in", **{**typed, **fields})

    def give_code(self, said: str | None = None) -> TestResponse:
        """Take the second step."""
        return self.desk.post("/desk/second-step", code=self.code if said is None else said)

    def sign_in(self) -> TestResponse:
        """Take both."""
        self.give_password()
        return self.give_code()

    def moved(self) -> Person:
        """The same person at a browser that nobody used before."""
        return Person(self.app, self.member, self.password, self.secret, self.codes)

    @property
    def token(self) -> str | None:
        """The session's token in the browser."""
        with self.app.app_context():
            kept = self.desk.client.get_cookie(cookie_name())
        return kept.value if kept else None

    @property
    def is_in(self) -> bool:
        """Whether the desk's pages open."""
        return self.desk.client.get("/desk/me").status_code == 200


def a_person(app: Flask, name: str = "Olu Officer", **more: Any) -> Person:
    """Somebody new, with a password and an app of their own."""
    person = Person(app, a_colleague(app, name, **more), secret=second_factor.new_secret())
    place, staff_id = office_of(app), person.member.id
    with place.database.write() as connection:
        staff.set_columns(connection, staff_id, password_hash=_kept_of(PASSWORD))
        person.codes = second_factor.set_up(connection, place, staff_id, person.secret, 0)
    return person


@cache
def _kept_of(password: str) -> str:
    return passwords.hash_of(password)


def a_beginner(app: Flask, name: str = "Nia New", **more: Any) -> Person:
    """Somebody new with nothing but a one-time password."""
    member, new, place = a_colleague(app, name, **more), OneTimePassword.make(), office_of(app)
    with place.database.write() as connection:
        accounts.give_one_time(connection, place, member.id, new, By(None, place.clock()))
    return Person(app, member, new.words)


def account_of(app: Flask, staff_id: str) -> Account:
    """What is kept of an account."""
    place = office_of(app)
    with place.database.read() as connection:
        account = staff.get(connection, place.keyring, staff_id)
    assert account
    return account


def key_on(page: TestResponse) -> str:
    """The key that a page to set up the second step shows in letters."""
    found = re.search(r'<code class="key"[^>]*>([A-Z2-7 ]+)</code>', page.text)
    assert found, page.text
    return found.group(1).replace(" ", "")
