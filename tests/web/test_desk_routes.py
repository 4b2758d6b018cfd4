"""The desk's door: each route is tried by every kind of person, and lets in whom the list names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.desk.access import access_of
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases
from tests.web.desk_visitors import VISITORS, a_visitor
from tests.web.every_route import CARE, DESKS, Address, addresses


@pytest.fixture(scope="module")
def app(databases: Databases) -> Iterator[Flask]:
    """Our app with a database of its own."""
    app = an_app(databases.migrated("sqlite"))
    yield app
    office_of(app).database.close()


def of_the_desk(app: Flask) -> list[Address]:
    return [one for one in addresses(app) if one.endpoint.startswith(DESKS)]


def asks_to_sign_in(response: TestResponse, address: Address) -> bool:
    """Whether the door answered, and not the page behind it."""
    if address.method == "POST":
        return response.status_code == 401 and "<title>Sign in again" in response.text
    return response.status_code == 303 and response.location.startswith("/desk/sign-in?to=")


def test_every_view_says_what_the_list_says(app: Flask) -> None:
    by_endpoint: dict[str, set[object]] = {}
    for (endpoint, _), allowed in CARE.items():
        by_endpoint.setdefault(endpoint, set()).add(allowed)

    with app.app_context():
        said = {endpoint: {access_of(endpoint)} for endpoint in by_endpoint}
    assert said == by_endpoint


def test_a_view_that_does_not_say_is_nobodys(databases: Databases) -> None:
    from portal.care import care

    assert care.before_request_funcs[None]  # the door stands before the whole desk
    app = an_app(databases.migrated("sqlite"))
    app.add_url_rule("/care/forgotten", endpoint="care.forgotten", view_func=lambda: "secret")

    for kind in VISITORS:
        visitor, member = a_visitor(app, kind)
        response = visitor.come(app, member).get("/care/forgotten")
        assert "secret" not in response.text, kind
        assert response.status_code == (403 if visitor.count == 2 else 303), kind
    office_of(app).database.close()


@pytest.mark.parametrize("kind", VISITORS)
def test_each_route_lets_in_whom_the_list_names_and_nobody_else(app: Flask, kind: str) -> None:
    visitor, member = a_visitor(app, kind)
    wrong = []
    for address in of_the_desk(app):
        response = visitor.come(app, member).open(address.path, method=address.method)
        is_refused = response.status_code == 403
        expected = (
            visitor.is_asked_to_sign_in(address),
            not visitor.may_open(address) and not visitor.is_asked_to_sign_in(address),
        )
        if (asks_to_sign_in(response, address), is_refused) != expected:
            wrong.append(f"{address}: {response.status_code} {response.location or ''}")
        assert response.status_code < 500, address

    assert wrong == []


def test_the_tries_above_meet_both_answers_for_every_kind_but_nobody(app: Flask) -> None:
    for kind, visitor in VISITORS.items():
        answers = {visitor.may_open(address) for address in of_the_desk(app)}
        assert answers == {True, False}, kind


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_another_method_opens_nothing(app: Flask, method: str) -> None:
    for address in of_the_desk(app):
        response = app.test_client().open(address.path, method=method)
        is_open = response.status_code < 300 and method == "HEAD"
        assert not is_open or VISITORS["nobody"].may_open(address), address
