"""What a child does in the browser, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

WORDS = "They moved me again <3 & nobody said why.\n  \U0001f622 it is not fair"
ANSWERS = {
    "what-happened": {"words": WORDS},
    "what-would-help": {"better": "Tell me first"},
    "your-name": {"name": "Sam"},
    "who-should-not-see": {"hide": "Not Dave"},
    "when-it-is-safe": {"times": "after 4", "others": "my carer"},
}
PICKED = {
    "are-you-safe": "not_sure",
    "your-age": "13-15",
    "your-home": "yes",
    "someone-to-speak-up": "yes",
    "how-to-reach-you": "text",
}


def slug_of(page: Page) -> str:
    """Which page this is, whatever its language."""
    return page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1]


def fill_in(page: Page) -> None:
    """Answer the question that is open."""
    slug = slug_of(page)
    for field, text in ANSWERS.get(slug, {}).items():
        page.fill(f"[name={field}]", text)
    if slug in PICKED:
        page.check(f"input[value='{PICKED[slug]}']")
    if slug == "how-to-reach-you":
        page.fill("[name=details]", "07700 900123")


def tell_everything(page: Page, address: str, language: str = "en") -> Iterator[str]:
    """Go through every page to the receipt, and stop at each with its name."""
    page.goto(f"{address}/{language}/")
    yield "start"
    page.click("button[value=something_wrong]")
    yield "before-you-start"
    page.click("main a.button")
    page.wait_for_load_state()
    while slug_of(page) != "sent":
        yield slug_of(page)
        fill_in(page)
        is_last = slug_of(page) == "check"
        page.click("button[value=send]" if is_last else "button[value=next]")
        page.wait_for_load_state()
    yield "sent"
