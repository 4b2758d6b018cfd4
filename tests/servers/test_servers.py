"""The ground that other tests stand on holds: else they would prove nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, inspect, text
from twilio.request_validator import RequestValidator

from portal.db import revision
from portal.db.database import Database
from tests.servers import programs
from tests.servers.browser import Visitors
from tests.servers.databases import Databases
from tests.servers.processes import Process, TooLateError, wait_until
from tests.servers.programs import MissingProgramError, Program
from tests.servers.settings import AUTH_TOKEN
from tests.servers.texts import Reply, signature, text_form

PARENT_AND_CHILD = (
    "import subprocess, sys, time;"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print('started', flush=True); time.sleep(60)"
)
PAGE = "<!doctype html><html lang=en-GB><title>T</title>"
TINY_LINK = "<a href=b style='display:block;width:9px;height:9px;overflow:hidden'>b</a>"


def test_a_database_of_each_kind_answers_and_is_empty(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
        connection.execute(text("CREATE TABLE words (words TEXT)"))
    engine.dispose()


def test_a_migrated_database_is_as_the_code_expects(migrated_database_url: str) -> None:
    database = Database(migrated_database_url)
    with database.read() as connection:
        assert revision.current(connection) == revision.newest() is not None
    database.engine.dispose()


def test_a_migrated_database_is_not_shared(databases: Databases, database_kind: str) -> None:
    first, second = (Database(databases.migrated(database_kind)) for _ in range(2))
    with first.write() as connection:
        connection.execute(text("CREATE TABLE only_here (words TEXT)"))
    with second.read() as connection:
        assert not inspect(connection).has_table("only_here")
    first.engine.dispose()
    second.engine.dispose()


def test_no_test_sees_the_database_of_another(databases: Databases, database_kind: str) -> None:
    assert databases.empty(database_kind) != databases.empty(database_kind)


def test_postgresql_keeps_what_it_acknowledged(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_killed_process_takes_its_children_with_it(tmp_path: Path) -> None:
    process = Process(("-c", PARENT_AND_CHILD), {}, tmp_path / "log")
    process.start()
    wait_until(lambda: "started" in process.output, "it started")

    process.kill9()

    assert not process.is_running


def test_a_process_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    process = Process(("-c", "import sys; sys.exit('no such command')"), {}, tmp_path / "log")

    with pytest.raises(AssertionError, match="no such command"):
        process.run()


def test_a_process_does_not_see_this_computers_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DEMO", "1")
    show = "import os; print([name for name in os.environ if name.startswith('PORTAL_')])"

    printed = Process(("-c", show), {"PORTAL_QUIET": "0"}, tmp_path / "log").run()

    assert printed.strip() == "['PORTAL_QUIET']"


def test_waiting_ends_with_a_sentence() -> None:
    with pytest.raises(TooLateError, match="the moon is blue"):
        wait_until(lambda: False, "the moon is blue", seconds=0.05)


def test_a_missing_program_is_named_with_what_to_install() -> None:
    teleprinter = Program("A teleprinter", lambda: None, "teletype", "teletype", "teletype")

    with pytest.raises(MissingProgramError, match=r"A teleprinter.* install teletype"):
        teleprinter.require()


def test_a_missing_program_is_installed_where_we_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "teleprinter"
    _script(tmp_path / "apt-get", f'[ "$1" = install ] && echo "$@" > {installed}')
    _script(tmp_path / "sudo", 'shift; exec "$@"')
    teleprinter = Program(
        "A teleprinter",
        lambda: installed if installed.exists() else None,
        *("teletype", "teletype", "teletype"),
    )
    monkeypatch.setattr(programs, "PROGRAMS", (teleprinter,))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    programs.main()

    assert installed.read_text().split()[-1] == "teletype"


def _script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def test_what_cannot_be_installed_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    teleprinter = Program("A teleprinter", lambda: None, "teletype", "teletype", "teletype")
    monkeypatch.setattr(programs, "PROGRAMS", (teleprinter,))
    monkeypatch.setenv("PATH", str(Path(sys.prefix) / "nowhere"))

    with pytest.raises(SystemExit, match="A teleprinter"):
        programs.main()


def test_a_text_is_signed_as_twilio_checks_it() -> None:
    address = "https://heard.example/sms/incoming?line=1"
    form = text_form("They took my phone ❤", From="+447700900001")

    signed = signature(address, form)

    assert RequestValidator(AUTH_TOKEN).validate(address, form, signed)
    assert not RequestValidator(AUTH_TOKEN).validate(address, {**form, "Body": "other"}, signed)


def test_a_reply_gives_the_texts_in_its_twiml() -> None:
    twiml = b"<Response><Message>One &lt;3</Message><Message><Body>Two</Body></Message></Response>"

    assert Reply(200, twiml).messages == ["One <3", "Two"]


@pytest.mark.javascript_on_and_off
def test_pages_run_scripts_only_when_told_to(page: Page, javascript: bool) -> None:
    page.goto("data:text/html,<p>Off</p><script>document.body.textContent='On'</script>")

    assert page.inner_text("body") == ("On" if javascript else "Off")


def test_a_page_that_asks_for_anything_elsewhere_is_found_out(browser: Browser) -> None:
    visitors = Visitors(browser)
    page = visitors.open()
    page.goto("data:text/html,<img src='https://example.com/a.png' onerror='this.alt=1' alt=''>")
    page.wait_for_selector("img[alt='1']", state="attached")
    visitors.close()

    assert visitors.complaints == ["Failed to load resource: net::ERR_NAME_NOT_RESOLVED"]


def test_a_script_that_fails_is_found_out(browser: Browser) -> None:
    visitors = Visitors(browser)
    visitors.open().goto("data:text/html,<script>nothing.here()</script>")
    visitors.close()

    assert visitors.complaints == ["nothing is not defined"]


def test_each_visitor_has_a_visit_of_their_own(open_page: Callable[..., Page]) -> None:
    assert open_page().context is not open_page().context


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<main><h1>H</h1><img src=a></main>", "image-alt"),
        (f"<main><h1>H</h1>{TINY_LINK}{TINY_LINK}</main>", "target-size"),
        ("<h1>H</h1><p>outside a landmark</p>", "region"),
    ],
    ids=["WCAG 2.0", "WCAG 2.2", "best practice"],
)
def test_axe_finds_what_is_wrong(
    open_page: Callable[..., Page], accessible: Callable[[Page], None], html: str, rule: str
) -> None:
    page = open_page()
    page.set_content(PAGE + html)

    with pytest.raises(AssertionError, match=rule):
        accessible(page)


def test_axe_finds_nothing_on_a_good_page(page: Page, accessible: Callable[[Page], None]) -> None:
    page.set_content(f"{PAGE}<main><h1>H</h1></main>")

    accessible(page)
