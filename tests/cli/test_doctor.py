"""flask doctor beside a real server: all is well, or one sentence says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.db import staff
from portal.db.database import Database
from portal.db.register_queue import RegisterQueueRow
from portal.domain.intake import new_id
from portal.domain.staff import Role, StaffMember
from portal.services.doctor import outside
from portal.services.office import Office
from portal.settings import Settings
from sms import doctor as of_texts
from tests.servers.databases import Databases
from tests.servers.live import LiveServer
from tests.servers.mail import MailServer
from tests.servers.processes import Process, free_port
from tests.servers.settings import production_settings
from tests.servers.texts import post_text

COMMAND = ("-m", "flask", "--app", "wsgi", "doctor")
EVERYBODY = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
Doctor = Callable[..., str]


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    server = MailServer(tmp_path)
    server.start()
    yield server
    server.kill9()


@pytest.fixture
def server_settings(mail_server: MailServer) -> dict[str, str]:
    return {**mail_server.settings}


@pytest.fixture
def people(migrated_database_url: str) -> Iterator[Database]:
    """The database of the server, with somebody in it who reads and somebody who adds accounts."""
    database = Database(migrated_database_url)
    with database.write() as connection:
        member = StaffMember(new_id(), "ada@kent.example", "Ada", EVERYBODY)
        staff.add(connection, member, datetime.now(UTC))
    yield database
    database.close()


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    """`doctor(settings)`: all that it says; it may end as it likes."""

    def say(settings: dict[str, str]) -> str:
        process = Process(COMMAND, settings, tmp_path / "doctor.log")
        try:
            return process.run()
        except AssertionError:
            return process.output

    return say


def to_do(said: str) -> list[str]:
    return [line.removeprefix("DO").strip() for line in said.splitlines() if line[:2] == "DO"]


def test_where_all_is_well_it_says_so_of_each_thing(
    live_server: LiveServer, people: Database, doctor: Doctor
) -> None:
    said = doctor(live_server.settings)
    assert to_do(said) == []
    for about in (
        *("The database", "The tables", "The keys", "The register's queue", "The worker"),
        *("Photos and recordings", "The clock", "The mail server", "token 1"),
    ):
        assert about in said


def test_each_thing_that_is_wrong_is_named_with_what_to_do(
    live_server: LiveServer, people: Database, doctor: Doctor, mail_server: MailServer
) -> None:
    post_text(live_server, "they took my phone")
    with people.write() as connection:
        long_ago = datetime.now(UTC) - timedelta(hours=3)
        connection.execute(update(RegisterQueueRow.as_table()).values(due_at=long_ago))
    mail_server.kill9()
    other = production_settings("sqlite:///x.db", live_server.url)
    wrong = live_server.settings | {
        "TWILIO_AUTH_TOKENS": "not-the-token",
        "PORTAL_DATA_KEYS": "YW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE=",
    }
    assert wrong["PORTAL_DATA_KEYS"] != other["PORTAL_DATA_KEYS"]

    found = " ".join(to_do(doctor(wrong)))
    for said in (
        "PORTAL_DATA_KEYS does not open what is kept",
        "does `flask register deliver` run?",
        "The mail server: It does not answer",
        "The signature does not hold",
    ):
        assert said in found


def test_an_address_that_leads_elsewhere_is_named(
    live_server: LiveServer, people: Database, doctor: Doctor
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    found = to_do(doctor(live_server.settings | {"PORTAL_PUBLIC_BASE_URL": address}))
    assert f"{address}: It does not lead here" in found[0]
    assert "Nothing answers there: Twilio cannot bring a text." in found[1]


def test_a_new_database_is_told_to_make_its_tables(
    databases: Databases, database_kind: str, doctor: Doctor, mail_server: MailServer
) -> None:
    url = databases.empty(database_kind)
    found = doctor(production_settings(url, "http://127.0.0.1:1") | mail_server.settings)
    assert "run `flask --app wsgi db upgrade`" in to_do(found)[0]
    assert "Traceback" not in found


def test_without_accounts_it_says_who_is_missing(live_server: LiveServer, doctor: Doctor) -> None:
    found = " ".join(to_do(doctor(live_server.settings)))
    assert "run `flask --app wsgi staff add`" in found
    assert "add an officer on the page Accounts" in found


def test_it_changes_nothing_of_a_text_and_nothing_of_it_is_counted_as_refused(
    live_server: LiveServer, people: Database
) -> None:
    office = Office.open(Settings.from_environment(live_server.settings))
    found = list(of_texts.text_line(office))
    assert [one.is_well for one in found] == [True] * 6
    office.database.close()


@pytest.mark.parametrize(("seconds", "is_well"), [(0, True), (9, True), (11, False), (-11, False)])
def test_a_clock_that_is_ten_seconds_off_is_named(seconds: int, *, is_well: bool) -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    header = "Tue, 24 Nov 2026 10:00:00 GMT"
    [found] = outside._clock(now + timedelta(seconds=seconds), header)
    assert found.is_well is is_well


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Every script that a child may write in can be read"),
        ({"PATH": "/nowhere"}, "No fc-list is here to ask"),
    ],
)
def test_fonts_are_looked_for_where_somebody_can_say(
    live_server: LiveServer, people: Database, doctor: Doctor, settings: dict[str, str], said: str
) -> None:
    assert f"The fonts: {said}" in doctor({**live_server.settings, **settings})


def test_scripts_that_no_font_has_are_named_with_what_to_install(
    live_server: LiveServer, people: Database, doctor: Doctor, tmp_path: Path
) -> None:
    none = tmp_path / "fonts.conf"
    none.write_text('<?xml version="1.0"?><fontconfig></fontconfig>', "utf-8")

    said = to_do(doctor({**live_server.settings, "FONTCONFIG_FILE": str(none)}))

    (fonts,) = (line for line in said if line.startswith("The fonts"))
    assert "Arabic" in fonts
    assert "Tigrinya and Amharic, Bengali" in fonts
    assert "install fonts-noto-core" in fonts
