"""Somebody of customer care in a real browser: signs in with password and app, and presses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import holidays
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update

from portal.app import create_app
from portal.db.staff_sessions import StaffSessionRow
from portal.domain.clock import London
from portal.settings import Settings
from tests.desk.newcomer import PASSWORD, Person, a_person
from tests.portal_client import office_of
from tests.servers.live import LiveServer


@contextmanager
def same_place(server: LiveServer) -> Iterator[Flask]:
    """Our app over the server's own database and keys, to make accounts and to look behind."""
    app = create_app(Settings.from_environment(server.settings))
    try:
        yield app
    finally:
        office_of(app).database.close()


@dataclass
class AtTheDesk:
    """One person at one browser. `presses` counts links, buttons and rows that they chose."""

    person: Person
    page: Page
    address: str
    presses: int = 0

    def sign_in(self, *, code: str = "") -> None:
        """Give the password and the app's code, on the page that asks for them."""
        self.page.fill("[name=email]", self.person.member.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "second-step" in url)
        self.page.fill("[name=code]", code or self.person.code)
        self.page.press("[name=code]", "Enter")
        self.page.wait_for_url(lambda url: "second-step" not in url)

    def come_in(self) -> None:
        """Open the desk, and be asked who it is."""
        self.page.goto(f"{self.address}/care/")
        self.sign_in()

    def open(self, path: str) -> None:
        """Type an address of the desk."""
        self.page.goto(f"{self.address}/care/{path}")

    def press(self, selector: str) -> None:
        """Press this, and count it."""
        self.page.click(selector)
        self.page.wait_for_load_state()
        self.presses += 1

    def enter(self, selector: str) -> None:
        """Reach this by the keyboard alone, and press Enter."""
        self._tab_to(selector)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)

    def write(self, selector: str, text: str) -> None:
        """Reach this by the keyboard alone, and type."""
        self._tab_to(selector)
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """Reach a row of choices by the keyboard alone, and go to this one."""
        wanted = f"input[name='{name}'][value='{value}']"
        self._tab_to(f"input[name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.is_checked(wanted):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The keyboard does not reach {value}")

    def _tab_to(self, selector: str) -> None:
        wanted = self.page.locator(selector)
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if any(one.evaluate("one => one === document.activeElement") for one in wanted.all()):
                return
        raise AssertionError(f"The keyboard does not reach {selector} on {self.page.url}")

    @property
    def said(self) -> str:
        """What the main part of the page says."""
        return " ".join(self.page.inner_text("main").split())


def somebody(app: Flask, server: LiveServer, page: Page, name: str, **more: Any) -> AtTheDesk:
    """Somebody new with an account, at a browser of theirs."""
    return AtTheDesk(a_person(app, name, **more), page, server.url)


def let_sessions_run_out(app: Flask, staff_id: str) -> None:
    """Have nobody use this person's sessions for longer than a session may rest."""
    table, long_ago = StaffSessionRow.as_table(), datetime.now(UTC) - timedelta(hours=2)
    with office_of(app).database.write() as connection:
        theirs = update(table).where(table.c.staff_id == staff_id)
        connection.execute(theirs.values(used_at=long_ago))


def working_days_on(start: date, days: int) -> date:
    """The London day so many working days after `start`, counted one by one."""
    off = holidays.country_holidays("GB", subdiv="ENG")
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in off
    return day


def today() -> date:
    """The day in London."""
    return datetime.now(UTC).astimezone(London).date()
