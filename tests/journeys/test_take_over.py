"""A child in a real browser: takes over what was told for them, and changes who speaks up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page

from portal.domain.referral import Status, status
from portal.domain.referral_steps import Step
from tests.child.told import everything_told, own, told
from tests.desk_client import the_intake
from tests.journeys.by_hand import open_everything, tab_to, width_of_picture
from tests.journeys.desk import same_place
from tests.portal_client import office_of
from tests.servers.live import LiveServer

SENT = (Step.REQUESTED, Step.SENT, Step.ACCEPTED, Step.NAMED)


def come_in(page: Page, address: str, code: str, language: str = "en") -> None:
    """Type code words into the page that asks for them."""
    page.goto(f"{address}/{language}/take-over")
    page.fill("[name=code_words]", code)
    page.press("[name=code_words]", "Enter")


def long_story(shown: LiveServer, language: str) -> str:
    """The code words of something told with an answer to everything."""
    with same_place(shown) as app:
        at = office_of(app).clock()
        more = everything_told(
            received_at=at, language=language, typed="aVeryLongWordThatNobodyBreaks" * 6
        )
        return told(app, **more)


@pytest.mark.javascript_on_and_off
def test_a_child_takes_over_and_says_what_they_think(
    open_page: Callable[..., Page], shown: LiveServer, javascript: bool
) -> None:
    with same_place(shown) as app:
        code = told(app)
        page = open_page()
        come_in(page, shown.url, code.upper())
        reference = page.inner_text(".reference")
        new = " ".join(page.locator(".code-words span").all_inner_texts())
        page.click("button[value=mine]")
        page.check("[name=says][value=something_wrong]")
        page.fill("[name=words]", "It was Dave,\nnot Sue")
        page.check("[name=way][value=as_it_stands]")
        page.click("summary:has-text('Someone to speak up')")
        page.check("[name=wish][value=want]")
        page.click("#send")

        assert page.inner_text("h1") == "Thank you. We have it."
        kept = the_intake(app, reference)
        assert kept.words[-1].text == "It was Dave,\r\nnot Sue"
        assert kept.contact.confirmed_by_child
        assert status(kept) is Status.ASKED
        assert [one["name"] for one in page.context.cookies()] == ["heard"]
        assert new not in str(page.context.cookies())
        assert page.url == f"{shown.url}/en/take-over"
        come_in(page, shown.url, code)
        assert page.locator(".error-summary").is_visible()
        come_in(page, shown.url, new)
        assert page.inner_text("h1") == "Welcome back"


@pytest.mark.javascript_on_and_off
def test_the_page_loaded_again_says_nothing_twice(
    open_page: Callable[..., Page], shown: LiveServer, javascript: bool
) -> None:
    with same_place(shown) as app:
        page = open_page()
        come_in(page, shown.url, told(app))
        reference = page.inner_text(".reference")
        page.click("button[value=mine]")
        page.fill("[name=words]", "No!")
        page.locator("#send").dblclick(no_wait_after=True)
        page.wait_for_selector("h1:has-text('Thank you')")
        page.reload()

        assert [one.text for one in the_intake(app, reference).words[1:]] == ["No!"]


@pytest.mark.javascript_on_and_off
def test_nobody_goes_back_to_it_after_leaving_quickly(
    open_page: Callable[..., Page], shown: LiveServer, javascript: bool
) -> None:
    with same_place(shown) as app:
        page = open_page()
        come_in(page, shown.url, told(app))
        page.click("button[value=mine]")
        page.fill("[name=words]", "Tell nobody")
        page.click("#send")
        page.wait_for_selector("h1:has-text('Thank you')")
        page.route(
            lambda url: not url.startswith(shown.url), lambda away: away.fulfill(body="News")
        )
        page.click("a.leave")
        page.wait_for_selector("text=News")

        for _ in range(3):
            with suppress(Error):
                page.go_back()
                page.reload()
            read = page.content()
            assert not [text for text in ("They moved", "07700", "Tell nobody") if text in read]


def test_a_child_sees_who_speaks_up_and_asks_for_somebody_else(
    page: Page, shown: LiveServer
) -> None:
    with same_place(shown) as app:
        come_in(page, shown.url, own(app, *SENT))
        assert "123 will speak up for you." in page.inner_text("main")
        page.check("[name=wish][value=another]")
        page.click("summary:has-text('Who it should be')")
        page.fill("[name=not_them]", "Not that person")
        page.click("#send")

        assert "You asked for someone else." in page.inner_text("main")
        assert "Someone should say yes by this day:" in page.inner_text("main")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_behind_the_code_words(
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    shown: LiveServer,
    language: str,
    scheme: str,
) -> None:
    code = long_story(shown, language)
    page = open_page(color_scheme=scheme)
    come_in(page, shown.url, "wrong", language)
    accessible(page)
    come_in(page, shown.url, code, language)
    accessible(page)
    page.click("button[value=mine]")
    accessible(page)
    page.check("[name=says][value=not_wanted]")
    page.click("#send")
    accessible(page)


@pytest.mark.javascript_on_and_off
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_behind_the_code_words_scrolls_sideways(
    open_page: Callable[..., Page], shown: LiveServer, language: str, javascript: bool
) -> None:
    code = long_story(shown, language)
    page = open_page(viewport={"width": 320, "height": 568})
    come_in(page, shown.url, "wrong" * 40, language)
    assert width_of_picture(page) == 320
    come_in(page, shown.url, code, language)
    assert width_of_picture(page) == 320
    page.click("button[value=mine]")
    open_everything(page)
    assert width_of_picture(page) == 320


def test_the_keyboard_alone_takes_over(page: Page, shown: LiveServer) -> None:
    with same_place(shown) as app:
        page.goto(f"{shown.url}/en/take-over")
        tab_to(page, "[name=code_words]")
        page.keyboard.type(told(app))
        page.keyboard.press("Enter")
        reference = page.inner_text(".reference")
        tab_to(page, "button[value=mine]")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name=says]")
        tab_to(page, "[name=words]")
        page.keyboard.type("No!")
        tab_to(page, "#send")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Thank you')")

        assert the_intake(app, reference).words[-1].text == "No!"
