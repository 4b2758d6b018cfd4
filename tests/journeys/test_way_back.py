"""A child's way back in a real browser, by the real server, worker and Twilio's own client.

Told by web, answered, read back, closed, asked how it is, and "worse" opens an urgent intake.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from portal.db import attachments, links, outgoing
from portal.db.comebacks import ComebackRow
from portal.domain.attachments import FileStanding
from portal.domain.flags import WORSE_SINCE
from portal.domain.links import LinkKind
from portal.domain.outgoing import Standing, What
from portal.domain.quiet import is_quiet
from tests.desk.newcomer import a_person
from tests.desk_client import the_intake
from tests.journeys.by_hand import open_everything
from tests.journeys.desk import AtTheDesk, same_place
from tests.media import samples
from tests.portal_client import office_of
from tests.servers.databases import Databases
from tests.servers.live import LiveServer
from tests.servers.processes import ROOT
from tests.servers.texts import post_text, read_the_question
from tests.servers.twilio import Twilio, twilio_api

WIDE, SMALL = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
STATEMENT = "You want your phone back, and you want somebody to ask you first."


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    with twilio_api() as server:
        yield server


@pytest.fixture
def server(
    databases: Databases, database_kind: str, tmp_path: Path, twilio: Twilio
) -> Iterator[LiveServer]:
    """The real server, whose worker texts by that Twilio, at any hour."""
    settings = {"TWILIO_API_URL": twilio.url, "PORTAL_TEXT_HOURS": "00:00-23:59"}
    url = databases.migrated(database_kind)
    with LiveServer(url, tmp_path, settings=settings) as server:
        yield server
    databases.discard(url)


def work(server: LiveServer) -> None:
    """The worker has its turn: a process of its own."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--once"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **server.settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # The mail server is not there, and texts go all the same.
    assert "texts" in done.stdout, done.stderr


def later(server: LiveServer) -> None:
    """Two weeks go by for the checks that wait."""
    table = ComebackRow.as_table()
    with same_place(server) as app, office_of(app).database.write() as connection:
        at = office_of(app).clock() - timedelta(minutes=1)
        connection.execute(update(table).where(table.c.weeks == 2).values(due_at=at))


def come_in(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/en/take-over")
    page.fill("[name=code_words]", code)
    page.press("[name=code_words]", "Enter")


@pytest.mark.javascript_on_and_off
def test_by_web_from_the_first_word_to_worse(
    open_page: Callable[..., Page], server: LiveServer, javascript: bool
) -> None:
    page = open_page(viewport=SMALL)
    page.goto(f"{server.url}/en/what-happened")
    page.fill("[name=words]", "they took my phone <3")
    page.click("button[value=send]")
    code = " ".join(page.locator(".code-words span").all_inner_texts())
    with same_place(server) as app:
        reference = the_intake(app).reference
        desk = AtTheDesk(a_person(app), open_page(viewport=WIDE), server.url)
        desk.come_in()
        desk.open(f"intakes/{reference}/message")
        desk.page.check("[name=purpose][value=statement]")
        desk.page.fill("[name=text]", STATEMENT)
        desk.page.click("button:text-is('Send')")
        assert "No text went with it" in desk.page.inner_text("main")

        come_in(page, server.url, code)
        assert "There is news for you." in page.inner_text("main")
        assert STATEMENT in page.inner_text("main")
        page.click("button[value=agree]")
        assert the_intake(app).way_back.agreed is not None

        desk.open(f"intakes/{reference}/message")
        desk.page.check("[name=purpose][value=answer]")
        desk.page.fill("[name=text]", "You get it back today. We are sorry.")
        desk.page.click("button:text-is('Send')")
        come_in(page, server.url, code)
        assert "You get it back today." in page.inner_text("main")
        page.click("summary:has-text('May we ask you later')")
        page.check("[name=later][value=yes]")
        page.click("#send")

        desk.open(f"intakes/{reference}/close")
        desk.page.check("[name=outcomes][value='Explanation']")
        desk.page.click("button:text-is('Close')")
        later(server)
        work(server)
        come_in(page, server.url, code)
        assert "How is it now?" in page.inner_text("main")
        page.fill("[name=reply]", "they shout at me since")
        page.click("button[value=worse]")
        assert "You told us that it got worse." in page.inner_text("main")

        with office_of(app).database.read() as connection:
            [link] = links.of(connection, the_intake(app, reference).id)
        new = the_intake(app, link.reference)
        assert (link.kind, new.is_urgent, new.flags[0]) == (LinkKind.COMEBACK, True, WORSE_SINCE)
        assert [one.text for one in new.words] == ["they shout at me since"]
        desk.open("")
        assert link.reference in desk.page.inner_text("main")


def test_by_text_alone_for_who_said_yes_and_what_became_of_it(
    open_page: Callable[..., Page], server: LiveServer, twilio: Twilio
) -> None:
    for body in ("they took my phone", "2", "1", "3"):
        post_text(server, body)
    with same_place(server) as app:
        assert not is_quiet(office_of(app).clock(), office_of(app).settings.text_hours)
        reference = the_intake(app).reference
        desk = AtTheDesk(a_person(app), open_page(viewport=WIDE), server.url)
        desk.come_in()
        desk.open(f"intakes/{reference}/message")
        desk.page.check("[name=purpose][value=statement]")
        desk.page.fill("[name=text]", "You want your phone back.")
        desk.page.click("button:text-is('Send')")
        work(server)
        [sent] = twilio.texts
        assert sent.body.startswith("You want your phone back.\nIs that right?")
        assert twilio.callback(sent, "delivered") == 204
        assert twilio.callback(sent, "sent") == 204
        desk.open(f"intakes/{reference}")
        assert "As a text: delivered to the phone" in desk.page.inner_text("main")
        assert post_text(server, "1").messages == [
            "Thank you. We wrote that down. Text us more any time."
        ]
        assert the_intake(app).way_back.agreed is not None


def test_by_text_alone_for_who_said_no(server: LiveServer, twilio: Twilio) -> None:
    for body in ("they took my phone", "2", "2"):
        post_text(server, body)
        read_the_question()
    with same_place(server) as app:
        from portal.domain.decisions.talking import Write
        from portal.services import desk as desk_service

        place = office_of(app)
        officer = a_person(app).member
        with place.database.write() as connection:
            write = Write(text="We looked at your complaint, and are sorry.")
            desk_service.make(connection, place, officer, the_intake(app), write, place.clock())
        work(server)
        [sent] = twilio.texts
        assert sent.body == (
            "Hi. There is news for you. Call 03000 41 11 11, or ask whoever speaks up for you."
        )
        with place.database.read() as connection:
            found = outgoing.of_intake(connection, place.keyring, the_intake(app).id)
        assert [(one.what, one.standing) for one in found] == [(What.NEWS, Standing.QUEUED)]


def test_a_photo_by_text_is_fetched_by_the_worker(server: LiveServer, twilio: Twilio) -> None:
    sid = f"MM{secrets.token_hex(16)}"
    lies_at = twilio.keeps(sid, samples.photo())
    answered = post_text(server, "", sid=sid, NumMedia="1", MediaUrl0=lies_at)
    assert answered.messages[0].startswith("Hi. We got your message. Thank you.")
    work(server)
    with same_place(server) as app, office_of(app).database.read() as connection:
        keyring, intake = office_of(app).keyring, the_intake(app)
        [photo] = attachments.of_intake(connection, keyring, intake.id)
        file = attachments.file_of(connection, keyring, intake.id, photo.id)
    assert (photo.standing, intake.is_urgent) == (FileStanding.READY, True)
    assert file is not None
    assert file.original == samples.photo()


@pytest.mark.javascript_on_and_off
def test_the_panel_keeps_up_while_somebody_writes(
    open_page: Callable[..., Page], server: LiveServer, javascript: bool
) -> None:
    for body in ("they took my phone", "2", "1", "3"):
        post_text(server, body)
    with same_place(server) as app:
        reference = the_intake(app).reference
        desk = AtTheDesk(a_person(app), open_page(viewport=SMALL), server.url)
        desk.come_in()
        desk.open(f"intakes/{reference}/message")
        desk.page.fill("[name=text]", "Your complaint is here.")
        if not javascript:
            desk.page.click("button[value=check]")
        desk.page.wait_for_selector("text=It cannot go like this")
        assert desk.page.locator(".lock-screen").inner_text() == "Your complaint is here."
        assert desk.page.input_value("[name=text]") == "Your complaint is here."


def test_axe_finds_nothing_on_the_way_back(
    open_page: Callable[..., Page], accessible: Callable[[Page], None], server: LiveServer
) -> None:
    page = open_page()
    page.goto(f"{server.url}/en/what-happened")
    page.fill("[name=words]", "they took my phone")
    page.click("button[value=keep]")
    accessible(page)
    page.goto(f"{server.url}/en/check")
    accessible(page)
    page.click("button[value=send]")
    code = " ".join(page.locator(".code-words span").all_inner_texts())
    with same_place(server) as app:
        reference = the_intake(app).reference
        desk = AtTheDesk(a_person(app), open_page(viewport=WIDE), server.url)
        desk.come_in()
        desk.open(f"intakes/{reference}/message")
        desk.page.check("[name=purpose][value=statement]")
        desk.page.fill("[name=text]", STATEMENT)
        desk.page.click("button[value=check]")
        accessible(desk.page)
        desk.page.click("button:text-is('Send')")
        accessible(desk.page)
        for path in (f"intakes/{reference}/close", f"intakes/{reference}/way-in", "you-said"):
            desk.open(path)
            accessible(desk.page)
    come_in(page, server.url, code)
    open_everything(page)
    accessible(page)
    page.goto(f"{server.url}/en/you-said")
    accessible(page)
