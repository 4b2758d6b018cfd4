"""The live server and its consumer are the real processes, and can be killed and come back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Page

from tests.servers.live import Consumer, LiveServer
from tests.servers.texts import Reply


def _workers(server: LiveServer) -> set[str]:
    return set(re.findall(r"Spawning worker-\d with PID: (\d+)", server.output))


def test_the_server_comes_back_at_the_same_address_after_a_kill(live_server: LiveServer) -> None:
    before = _workers(live_server)

    live_server.restart()

    assert requests.get(f"{live_server.url}/healthz", timeout=10).ok
    assert len(_workers(live_server)) == 2 * len(before) == 4


@pytest.mark.javascript_on_and_off
def test_a_browser_opens_the_first_page(shared_server: LiveServer, page: Page) -> None:
    answer = page.goto(shared_server.url)

    assert answer is not None
    assert answer.ok


def test_a_text_is_answered_when_it_is_signed_with_our_token(text: Callable[..., Reply]) -> None:
    reply = text("They took my phone")

    assert reply.status == 200
    assert reply.messages


def test_a_consumer_with_nothing_due_delivers_nothing(consumer: Consumer) -> None:
    assert consumer.drain() == []


def test_a_consumer_runs_until_it_is_stopped(consumer: Consumer) -> None:
    consumer.start()

    consumer.stop()

    assert not consumer.is_running
