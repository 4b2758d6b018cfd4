"""Every route is on a list that says who may use it, and a GET changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from portal.app import create_app
from portal.db import schema
from portal.db.tables import Base
from tests.portal_client import Child, an_app, office_of
from tests.servers.databases import Databases
from tests.web.every_route import CARE, CHILD, DEMO, MACHINE, MAY_WRITE, addresses, methods_of

WORDS = "They took my phone"


@pytest.fixture
def own_app(migrated: str) -> Iterator[Flask]:
    app = an_app(migrated)
    yield app
    office_of(app).database.close()


@pytest.fixture
def migrated(databases: Databases, database_kind: str) -> str:
    return databases.migrated(database_kind)


@pytest.fixture
def demo_app(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path))
    app = create_app()
    schema.upgrade(office_of(app).database)
    yield app
    office_of(app).database.close()


def routes(app: Flask) -> set[tuple[str, str]]:
    return {(rule.endpoint, m) for rule in app.url_map.iter_rules() for m in methods_of(rule)}


@contextmanager
def commits(app: Flask) -> Iterator[list[Connection]]:
    """The transactions that were committed in this block."""
    committed: list[Connection] = []
    engine = office_of(app).database.engine
    note = committed.append
    event.listen(engine, "commit", note)
    yield committed
    event.remove(engine, "commit", note)


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the one in which readiness is tried."""
    with office_of(app).database.read() as connection:
        return {
            table: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table}"))))  # noqa: S608
            for table in Base.metadata.tables
        }


def test_every_route_is_for_somebody(app: Flask) -> None:
    assert routes(app) == CHILD | MACHINE | CARE.keys()


def test_every_route_of_the_demo_is_for_somebody(demo_app: Flask) -> None:
    assert routes(demo_app) == CHILD | MACHINE | CARE.keys() | DEMO


def test_nobody_is_on_two_lists() -> None:
    assert not CHILD & MACHINE
    assert not (CHILD | MACHINE | CARE.keys()) & DEMO


def test_without_a_text_line_its_route_does_not_exist(databases: Databases) -> None:
    app = an_app(
        databases.empty("sqlite"),
        TWILIO_ACCOUNT_SID="",
        TWILIO_AUTH_TOKENS="",
        TWILIO_NUMBERS="",
    )

    of_the_line = {("sms.incoming", "POST"), ("sms.status", "POST")}
    assert routes(app) == (CHILD | MACHINE | CARE.keys()) - of_the_line


def test_no_get_writes_but_those_that_have_a_reason(own_app: Flask) -> None:
    child = Child(own_app.test_client())
    child.tell(WORDS)  # so that there is a visit, a receipt, an intake and a record to change
    child.answer("what-happened", words=f"{WORDS} again")
    before = everything(own_app)

    wrote = set()
    for address in addresses(own_app, "en", "ar"):
        if address.method != "GET" or address.endpoint == "child.leave":
            continue
        with commits(own_app) as committed:
            assert child.client.get(address.path).status_code < 400
        wrote |= {address.endpoint} if committed else set()

    assert wrote == MAY_WRITE.keys() - {"child.leave"}
    after = everything(own_app)
    assert {**after, "flood": []} == {**before, "flood": []}
    with commits(own_app) as committed:
        child.client.get("/en/leave")
    assert committed


def test_no_get_of_somebody_new_writes(own_app: Flask) -> None:
    for address in addresses(own_app):
        if address.method == "GET" and address.endpoint not in MAY_WRITE:
            with commits(own_app) as committed:
                own_app.test_client().get(address.path)
            assert not committed, address

    assert everything(own_app) == {table: [] for table in Base.metadata.tables}


def test_no_get_of_the_demo_writes(demo_app: Flask) -> None:
    for address in addresses(demo_app):
        if address.method == "GET" and (address.endpoint, "GET") in DEMO:
            # What plays Twilio asks whoever comes who they are; nobody sent a photo yet.
            refused = {"network.listed": 401, "network.media": 401, "phone.photo": 404}
            with commits(demo_app) as committed:
                status = demo_app.test_client().get(address.path).status_code
            assert status == refused.get(address.endpoint, status)
            assert status < 400 or address.endpoint in refused
            assert not committed, address


def test_what_watches_for_writes_sees_one(own_app: Flask) -> None:
    with commits(own_app) as committed:
        Child(own_app.test_client()).tell(WORDS)

    assert committed
    assert len(everything(own_app)["intake"]) == 1


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_asking_about_an_address_writes_nothing(own_app: Flask, method: str) -> None:
    for address in addresses(own_app):
        if address.endpoint not in MAY_WRITE:
            with commits(own_app) as committed:
                own_app.test_client().open(address.path, method=method)
            assert not committed, address
