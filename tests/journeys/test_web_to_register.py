"""From a child's words in a real browser to the record that the register is given."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.telling import WORDS, tell_everything
from tests.servers.live import Consumer, LiveServer


@pytest.mark.javascript_on_and_off
def test_a_whole_telling_reaches_the_register(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    visited = list(tell_everything(page, live_server.url))

    assert visited[-1] == "sent"
    (event,) = consumer.drain()
    record = event["data"]
    # A browser sends a line break as CR LF; that is what the child's words are.
    assert record["words"][0]["text"] == WORDS.replace("\n", "\r\n")
    assert record["person"]["name"] == "Sam"
    assert record["advocacy"]["services"] == [{"key": "upfront", "name": "Upfront"}]
    assert record["contact"]["details"] == "07700 900123"
    assert record["reference"] in page.inner_text("main")


@pytest.mark.javascript_on_and_off
def test_the_shortest_telling_in_arabic_reaches_the_register(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    page.goto(f"{live_server.url}/ar/")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click("button[value=something_wrong]")
    page.click("main a.button")
    page.fill("[name=words]", "أخذوا هاتفي ولا أحد يسمعني")
    page.click("button[value=send]")

    record = consumer.drain()[0]["data"]
    assert record["words"][0]["text"] == "أخذوا هاتفي ولا أحد يسمعني"
    assert record["language"] == "ar"


@pytest.mark.javascript_on_and_off
def test_the_receipt_survives_refresh_and_back(page: Page, live_server: LiveServer) -> None:
    for _ in tell_everything(page, live_server.url):
        pass
    words = page.inner_text(".code-words")

    page.reload()
    assert page.inner_text(".code-words") == words
    page.goto(f"{live_server.url}/en/")
    page.go_back()
    assert page.inner_text(".code-words") == words


@pytest.mark.javascript_on_and_off
def test_send_pressed_twice_at_once_makes_one_record(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    page.goto(f"{live_server.url}/en/what-happened")
    page.fill("[name=words]", "They took my phone")
    page.locator("button[value=send]").dblclick(no_wait_after=True)
    page.wait_for_url("**/sent")

    assert len(consumer.drain()) == 1


def test_a_child_asks_for_somebody_and_for_nothing_else(
    page: Page, live_server: LiveServer, consumer: Consumer
) -> None:
    page.goto(f"{live_server.url}/en/")
    page.click("button[value=advocate_only]")
    page.click("main a.button")
    page.check("input[value=call]")
    page.fill("[name=details]", "07700 900123")
    page.click("button[value=send]")

    record = consumer.drain()[0]["data"]
    assert record["kind"] == "advocate_only"
    assert record["words"] == []
    assert [s["key"] for s in record["advocacy"]["services"]] == ["upfront", "nch"]
