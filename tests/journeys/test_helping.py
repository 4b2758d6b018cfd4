"""An adult tells us for a child in a real browser: four pages from who they are to a receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.by_hand import press, tab_to, width_of_picture
from tests.journeys.telling import slug_of
from tests.servers.live import Consumer, LiveServer

WORDS = "She told me <3 & cried:\n  I want to see my brother.\nNobody says why she can't."
TYPED = {
    "words": WORDS,
    "name": "Sam Small",
    "details": "07700 900123",
    "hide": "Not Dave",
    "own_name": "Jo Grown",
    "own_organisation": "Office of J. Grown MP",
    "own_contact": "jo@office.example",
}
PICKED = {"words_of": "both", "safe": "not_sure", "age": "13-15", "knows": "yes", "agrees": "yes",
          "way": "text", "advocate": "yes"}  # fmt: skip


def tell_for_a_child(page: Page, address: str, language: str = "en") -> Iterator[str]:
    """Go through every page to the receipt, as an MP's office; stop at each with its name."""
    page.goto(f"{address}/{language}/")
    page.locator("main a[href$='/for-a-child']").click()
    yield "who you are"
    page.click("a[href$='/mp']")
    yield "form"
    for name, text in TYPED.items():
        page.fill(f"[name={name}]", text)
    for name, value in PICKED.items():
        page.check(f"input[name={name}][value='{value}']")
    page.click("button[value=check]")
    page.wait_for_load_state()
    yield "check"
    page.locator("button[value=send]").last.click()
    page.wait_for_url("**/sent")
    yield "sent"


@pytest.mark.javascript_on_and_off
def test_an_mp_tells_us_for_a_child_and_it_reaches_the_register(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    assert len(list(tell_for_a_child(page, live_server.url))) <= 4

    (event,) = consumer.drain()
    record = event["data"]
    # A browser sends a line break as CR LF, and carries it through the page that is checked.
    assert record["words"][0]["text"] == WORDS.replace("\n", "\r\n")
    assert (record["originator"], record["submitted_by"]) == ("M.P", "helper")
    assert (record["person"]["name"], record["submitter"]["name"]) == ("Sam Small", "Jo Grown")
    assert record["submitter"]["organisation"] == TYPED["own_organisation"]
    assert record["submitter"]["contact"] == TYPED["own_contact"]
    assert record["contact"]["details"] == TYPED["details"]
    assert record["contact"]["confirmed_by_child"] is False
    assert record["urgent"] is True
    assert record["reference"] in page.inner_text("main")


@pytest.mark.javascript_on_and_off
def test_the_receipt_survives_refresh_and_back_and_ends_with_leaving(
    page: Page, shown: LiveServer
) -> None:
    for _ in tell_for_a_child(page, shown.url):
        pass
    reference = page.inner_text(".reference")

    page.reload()
    assert page.inner_text(".reference") == reference
    page.goto(f"{shown.url}/en/")
    page.go_back()
    assert page.inner_text(".reference") == reference
    page.request.get(f"{shown.url}/en/leave", max_redirects=0)
    page.goto(f"{shown.url}/en/for-a-child/sent")
    assert slug_of(page) == "for-a-child"


def in_the_form(page: Page) -> tuple[dict[str, str], set[str]]:
    """What is typed and what is picked."""
    typed = {name: page.input_value(f"[name={name}]") for name in TYPED}
    return typed, {name for name in PICKED if page.locator(f"[name={name}]:checked").count()}


@pytest.mark.javascript_on_and_off
def test_back_from_the_check_and_a_refresh_lose_nothing_and_it_is_sent_once(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    steps = tell_for_a_child(page, live_server.url)
    while next(steps) != "check":
        pass

    page.go_back()
    assert in_the_form(page) == (TYPED, set(PICKED))
    page.reload()
    assert in_the_form(page) == (TYPED, set(PICKED))
    page.click("button[value=check]")
    page.wait_for_selector("dl.answers")
    page.reload()
    page.locator("button[value=change]").last.click()
    page.wait_for_selector("[name=words]")
    assert in_the_form(page) == (TYPED, set(PICKED))
    page.fill("[name=name]", "Sammy")
    page.click("button[value=check]")
    page.wait_for_selector("dl.answers")
    page.go_back()
    assert in_the_form(page) == ({**TYPED, "name": "Sammy"}, set(PICKED))
    page.click("button[value=check]")
    page.wait_for_selector("dl.answers")
    page.locator("button[value=send]").last.click()
    page.wait_for_url("**/sent")

    (event,) = consumer.drain()
    assert event["data"]["words"][0]["text"] == WORDS.replace("\n", "\r\n")
    assert event["data"]["person"]["name"] == "Sammy"
    page.goto(f"{live_server.url}/en/for-a-child/mp")
    assert in_the_form(page) == (dict.fromkeys(TYPED, ""), set())


@pytest.mark.javascript_on_and_off
def test_a_parent_is_not_asked_for_consent_and_one_who_chose_wrongly_loses_no_word(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    page.goto(f"{live_server.url}/en/for-a-child/school")
    page.fill("[name=words]", WORDS)
    page.fill("[name=own_name]", "Jo Grown")
    page.check("input[name=knows][value=no]")
    page.get_by_role("button", name="Change who you are").click()
    page.locator("button[formaction$='/parent']").click()
    page.wait_for_url("**/parent")

    assert page.locator("[name=knows]").count() == 0
    assert page.input_value("[name=words]") == WORDS
    page.click("button[value=check]")
    page.locator("button[value=send]").last.click()
    page.wait_for_url("**/sent")
    record = consumer.drain()[0]["data"]
    assert record["words"][0]["text"] == WORDS.replace("\n", "\r\n")
    assert record["originator"] == "Parent"
    assert record["submitter"]["child_knows"] is None


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
    for _ in tell_for_a_child(page, shown.url, language):
        accessible(page)
    page.goto(f"{shown.url}/{language}/for-a-child/parent")
    page.click("button[value=check]")
    assert page.locator(".error-summary").is_visible()
    accessible(page)
    page.locator("button[formaction$='/for-a-child']").click()
    accessible(page)
    page.goto(f"{shown.url}/{language}/for-a-child/parent")
    assert page.locator("button[value=empty]").is_visible()
    accessible(page)


@pytest.mark.javascript_on_and_off
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_scrolls_sideways_at_320_pixels(
    open_page: Callable[..., Page], shown: LiveServer, language: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 568})
    for name in tell_for_a_child(page, shown.url, language):
        assert width_of_picture(page) == 320, name
        if name == "check":
            page.go_back()
            assert page.locator("button[value=empty]").is_visible()
            assert width_of_picture(page) == 320, "written before"
            page.click("button[value=check]")
            page.wait_for_selector("dl.answers")


def test_the_keyboard_alone_is_enough(page: Page, shown: LiveServer) -> None:
    page.goto(f"{shown.url}/en/for-a-child")
    press(page, "a[href$='/mp']")
    tab_to(page, "[name=words]")
    page.keyboard.type("They took her phone")
    tab_to(page, "input[name=safe]")
    page.keyboard.press("Space")
    # Enter in a box presses the first button of the form, which is Continue.
    tab_to(page, "[name=own_name]")
    page.keyboard.type("Jo Grown")
    page.keyboard.press("Enter")
    page.wait_for_selector("dl.answers")
    press(page, "button[value=send]")

    assert slug_of(page) == "sent"
