"""No header and no address, however odd, breaks a page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.as_shown import on_one_line

ODD = [
    {"Host": "ex ample/<script>"},
    {"Host": ""},
    {"Accept-Language": "\xff;q=nonsense,,;;*,ar;q=2,en;q=-1"},
    {"Accept-Language": "a" * 8_000},
    {"Cookie": "heard=\xff; heard=; =; heard"},
    {"X-Forwarded-For": "nonsense, <script>"},
    {"Content-Length": "nonsense"},
    {"Content-Length": "-1"},
    {"Range": "bytes=9-1"},
    {"If-None-Match": '"'},
    {"If-Modified-Since": "yesterday"},
    {"Purpose": "\xff"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize(
    "path", ["/en/", "/", "/en/what-happened?change=%FF&needed=%00", "/nowhere"]
)
def test_no_header_breaks_a_page(app: Flask, path: str, odd: dict[str, str]) -> None:
    response = app.test_client().get(path, headers=odd)

    assert response.status_code in (200, 400, 404)
    assert "0800 1111" in on_one_line(response.text)


@pytest.mark.parametrize(
    "path",
    [
        "/%FF",
        "/en/%00",
        "/en/..%2f..%2fetc",
        "/en//what-happened",
        "/EN/",
        "/en-GB/",
        "/%0d%0aX:1",
        "/static/%00",
        "/" + "x" * 8_000,
    ],
)
def test_no_address_breaks_a_page(app: Flask, path: str) -> None:
    response = app.test_client().get(path)

    assert response.status_code in (308, 404)
    assert "X" not in response.headers
