"""Pictures for README.md, from the demo as it runs: `python -m tests.pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.demo.running import RunningDemo
from tests.journeys.telling import tell_everything
from tests.servers.browser import Visitors, running_browser
from tests.servers.processes import ROOT
from tests.servers.programs import CHROMIUM

FOLDER = ROOT / "docs" / "pictures"
PHONE = {"width": 360, "height": 720}
DESK = {"width": 1120, "height": 760}
OFFICER, ADVOCATE = "olu.officer@desk.example", "una.upfront@desk.example"
ENGLISH = {"start", "what-happened", "sent"}
TEXTS = ("they moved me agen and noone told me why", "1")


def main() -> None:
    """Take every picture afresh."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_browser(CHROMIUM.require()) as browser:
        demo = RunningDemo(Path(folder))
        visitors = Visitors(browser)
        try:
            demo.start()
            _pages(
                visitors.open(viewport=PHONE), demo.url, "en", {"start", "what-happened", "sent"}
            )
            _pages(visitors.open(viewport=PHONE), demo.url, "ar", {"start"})
            _phone(visitors.open(viewport=PHONE), demo.url)
            _register(visitors.open(viewport=PHONE), demo.url)
            _desk(visitors.open(viewport=DESK), demo)
            _service(visitors.open(viewport=DESK), demo)
        finally:
            visitors.close()
            demo.stop()


def _pages(page: Page, address: str, language: str, wanted: set[str]) -> None:
    suffix = "" if language == "en" else f"-{language}"
    for name in tell_everything(page, address, language):
        if name in wanted:
            _take(page, name + suffix)


def _phone(page: Page, address: str) -> None:
    page.goto(f"{address}/phone")
    for words in TEXTS:
        page.fill("#text-sam", words)
        page.locator("#phone-sam").get_by_role("button", name="Send", exact=True).click()
        page.wait_for_load_state()
    _take(page, "phone")


def _register(page: Page, address: str) -> None:
    page.goto(f"{address}/demo/register")
    _take(page, "register")


def _desk(page: Page, demo: RunningDemo) -> None:
    _sign_in(page, demo, OFFICER)
    page.wait_for_url(f"{demo.url}/care/")
    _take(page, "inbox")
    page.locator("main a[href*='/care/intakes/']").first.click()
    page.wait_for_load_state()
    _take(page, "intake")


def _service(page: Page, demo: RunningDemo) -> None:
    _sign_in(page, demo, ADVOCATE)
    page.locator("main a[href*='/advocate/referrals/']").first.click()
    page.wait_for_load_state()
    _take(page, "referral")


def _sign_in(page: Page, demo: RunningDemo, email: str) -> None:
    page.goto(f"{demo.url}/demo")
    password = page.locator("b.typed[translate=no]").inner_text()
    page.goto(f"{demo.url}/desk/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)


def _take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
