"""Every kind of person who may come to the desk's door, and what the door should say to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask
from flask.testing import FlaskClient

from portal.care.decision_forms import FORMS
from portal.db import staff, staff_sessions
from portal.desk import session
from portal.desk.access import Access
from portal.domain.staff import Role, StaffMember
from tests.desk_client import a_colleague
from tests.portal_client import office_of
from tests.web.every_route import CARE, Address


@dataclass(frozen=True)
class Visitor:
    """A kind of person: their roles, the steps of signing in they `took`, and how many `count`.

    `before_they_come` is what happens to them in between.
    """

    roles: frozenset[Role]
    took: int
    count: int
    before_they_come: Callable[[Flask, StaffMember], None] = lambda _app, _member: None

    def may_open(self, address: Address) -> bool:
        """Whether the list says so."""
        allowed = CARE[(address.endpoint, address.method)]
        if Access.ANYONE in allowed or (Access.FIRST_STEP in allowed and self.count > 0):
            return True
        return self.count == 2 and bool(self.roles & _for(address, allowed))

    def is_asked_to_sign_in(self, address: Address) -> bool:
        """Whether who may not open it is asked who they are; otherwise they are refused."""
        return self.count < 2 and not self.may_open(address)

    def come(self, app: Flask, member: StaffMember) -> FlaskClient:
        """A browser of theirs, as fresh as any."""
        client = app.test_client()
        if not self.took:
            return client
        place = office_of(app)
        with app.test_request_context(), place.database.write() as connection:
            account = staff.get(connection, place.keyring, member.id)
            assert account
            token = session.begin(connection, account, is_full=self.took == 2)
            name = session.cookie_name()
        client.set_cookie(name, token, path="/")
        self.before_they_come(app, member)
        return client


def _for(address: Address, allowed: frozenset[Role | Access]) -> frozenset[Role | Access]:
    """Of those who may make some decision, those who may make this one."""
    kind = address.path.rsplit("/", 1)[1]
    if address.endpoint in ("care.decision", "care.decide"):
        return allowed & FORMS[kind].makes.decided_by
    return allowed


def _leave(app: Flask, member: StaffMember) -> None:
    place = office_of(app)
    with place.database.write() as connection:
        staff.save(connection, replace(member, left_at=place.clock()))


def _end(app: Flask, member: StaffMember) -> None:
    with office_of(app).database.write() as connection:
        assert staff_sessions.end_all_of(connection, member.id) >= 1


_ALL = frozenset(Role)
VISITORS = {
    "nobody": Visitor(frozenset(), took=0, count=0),
    "first step only": Visitor(_ALL, took=1, count=1),
    "officer": Visitor(frozenset({Role.OFFICER}), took=2, count=2),
    "manager": Visitor(frozenset({Role.MANAGER}), took=2, count=2),
    "administrator": Visitor(frozenset({Role.ADMINISTRATOR}), took=2, count=2),
    "advocate": Visitor(frozenset({Role.ADVOCATE}), took=2, count=2),
    "who left": Visitor(_ALL, took=2, count=0, before_they_come=_leave),
    "who was signed out": Visitor(_ALL, took=2, count=0, before_they_come=_end),
}


def a_visitor(app: Flask, kind: str) -> tuple[Visitor, StaffMember]:
    """Such a person, with an account where they have one."""
    visitor = VISITORS[kind]
    roles = visitor.roles or {Role.OFFICER}
    service = "upfront" if Role.ADVOCATE in roles else None
    return visitor, a_colleague(app, f"Somebody {kind}", roles=roles, service=service)
