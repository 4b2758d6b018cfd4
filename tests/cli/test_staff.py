"""flask staff: the first administrator gets in, and so does somebody who lost everything."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask

from portal.domain.staff import Role
from tests.desk.newcomer import Person, a_person, account_of
from tests.desk_client import a_colleague
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases


@pytest.fixture
def app(migrated_database_url: str) -> Iterator[Flask]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    app = an_app(migrated_database_url)
    yield app
    office_of(app).database.close()
    root.handlers, root.level = handlers, level


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["staff", *arguments])


ADA = ("--email", "Ada.Day@kent.example", "--name", "Ada Day")


def test_the_first_administrator_is_added_and_gets_in(app: Flask) -> None:
    said = run(app, "add", *ADA, "--role", "administrator", "--role", "officer", "--cleared")

    assert said.exit_code == 0, said.output
    words = said.output.strip().splitlines()[-1]
    listed = run(app, "list").output
    assert listed == "ada.day@kent.example  Ada Day  administrator, officer, cleared\n"
    member = a_colleague(app)  # somebody else has another password
    nobody = Person(app, member, words)
    assert nobody.give_password().status_code == 401
    page = nobody.give_password(email="ada.day@kent.example")
    assert "Choose your own password" in page.text


def test_an_advocate_belongs_to_a_service_that_there_is(app: Flask) -> None:
    una = ("--email", "una@upfront.example", "--name", "Una Upfront", "--role", "advocate")

    said = run(app, "add", *una, "--service", "upfront")

    assert said.exit_code == 0, said.output
    listed = run(app, "list").output
    assert listed == "una@upfront.example  Una Upfront  advocate, of upfront\n"
    for more, why in (
        (("--service", "nobody"), "There is no such advocacy service. There are: upfront, nch."),
        ((), "Please say to which advocacy service they belong."),
        (("--service", "nch", "--role", "officer"), "An advocate has no other role here."),
    ):
        refused = run(app, "add", *una, *more)
        assert refused.exit_code == 1
        assert why in refused.output


def test_what_cannot_be_done_is_said_in_a_sentence(app: Flask) -> None:
    run(app, "add", *ADA, "--role", "officer")
    for arguments, said in (
        (("add", *ADA, "--role", "officer"), "Somebody has an account with this address."),
        (("add", "--email", "ada", "--name", "A", "--role", "officer"), "an e-mail address"),
        (("add", *ADA, "--role", "king"), "is not one of"),
        (("add", *ADA), "Missing option '--role'"),
        (("left", "nobody@kent.example"), "Nobody has an account with this address"),
        (("reset", "nobody\x00"), "Nobody has an account with this address"),
    ):
        result = run(app, *arguments)
        assert result.exit_code != 0
        assert said in result.output
        assert "Traceback" not in result.output
        assert isinstance(result.exception, SystemExit)


def test_without_tables_it_says_what_to_do(databases: Databases) -> None:
    app = an_app(databases.empty("sqlite"))

    for arguments in (("list",), ("add", *ADA, "--role", "officer"), ("left", "ada@kent.example")):
        result = run(app, *arguments)
        assert result.exit_code == 1
        assert "flask db upgrade" in result.output
        assert isinstance(result.exception, SystemExit)


def test_whoever_left_is_out(app: Flask) -> None:
    olu = a_person(app)
    olu.sign_in()

    said = run(app, "left", olu.member.email.upper())

    assert "can no longer sign in" in said.output
    assert not olu.is_in
    assert "left" in run(app, "list").output
    assert run(app, "reset", olu.member.email).exit_code == 1


def test_reset_takes_password_second_step_and_sessions(app: Flask) -> None:
    olu = a_person(app, roles={Role.MANAGER})
    olu.sign_in()

    said = run(app, "reset", olu.member.email)

    assert not olu.is_in
    assert account_of(app, olu.member.id).totp_secret is None
    again = Person(app, olu.member, said.output.strip().splitlines()[-1])
    assert "Choose your own password" in again.give_password().text


def test_nobody_yet(app: Flask) -> None:
    assert "Nobody has an account yet" in run(app, "list").output
