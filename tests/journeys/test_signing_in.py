"""Getting in with a real browser and a real server: on a small phone, and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page

from tests.servers.live import LiveServer
from tests.servers.processes import Process

PASSWORD = "four green boats asleep"
SMALL = {"width": 320, "height": 640}


@pytest.fixture
def words(shown: LiveServer, tmp_path: Path) -> str:
    """A one-time password for a new administrator who is an officer as well."""
    options = ("--email", f"ada.{tmp_path.name}@kent.example", "--name", "Ada Day")
    roles = ("--role", "administrator", "--role", "officer")
    command = ("-m", "flask", "--app", "wsgi", "staff", "add", *options, *roles)
    log = tmp_path / "staff.log"
    Process(command, shown.settings, log).run()
    return log.read_text("utf-8").strip().splitlines()[-1]


def give(page: Page, **fields: str) -> None:
    """Fill in fields by name, and press Enter in the last, as whoever uses no mouse does."""
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator(f"[name={name}]").press("Enter")


def code(secret: str) -> str:
    return pyotp.TOTP(secret).at(datetime.now(UTC))


def walk(shown: LiveServer, page: Page, email: str, words: str, look: Callable[[], None]) -> None:
    """The first time, every page of it, and the pages of one's own account and of all accounts."""
    page.goto(f"{shown.url}/care/")
    look()
    give(page, email=email, password="wrong")
    look()
    give(page, email=email, password=words)
    look()
    give(page, new_password="short", again="short")
    look()
    give(page, new_password=PASSWORD, again=PASSWORD)
    look()
    secret = (page.locator("code.key").text_content() or "").replace(" ", "")
    give(page, code=code(secret))
    assert len(set(page.locator(".recovery-codes code").all_text_contents())) == 10
    look()
    page.get_by_role("link", name=re.compile("go on")).press("Enter")
    assert page.url == f"{shown.url}/care/"
    for path in ("me", "staff", "staff/new"):
        page.goto(f"{shown.url}/care/{path}")
        look()
    page.goto(f"{shown.url}/care/staff")
    page.get_by_role("link", name="Ada Day").last.click()
    look()
    page.goto(f"{shown.url}/care/staff/new")
    page.get_by_label("Officer").check()
    give(page, email=f"new.{email}", name="Somebody New")
    assert "A one-time password for Somebody New" in page.inner_text("h1")
    look()
    page.goto(f"{shown.url}/desk/me")
    page.get_by_role("button", name="Sign out everywhere").press("Enter")
    assert "You are signed out." in page.inner_text("main")


@pytest.mark.javascript_on_and_off
def test_somebody_new_gets_in_on_a_small_phone(
    shown: LiveServer,
    open_page: Callable[..., Page],
    words: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    javascript: bool,
) -> None:
    page = open_page(viewport=SMALL)

    def look() -> None:
        width = page.locator("body").evaluate("body => body.scrollWidth") if javascript else 0
        assert width <= SMALL["width"], page.url
        if javascript:
            request.getfixturevalue("accessible")(page)

    walk(shown, page, f"ada.{tmp_path.name}@kent.example", words, look)
