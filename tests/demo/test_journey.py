"""Somebody tries Heard out: texts from a simulated phone, and finds the words in the register."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page

from tests.demo.running import RunningDemo
from tests.servers.processes import wait_until

PAGES = ["/demo", "/demo/register", "/demo/register?watch=1"]


@pytest.fixture
def phone(page: Page, demo: RunningDemo) -> Callable[[str], Page]:
    """`phone("jo")` opens a phone with nothing on its screen."""

    def opened(name: str) -> Page:
        page.goto(f"{demo.url}/phone/{name}")
        page.get_by_role("button", name=re.compile("^Clear")).first.click()
        return page

    return opened


def _send(page: Page, words: str, button: str = "Send") -> None:
    phone = _first(page)
    phone.get_by_label("Write a text").fill(words)
    if button != "Send":
        phone.get_by_text("A photo, or another way").click()
    phone.get_by_role("button", name=button, exact=True).click()


def _first(page: Page) -> Locator:
    """The phone on the left."""
    return page.locator(".phone").first


def _bubbles(page: Page, whose: str) -> Locator:
    return _first(page).locator(f".from-{whose} .typed")


def _with_words(demo: RunningDemo, words: str) -> list[dict[str, Any]]:
    """The records in the register's folder that hold these words."""
    files = (demo.folder / "register").glob("*.json")
    records = [json.loads(file.read_bytes())["data"] for file in files]
    return [r for r in records if any(said["text"] == words for said in r["words"])]


def _arrived(demo: RunningDemo, words: str) -> dict[str, Any]:
    """The record with these words, as soon as the consumer has brought it."""
    wait_until(lambda: bool(_with_words(demo, words)), "the record arrives")
    return _with_words(demo, words)[0]


@pytest.mark.javascript_on_and_off
def test_from_a_text_to_the_record(page: Page, demo: RunningDemo, javascript: bool) -> None:
    words = f"  They took my phone <3 & my key\nand it is {javascript} \U0001f622"
    page.goto(f"{demo.url}/demo")
    page.get_by_role("link", name=re.compile("A phone to text from")).click()
    owner = "Sam" if javascript else "Jo"
    _first(page).get_by_role("link", name=owner, exact=True).click()
    _first(page).get_by_role("button", name=f"Clear {owner}'s phone").click()

    _send(page, words)

    assert "We got your message" in _bubbles(page, "heard").last.inner_text()
    assert re.fullmatch(
        r"1 text, UCS-2, \d+ of 70", _first(page).locator(".from-child .detail").inner_text()
    )
    assert re.search(r"GSM-7.* \d+ ms", _first(page).locator(".from-heard .detail").inner_text())

    _arrived(demo, words)
    page.get_by_role("link", name="See what the register received").click()
    assert page.locator(".said").first.inner_text() == words
    assert "Text message" in page.locator(".facts").first.inner_text()


def test_an_answer_is_noted_in_the_same_record(
    phone: Callable[[str], Page], demo: RunningDemo
) -> None:
    page = phone("sam")
    _send(page, "nobody asks me anything about my room")
    _send(page, "1")
    _send(page, "it is cold in there")

    record = _arrived(demo, "it is cold in there")

    assert _bubbles(page, "child").count() == 3
    assert "nobody asks me anything about my room" in str(record["words"])


def test_the_words_that_are_offered_are_sent_by_one_press(
    phone: Callable[[str], Page], demo: RunningDemo
) -> None:
    page = phone("amal")
    offered = _first(page).locator("button[name=say]")
    words = offered.inner_text()

    offered.click()

    assert _bubbles(page, "child").inner_text() == words
    assert "We got your message" not in _bubbles(page, "heard").inner_text()
    assert _arrived(demo, words)["language"] == "ar"


def test_a_text_that_is_delivered_twice_is_kept_once(
    phone: Callable[[str], Page], demo: RunningDemo
) -> None:
    page = phone("jo")
    words = "please only once"

    _send(page, words, "Send it twice")

    assert "same byte for byte" in _bubbles(page, "note").last.inner_text()
    assert [said["text"] for said in _arrived(demo, words)["words"]].count(words) == 1


def test_a_forged_text_is_refused_and_never_arrives(
    phone: Callable[[str], Page], demo: RunningDemo
) -> None:
    page = phone("jo")

    _send(page, "I am not Twilio", "Send it forged")
    _send(page, "after the forged one")

    assert "Refused with 403" in _bubbles(page, "note").first.inner_text()
    assert "I am not Twilio" not in str(_arrived(demo, "after the forged one"))
    assert _with_words(demo, "I am not Twilio") == []


def test_whatsapp_goes_the_same_way(phone: Callable[[str], Page], demo: RunningDemo) -> None:
    page = phone("jo")

    _send(page, "from another app", "Send by WhatsApp")

    assert "We got your message" in _bubbles(page, "heard").inner_text()
    contact = _arrived(demo, "from another app")["contact"]
    assert contact["texting_address"].startswith("whatsapp:+447700900")


def test_the_first_look_at_the_register_finds_invented_tellings(
    page: Page, demo: RunningDemo
) -> None:
    wait_until(lambda: len(list((demo.folder / "register").glob("*"))) >= 5, "they were delivered")

    page.goto(f"{demo.url}/demo/register")

    said = page.locator(".said").all_inner_texts()
    assert any("social workers" in words for words in said)
    assert any("أريد أن أتصل بأمي" in words for words in said)
    assert {"Web form", "Text message"} <= set(page.locator(".facts dd").all_inner_texts())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_demo_is_accessible_and_fits_a_small_phone(
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    demo: RunningDemo,
    path: str,
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})

    page.goto(demo.url + path)

    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_register_looks_again_by_itself_only_when_asked(demo: RunningDemo) -> None:
    page = f"{demo.url}/demo/register"

    assert "Refresh" not in requests.get(page, timeout=5).headers
    assert requests.get(page, params={"watch": "1"}, timeout=5).headers["Refresh"] == "5"


@pytest.mark.parametrize(
    "path", ["/phone/sam", "/phone/sam/clear", "/phone/try/twice", "/phone/opt-out"]
)
def test_another_site_cannot_press_a_button_of_the_phone(demo: RunningDemo, path: str) -> None:
    answer = requests.post(demo.url + path, data={"text": "Not from here"}, timeout=5)

    assert answer.status_code == 400


def test_there_is_no_phone_of_another_name(demo: RunningDemo) -> None:
    assert requests.get(f"{demo.url}/phone/secrets", timeout=5).status_code == 404


def test_the_phones_and_the_register_lie_in_the_demos_folder(demo: RunningDemo) -> None:
    names = {path.name for path in demo.folder.iterdir()}

    assert {"secrets.json", "heard.db", "register", "server.log", "consumer.log"} <= names
