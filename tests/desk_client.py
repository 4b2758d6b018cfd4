"""Somebody at the desk, without a browser: signs in past the door, follows forms, reads pages."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.db import intakes, staff
from portal.db.intakes import IntakeRow
from portal.desk import held, session
from portal.domain.intake import Intake, new_id
from portal.domain.staff import Role, StaffMember
from tests.portal_client import office_of

_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def a_colleague(app: Flask, name: str = "Olu Officer", **more: Any) -> StaffMember:
    """Somebody new with an account: `a_colleague(app, "Mo", roles={Role.MANAGER})`."""
    values = {"roles": frozenset({Role.OFFICER}), **more}
    usual = f"{name.lower().replace(' ', '.')}.{new_id()[:8]}@kent.example"
    email = values.pop("email", usual)
    member = StaffMember(new_id(), email, name, **{**values, "roles": frozenset(values["roles"])})
    place = office_of(app)
    with place.database.write() as connection:
        staff.add(connection, member, place.clock())
    return member


@dataclass
class Desk:
    """One browser at the desk, signed in as `member` (None: nobody). `page` is what it shows."""

    app: Flask
    member: StaffMember | None
    client: FlaskClient = field(init=False)
    page: TestResponse | None = None
    hidden: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin a session as signing in does."""
        self.client = self.app.test_client()
        if self.member is None:
            return
        place = office_of(self.app)
        with self.app.test_request_context(), place.database.write() as connection:
            account = staff.get(connection, place.keyring, self.member.id)
            assert account
            token = session.begin(connection, account, is_full=True)
            name = session.cookie_name()
        self.client.set_cookie(name, token, path="/")

    def open(self, path: str) -> TestResponse:
        """Go to a page of the desk: `open("intakes/KM7R-T2XN")`, or `open("/desk/me")`."""
        return self.show(self.client.get(_whole(path)))

    def show(self, response: TestResponse) -> TestResponse:
        """Follow redirects as a browser does, and remember the form's own fields."""
        while response.status_code in (302, 303) and response.location.startswith("/"):
            response = self.client.get(response.location)
        self.page = response
        self.hidden = {n: html.unescape(v) for n, v in _FIELD.findall(all_of(response))}
        return response

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Press the button of the page that is open, with these fields filled in."""
        data = {**self.hidden, **fields}
        return self.show(self.client.post(_whole(path), data=data))

    def decide(self, reference: str, kind: str, **fields: Any) -> TestResponse:
        """Open a decision's page, fill it in and save."""
        self.open(f"intakes/{reference}/{kind}")
        return self.post(f"intakes/{reference}/{kind}", **fields)

    @property
    def text(self) -> str:
        """What the page says, without its marks."""
        assert self.page is not None
        body = re.sub(r"<(svg|head).*?</\1>", "", self.page.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def all_of(answer: TestResponse) -> str:
    """What an answer says, also where it is a workbook, whose parts are packed."""
    if not answer.data.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist())


def sign_in_again(app: Flask, desk: Desk) -> None:
    """As the steps of signing in do, with what the page of the first step carries."""
    place, member = office_of(app), desk.member
    assert member
    with app.test_request_context(), place.database.write() as connection:
        account = staff.get(connection, place.keyring, member.id)
        assert account
        typed = held.opened(desk.hidden["held"], member.id)
        token = session.begin(connection, account, is_full=True, held=typed)
        desk.client.set_cookie(session.cookie_name(), token, path="/")


def _whole(path: str) -> str:
    """An address; of customer care's desk where it does not begin with a slash."""
    return path if path.startswith("/") else f"/care/{path}"


def the_intake(app: Flask, reference: str | None = None) -> Intake:
    """The intake with this reference; None: the only one there is."""
    place, table = office_of(app), IntakeRow.as_table()
    wanted = select(table.c.id)
    if reference:
        wanted = wanted.where(table.c.reference == reference)
    with place.database.read() as connection:
        return intakes.load(connection, place.keyring, connection.execute(wanted).scalar_one())
