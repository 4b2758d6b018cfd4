"""A real Chromium that reaches nothing but this machine, and axe to look at what it shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-first-run",
    # A microphone that beeps, and nobody to be asked for it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_SMALL_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "locale": "en-GB",
    "timezone_id": "Europe/London",
}
# axe leaves out target size, a rule of WCAG 2.2, unless its tag is named.
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_BEST_PRACTICE = ["best-practice"]


@contextmanager
def running_browser(chromium: Path) -> Iterator[Browser]:
    """The Chromium at this path, running without a window until the block ends."""
    as_root = os.geteuid() == 0  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(_FLAGS), chromium_sandbox=not as_root
        )
        yield browser
        browser.close()


class Visitors:
    """Opens pages, each in a visit of its own, and remembers what went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._visits: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, *, javascript: bool = True, **options: Any) -> Page:
        """A blank page on a small phone, with its own cookies. `options` are Playwright's."""
        visit = self._browser.new_context(
            **{**_SMALL_PHONE, "java_script_enabled": javascript, **options}
        )
        visit.set_default_timeout(10_000)
        self._visits.append(visit)
        page = visit.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        return page

    def close(self) -> None:
        """End every visit."""
        for visit in self._visits:
            visit.close()

    def _listen(self, message: ConsoleMessage) -> None:
        # A page that answers 404 on purpose is reported too; what it answers is the test's affair.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)


def assert_accessible(page: Page) -> None:
    """Nothing on the page breaks WCAG 2.2 AA or axe's best practice. JavaScript must be on."""
    page.wait_for_load_state()
    found = [violation for tags in (_WCAG, _BEST_PRACTICE) for violation in _violations(page, tags)]
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(map(_sentence, found))


def _violations(page: Page, tags: list[str]) -> list[dict[str, Any]]:
    options = {"runOnly": tags, "resultTypes": ["violations"]}
    return list(Axe().run(page, options=options).response["violations"])


def _sentence(violation: dict[str, Any]) -> str:
    places = "".join(f"\n    {node['html']}" for node in violation["nodes"])
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}{places}"
