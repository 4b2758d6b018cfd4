"""By hand in a browser, with JavaScript or without: the keys, and how wide a page is."""

from __future__ import annotations

from playwright.sync_api import Page


def press(page: Page, selector: str) -> None:
    """Reach this by the keyboard alone, and press Enter: it leads to another page."""
    tab_to(page, selector)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def tab_to(page: Page, selector: str) -> None:
    """Reach this by the keyboard alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector} on {page.url}")


def width_of_picture(page: Page) -> int:
    """How wide the whole page is; without JavaScript nothing else can be asked of it."""
    picture = page.screenshot(full_page=True)
    # A PNG says its width in the eight bytes after its first header.
    return int.from_bytes(picture[16:20], "big")


def open_everything(page: Page) -> None:
    """Press whatever opens more, until all of it is in sight."""
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
