"""From a child's text to what the register is told, through the desk, in a real browser."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from portal.db.intakes import IntakeRow
from portal.domain.staff import Role
from tests.journeys.desk import (
    AtTheDesk,
    let_sessions_run_out,
    same_place,
    somebody,
    today,
    working_days_on,
)
from tests.portal_client import office_of
from tests.servers.databases import KINDS, Databases
from tests.servers.live import Consumer, LiveServer
from tests.servers.texts import post_text

WORDS = "They took my phone <3 and nobody says why"
TYPED = "She was afraid to say it <3 & waited"
MOST_PRESSES = 8
SAVE = "main form.question button.button:not(.second)"
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
OpenPage = Callable[..., Page]
_phones = itertools.count(7_700_900_100)


@pytest.fixture(scope="module", params=KINDS)
def server(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LiveServer]:
    """One server of each kind for all of these, where a telling is due when it is told."""
    folder = tmp_path_factory.mktemp("desk")
    settings = {"PORTAL_TEXT_QUIET_MINUTES": "0"}
    with LiveServer(databases.migrated(request.param), folder, settings=settings) as server:
        yield server


@pytest.fixture(scope="module")
def place(server: LiveServer) -> Iterator[Flask]:
    """The same database, for what no page shows."""
    with same_place(server) as app:
        yield app


@pytest.fixture
def officer(place: Flask, server: LiveServer, open_page: OpenPage) -> AtTheDesk:
    """An officer at a desk's screen, signed in."""
    officer = somebody(place, server, open_page(**SCREEN), "Olu Officer")
    officer.come_in()
    return officer


def a_text(server: LiveServer) -> None:
    """Have a child, each time another, text the words."""
    assert post_text(server, WORDS, From=f"+44{next(_phones)}").status == 200


def delivered(server: LiveServer, folder: Path) -> dict[str, dict[str, Any]]:
    """The newest record of each intake, as the register has it."""
    found: dict[str, dict[str, Any]] = {}
    for event in Consumer(server.settings, folder).drain():
        found[event["subject"]] = event["data"]
    return found


def newest_reference(place: Flask) -> str:
    """The reference of what came in last."""
    table = IntakeRow.as_table()
    with office_of(place).database.read() as connection:
        found = select(table.c.reference).order_by(table.c.received_at.desc()).limit(1)
        return str(connection.execute(found).scalar_one())


@pytest.mark.javascript_on_and_off
def test_a_text_is_triaged_passed_on_and_told_to_the_register(
    place: Flask, server: LiveServer, officer: AtTheDesk, tmp_path: Path
) -> None:
    manager = somebody(place, server, officer.page, "Mia Manager", roles={Role.MANAGER})
    a_text(server)
    reference = newest_reference(place)
    officer.open("")
    officer.presses = 0

    officer.press(f"main a:has-text('{reference}')")
    assert WORDS in officer.said
    officer.press(".next a:has-text('What is it?')")
    officer.press("input[value='Statutory complaint']")
    officer.press(SAVE)
    officer.press(".next a:has-text('Who answers it?')")
    officer.press(f"input[value='{manager.person.member.id}']")
    officer.press(SAVE)

    assert officer.presses <= MOST_PRESSES
    assert officer.page.url.endswith(f"/care/intakes/{reference}?done=pass")
    assert "Mia Manager" in officer.said
    record = delivered(server, tmp_path)[reference]
    assert record["record_type"] == "Statutory complaint"
    assert record["answer_by"] == working_days_on(today(), 10).isoformat()
    assert record["words"][0]["text"] == WORDS
    assert record["triage"]["responsible_manager"] == "Mia Manager"


def test_the_keyboard_alone_does_the_same(
    place: Flask, server: LiveServer, officer: AtTheDesk
) -> None:
    manager = somebody(place, server, officer.page, "Kay Manager", roles={Role.MANAGER})
    a_text(server)
    reference = newest_reference(place)
    officer.open("")

    officer.enter(f"main a:has-text('{reference}')")
    officer.enter(".next a:has-text('What is it?')")
    officer.choose("record_type", "Statutory complaint")
    officer.enter(SAVE)
    officer.enter(".next a:has-text('Who answers it?')")
    officer.choose("passed_to", manager.person.member.id)
    officer.enter(SAVE)

    assert officer.page.url.endswith(f"/care/intakes/{reference}?done=pass")
    assert "Kay Manager" in officer.said


def test_two_officers_at_once_the_second_is_told_and_loses_nothing(
    place: Flask, server: LiveServer, officer: AtTheDesk, open_page: OpenPage
) -> None:
    ada = somebody(place, server, open_page(**SCREEN), "Ada Other")
    ada.come_in()
    a_text(server)
    page = f"intakes/{newest_reference(place)}/record-type"
    for one in (officer, ada):
        one.open(page)
    ada.page.check("input[value='Enquiry']")
    ada.page.fill("[name=late_reason]", TYPED)

    officer.press("input[value='Statutory complaint']")
    officer.press(SAVE)
    ada.press(SAVE)

    assert "Olu Officer" in ada.said
    assert "Record type: Statutory complaint" in ada.said
    assert ada.page.input_value("[name=late_reason]") == TYPED
    assert ada.page.is_checked("input[value='Enquiry']")
    ada.press(SAVE)
    assert ada.page.url.endswith("?done=record-type")


@pytest.mark.javascript_on_and_off
def test_a_session_that_ends_while_somebody_types_loses_nothing(
    place: Flask, server: LiveServer, officer: AtTheDesk
) -> None:
    a_text(server)
    page = f"intakes/{newest_reference(place)}/record-type"
    officer.open(page)
    officer.page.check("input[value='Enquiry']")
    officer.page.fill("[name=late_reason]", TYPED)
    let_sessions_run_out(place, officer.person.member.id)

    officer.press(SAVE)
    assert "what you typed is kept" in officer.said
    assert TYPED not in officer.said
    officer.sign_in(code=officer.person.codes[0])

    assert page in officer.page.url
    assert officer.page.input_value("[name=late_reason]") == TYPED
    assert officer.page.is_checked("input[value='Enquiry']")
    officer.press(SAVE)
    assert officer.page.url.endswith("?done=record-type")
