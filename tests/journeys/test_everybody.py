"""Every page, for everybody: axe finds nothing, the keyboard is enough, 320 px is wide enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.by_hand import press, tab_to, width_of_picture
from tests.journeys.telling import PICKED, slug_of, tell_everything
from tests.servers.live import LiveServer

KILOBYTE = 1024
OTHER_PAGES = ("ask-for-someone", "nothing-is-here", "check")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    shown: LiveServer,
    language: str,
    scheme: str,
) -> None:
    page = open_page(color_scheme=scheme)
    for _ in tell_everything(page, shown.url, language):
        accessible(page)
    for path in OTHER_PAGES:
        page.goto(f"{shown.url}/{language}/{path}")
        accessible(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_where_a_page_comes_back_or_warns(
    page: Page, accessible: Callable[[Page], None], shown: LiveServer, language: str
) -> None:
    page.goto(f"{shown.url}/{language}/what-happened")
    page.click("button[value=next]")
    assert page.locator(".error-summary").is_visible()
    accessible(page)
    page.fill("[name=words]", "he hits me")
    page.click("button[value=next]")
    assert page.locator(".danger").first.is_visible()
    accessible(page)
    page.goto(f"{shown.url}/{language}/are-you-safe")
    page.check("input[value=no]")
    page.click("button[value=next]")
    accessible(page)
    page.click("button[value=send]")
    assert slug_of(page) == "sent"
    accessible(page)


@pytest.mark.javascript_on_and_off
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_scrolls_sideways_at_320_pixels(
    open_page: Callable[..., Page], shown: LiveServer, language: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 568})
    for name in tell_everything(page, shown.url, language):
        # Without JavaScript nothing can be asked of the page, so its picture is measured.
        assert width_of_picture(page) == 320, name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keyboard_alone_completes_a_telling(
    page: Page, shown: LiveServer, language: str
) -> None:
    page.goto(f"{shown.url}/{language}/")
    press(page, "button[value=something_wrong]")
    press(page, "main a.button")
    while slug_of(page) != "sent":
        slug = slug_of(page)
        if slug == "what-happened":
            tab_to(page, "[name=words]")
            page.keyboard.type("They took my phone")
        if slug in PICKED:
            tab_to(page, "input[type=radio]")
            page.keyboard.press("Space")
        press(page, "button[value=send]" if slug == "check" else "button[value=next]")


def test_the_skip_link_and_the_way_out_come_first(page: Page, shown: LiveServer) -> None:
    page.goto(f"{shown.url}/en/what-happened")
    focused = []
    for _ in range(2):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.className"))
    assert focused == ["skip", "leave"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_light_on_the_wire(
    open_page: Callable[..., Page],
    shown: LiveServer,
    language: str,
    report: Callable[[str], None],
) -> None:
    page = open_page()
    received: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    # Every page as if it were the first, with all that belongs to it.
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    weights: dict[str, float] = {}
    for name in tell_everything(page, shown.url, language):
        page.wait_for_load_state("networkidle")
        weights[name] = sum(received) / KILOBYTE
        received.clear()

    heaviest = max(weights.values())
    report(f"{language}: first page {weights['start']:.1f} KB, heaviest {heaviest:.1f} KB, all in")
    assert 1 < weights["start"] < 14
    assert all(1 < weight < 30 for weight in weights.values())


def test_nothing_comes_from_elsewhere(page: Page, shown: LiveServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in tell_everything(page, shown.url):
        pass
    assert all(url.startswith(shown.url) for url in asked)
