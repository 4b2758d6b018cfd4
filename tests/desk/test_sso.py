"""Single sign-in with a real provider: who it lets in, as whom, and what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.staff import Role
from portal.services import accounts
from portal.services.accounts import By
from portal.settings import SettingError, Settings
from tests.desk.newcomer import Person, a_person, account_of
from tests.desk_client import the_intake
from tests.portal_client import Child, an_app, office_of
from tests.servers.processes import free_port
from tests.servers.provider import Provider
from tests.servers.settings import production_settings
from tests.web.every_page import StandingClock
from tests.web.every_route import CARE, SSO, SSO_MAY_WRITE
from tests.web.test_routes import commits, routes

OLU = "olu@kent.example"
PEOPLE: dict[str, dict[str, Any]] = {
    "s-olu": {"email": OLU, "email_verified": True},
    "s-olu-mfa": {"email": OLU, "email_verified": True, "amr": ["pwd", "mfa"]},
    "s-unverified": {"email": OLU, "email_verified": False},
    "s-says-so": {"email": OLU, "email_verified": "true"},
    "s-stranger": {"email": "stranger@kent.example", "email_verified": True},
}
CLIENT = {"PORTAL_SSO_CLIENT_ID": "heard", "PORTAL_SSO_CLIENT_SECRET": "its secret"}


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with Provider(tmp_path_factory.mktemp("provider"), PEOPLE) as provider:
        yield provider


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock, provider: Provider) -> Iterator[Flask]:
    """Our app with the provider set."""
    settings = {"PORTAL_SSO_ISSUER": f"{provider.url}/", "PORTAL_SSO_NAME": "Kent", **CLIENT}
    app = an_app(migrated_database_url, clock=clock, **settings)
    yield app
    office_of(app).database.close()


@pytest.fixture
def olu(app: Flask) -> Person:
    """An officer whom the provider knows by a verified address."""
    return a_person(app, email=OLU)


def to_provider(person: Person, to: str = "") -> str:
    answer = person.desk.client.get("/desk/sso", query_string={"to": to} if to else {})
    assert answer.status_code in (302, 303)
    return str(answer.location)


def back(person: Person, address: str) -> TestResponse:
    parts = urlsplit(address)
    return person.desk.show(person.desk.client.get(f"{parts.path}?{parts.query}"))


def sign_in(person: Person, provider: Provider, subject: str, to: str = "") -> TestResponse:
    return back(person, provider.let_in(to_provider(person, to), subject))


def test_whoever_proved_two_things_there_is_in(app: Flask, olu: Person, provider: Provider) -> None:
    page = olu.desk.open("/desk/sign-in")
    assert "Sign in with Kent" in page.text

    sign_in(olu, provider, "s-olu-mfa", "/desk/me")

    assert olu.is_in
    assert olu.desk.page
    assert olu.desk.page.request.path == "/desk/me"


def test_whoever_proved_one_thing_there_has_our_second_step_before_them(
    app: Flask, olu: Person, provider: Provider
) -> None:
    page = sign_in(olu, provider, "s-olu")

    assert page.request.path == "/desk/second-step"
    assert not olu.is_in
    olu.give_code()
    assert olu.is_in


def test_an_account_is_bound_once_and_then_found_whatever_its_address(
    app: Flask, olu: Person, provider: Provider
) -> None:
    sign_in(olu, provider, "s-olu-mfa")
    bound = olu.account.sso_subject
    other = olu.moved()

    page = sign_in(other, provider, "s-olu")

    assert bound
    assert page.status_code == 401, "another subject with the same address is somebody else"
    assert olu.account.sso_subject == bound
    again = olu.moved()
    sign_in(again, provider, "s-olu-mfa")
    assert again.is_in


@pytest.mark.parametrize("subject", ["s-unverified", "s-says-so", "s-stranger"])
def test_nobody_is_created_and_an_unverified_address_is_nobodys(
    app: Flask, olu: Person, provider: Provider, subject: str
) -> None:
    page = sign_in(olu, provider, subject)

    assert page.status_code == 401
    assert "Nobody has an account here" in page.text
    assert not olu.is_in
    assert olu.account.sso_subject is None


def test_whoever_left_does_not_come_in_by_it(app: Flask, olu: Person, provider: Provider) -> None:
    sign_in(olu, provider, "s-olu-mfa")
    place = office_of(app)
    with place.database.write() as connection:
        accounts.leave(connection, place, olu.member.id, By(None, place.clock()))

    assert sign_in(olu, provider, "s-olu-mfa").status_code == 401
    assert not olu.is_in


def test_an_answer_that_is_not_ours_or_comes_twice_lets_nobody_in(
    app: Flask, olu: Person, provider: Provider
) -> None:
    asked = to_provider(olu)
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]
    assert query["nonce"]
    answered = provider.let_in(asked, "s-olu-mfa")

    for wrong in (
        f"{answered}x",
        answered.replace("code=", "code=x"),
        "/desk/sso/back",
        "/desk/sso/back?code=a&state=b",
        provider.refuse(to_provider(olu)),
        "/desk/sso/back?error=server_error&error_description=<script>",
    ):
        page = back(olu.moved() if wrong.startswith("/") else olu, wrong)
        assert page.status_code == 401, wrong
        assert "You are not signed in" in page.text
        assert "<script>" not in page.text
    other = olu.moved()
    assert back(other, answered).status_code == 401, "another browser began nothing"
    assert not olu.is_in
    assert not other.is_in


def test_a_nonce_of_another_beginning_is_refused(
    app: Flask, olu: Person, provider: Provider
) -> None:
    asked = to_provider(olu)
    nonce = parse_qs(urlsplit(asked).query)["nonce"][0]
    forged = asked.replace(f"nonce={nonce}", "nonce=anothers")

    assert back(olu, provider.let_in(forged, "s-olu-mfa")).status_code == 401


def test_a_held_form_comes_back_after_the_provider(
    app: Flask, olu: Person, provider: Provider, clock: StandingClock
) -> None:
    Child(app.test_client()).tell("They moved me again")
    sign_in(olu, provider, "s-olu")
    olu.give_code()
    path = f"intakes/{the_intake(app).reference}/record-type"
    olu.desk.open(path)
    clock.at += timedelta(minutes=31)
    asked = olu.desk.post(path, record_type="Enquiry", late_reason="typed with care")
    assert asked.status_code == 401
    assert "Sign in with Kent" in asked.text

    sign_in(olu, provider, "s-olu", f"/care/{path}")
    page = olu.give_code()

    assert page.request.path == f"/care/{path}"
    assert "typed with care" in page.text


def test_a_provider_that_is_away_is_said_and_the_password_still_works(
    migrated_database_url: str, clock: StandingClock
) -> None:
    issuer = f"http://127.0.0.1:{free_port()}"
    app = an_app(migrated_database_url, clock=clock, PORTAL_SSO_ISSUER=issuer, **CLIENT)
    olu = a_person(app)

    page = olu.desk.client.get("/desk/sso")

    assert page.status_code == 503
    assert "does not answer" in page.text
    olu.sign_in()
    assert olu.is_in
    office_of(app).database.close()


def test_its_routes_are_there_only_where_it_is_set(
    app: Flask, migrated_database_url: str, olu: Person
) -> None:
    without = an_app(migrated_database_url)

    assert routes(app) - routes(without) == SSO.keys()
    assert "Sign in with" not in without.test_client().get("/desk/sign-in").text
    assert without.test_client().get("/desk/sso").status_code == 404
    assert not SSO.keys() & CARE.keys()
    with commits(app) as committed:
        olu.desk.client.get("/desk/sso")
        olu.desk.client.get("/desk/sso/back?state=x&code=y")
    assert not committed
    assert SSO_MAY_WRITE.keys() == {"desk.back_from_sso"}
    office_of(without).database.close()


@pytest.mark.parametrize("missing", ["PORTAL_SSO_ISSUER", *CLIENT])
def test_half_a_provider_is_refused_in_a_sentence(missing: str) -> None:
    whole = {"PORTAL_SSO_ISSUER": "https://login.kent.example", **CLIENT}
    settings = production_settings("sqlite:///x.db", "https://heard.example") | whole
    assert Settings.from_environment(settings).sso_client_id == "heard"
    del settings[missing]

    with pytest.raises(SettingError, match=f"Set {missing} too"):
        Settings.from_environment(settings)


def test_a_provider_without_https_is_refused() -> None:
    settings = production_settings("sqlite:///x.db", "https://heard.example") | CLIENT
    settings["PORTAL_SSO_ISSUER"] = "http://login.kent.example"

    with pytest.raises(SettingError, match="PORTAL_SSO_ISSUER must be the https address"):
        Settings.from_environment(settings)


def test_an_administrator_may_use_it_too(app: Flask, provider: Provider) -> None:
    ada = a_person(app, "Ada Min", email=OLU, roles={Role.ADMINISTRATOR})

    sign_in(ada, provider, "s-olu-mfa")

    assert ada.is_in
    assert account_of(app, ada.member.id).sso_subject
