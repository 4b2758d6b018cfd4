"""Leaving quickly, without JavaScript too: nothing is left behind, and nothing was sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Page

from tests.servers.live import Consumer, LiveServer


class Weather(BaseHTTPRequestHandler):
    """A page that says nothing of anyone."""

    def do_GET(self) -> None:
        """The weather, and what the browser told us of where it came from."""
        if self.path == "/weather":
            Weather.referrers.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Weather</title>Sunny")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    referrers: ClassVar[list[str | None]] = []


@pytest.fixture(scope="module")
def weather() -> Iterator[str]:
    """The address of a neutral site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/weather"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def server_settings(weather: str) -> dict[str, str]:
    """Where to leave to."""
    return {"PORTAL_LEAVE_TO": weather}


@pytest.mark.javascript_on_and_off
def test_leaving_quickly_leaves_nothing_behind(
    page: Page, live_server: LiveServer, consumer: Consumer, weather: str
) -> None:
    page.goto(f"{live_server.url}/en/what-happened")
    page.fill("[name=words]", "They took my phone")
    page.click("button[value=next]")
    page.click("a.leave")

    assert page.url == weather
    assert not Weather.referrers[-1]
    assert page.context.cookies(live_server.url) == []
    page.goto(f"{live_server.url}/en/what-happened")
    assert page.input_value("[name=words]") == ""
    page.goto(f"{live_server.url}/en/check")
    assert "They took my phone" not in page.inner_text("main")
    assert consumer.drain() == []


def test_back_after_leaving_shows_no_words(
    page: Page, live_server: LiveServer, weather: str
) -> None:
    page.goto(f"{live_server.url}/en/what-happened")
    page.fill("[name=words]", "They took my phone")
    page.click("button[value=next]")
    page.goto(f"{live_server.url}/en/what-happened")
    page.click("a.leave")
    page.go_back()

    assert "They took my phone" not in page.content()
    assert page.input_value("[name=words]") == ""
