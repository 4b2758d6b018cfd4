"""Somebody tries the desk of the demo out: signs in, opens what is urgent, finds what is passed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from portal.demo.settings import MANAGER, OFFICER, Secrets
from tests.demo.running import RunningDemo
from tests.servers.processes import wait_until


def _mails(demo: RunningDemo) -> int:
    return len(list((demo.folder / "mail").glob("*.eml")))


def _sign_in(page: Page, demo: RunningDemo, email: str) -> None:
    page.goto(f"{demo.url}/demo")
    password = page.locator("b.typed").inner_text()
    assert password == Secrets.kept_in(demo.folder).desk_password
    assert f"sign in with the password {password}\n" in demo.output
    page.get_by_role("link", name=re.compile("Customer care's desk")).click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.javascript_on_and_off
def test_an_officer_signs_in_with_the_password_that_is_shown(page: Page, demo: RunningDemo) -> None:
    _sign_in(page, demo, OFFICER)

    assert page.get_by_role("heading", level=1).inner_text() == "Inbox"


def test_a_manager_sees_what_was_passed_to_them(page: Page, demo: RunningDemo) -> None:
    _sign_in(page, demo, MANAGER)

    rows = page.locator("main a[href*='/care/intakes/']")
    assert len({row.get_attribute("href") for row in rows.all()}) == 1


def test_something_urgent_writes_a_mail_with_nothing_in_it(page: Page, demo: RunningDemo) -> None:
    words = "he hits me every night and I am scared"
    before = _mails(demo)
    page.goto(f"{demo.url}/phone/jo")
    phone = page.locator("#phone-jo")
    phone.get_by_role("button", name="Clear Jo's phone").click()
    phone.get_by_label("Write a text").fill(words)
    phone.get_by_role("button", name="Send", exact=True).click()

    wait_until(lambda: _mails(demo) > before, "the mail is written", seconds=30)

    mails = [file.read_bytes() for file in (demo.folder / "mail").glob("*.eml")]
    assert len({len(mail) for mail in mails}) == 1
    assert not any(b"hits" in mail for mail in mails)
    page.goto(f"{demo.url}/demo")
    assert re.search(
        r"\d+ mails? to the desk so far, the last on", page.locator("main").inner_text()
    )
