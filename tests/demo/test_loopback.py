"""The demo answers nobody but this computer."""

from __future__ import annotations

import pytest
from flask import Flask

PAGES = ["/demo", "/phone", "/demo/register", "/healthz", "/static/demo.css"]


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "[::1]:5000", "localhost"])
def test_this_computer_is_answered(demo_app: Flask, host: str) -> None:
    assert demo_app.test_client().get("/demo", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.2", "2001:db8::1", ""])
def test_another_computer_is_not(demo_app: Flask, page: str, address: str) -> None:
    client = demo_app.test_client()

    answer = client.get(page, environ_overrides={"REMOTE_ADDR": address})

    assert answer.status_code == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("host", ["heard.example", "127.0.0.1.heard.example:5000", "0.0.0.0:5000"])
def test_a_name_from_elsewhere_that_leads_here_is_not(
    demo_app: Flask, page: str, host: str
) -> None:
    assert demo_app.test_client().get(page, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("header", ["Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"])
def test_what_a_proxy_on_this_computer_passes_on_is_not(demo_app: Flask, header: str) -> None:
    answer = demo_app.test_client().get("/demo", headers={header: "127.0.0.1"})

    assert answer.status_code == 403


def test_what_a_proxy_says_of_the_caller_changes_nothing(demo_app: Flask) -> None:
    answer = demo_app.test_client().get(
        "/demo",
        headers={"X-Forwarded-For": "127.0.0.1"},
        environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
    )

    assert answer.status_code == 403
