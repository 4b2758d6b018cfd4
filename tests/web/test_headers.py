"""Every answer bears one exact set of headers: pages, files, leaving; errors as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.db import schema
from tests.portal_client import an_app, office_of
from tests.servers.databases import Databases
from tests.web.every_route import DESKS, addresses

EVERYWHERE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
}
PAGE = {**EVERYWHERE, "Cache-Control": "no-store"}
FILE = {**EVERYWHERE, "Cache-Control": "public, max-age=31536000, immutable"}
LEAVING = {**PAGE, "Clear-Site-Data": '"cache", "cookies", "storage"'}
RECORDING = {
    **PAGE,
    "Content-Security-Policy": f"{EVERYWHERE['Content-Security-Policy']}; media-src blob:",
    "Permissions-Policy": EVERYWHERE["Permissions-Policy"].replace(
        "microphone=()", "microphone=(self)"
    ),
}
DESK = {
    **PAGE,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "connect-src 'self'",
}
HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
# What an answer says of itself, and of nobody's safety.
OF_THE_ANSWER = {
    *("Content-Type", "Content-Length", "Content-Encoding", "Vary", "Location", "Allow"),
    *("Set-Cookie", "Refresh"),
}


def headers(response: TestResponse) -> dict[str, str]:
    assert len({name for name, _ in response.headers}) == len(response.headers)
    return {name: value for name, value in response.headers if name not in OF_THE_ANSWER}


@pytest.fixture
def on_https(databases: Databases) -> Iterator[Flask]:
    app = an_app(databases.migrated("sqlite"), PORTAL_PUBLIC_BASE_URL="https://heard.example")
    yield app
    office_of(app).database.close()


@pytest.fixture
def demo_app(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path))
    app = create_app()
    schema.upgrade(office_of(app).database)
    yield app
    office_of(app).database.close()


def wanted(endpoint: str) -> dict[str, str]:
    other = DESK if endpoint.startswith(DESKS) else PAGE
    recording = dict.fromkeys(("child.files", "child.give_files"), RECORDING)
    return {"static": FILE, "child.leave": LEAVING, **recording}.get(endpoint, other)


def assert_every_route_bears_them(app: Flask, more: dict[str, str]) -> None:
    every = addresses(app, "en", "ar")
    assert len(every) > 50
    for address in every:
        if address.endpoint == "phone.send":
            continue  # texts the webhook of a server, which does not run here
        response = app.test_client().open(address.path, method=address.method)
        assert response.status_code < 500, address
        assert headers(response) == wanted(address.endpoint) | more, address


def test_every_route_bears_exactly_the_headers_of_its_class(app: Flask) -> None:
    assert_every_route_bears_them(app, {})


def test_with_https_every_route_also_says_to_stay_with_it(on_https: Flask) -> None:
    assert_every_route_bears_them(on_https, HTTPS)


def test_every_route_of_the_demo_bears_them_too(demo_app: Flask) -> None:
    assert_every_route_bears_them(demo_app, {})


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_who_only_asks_gets_the_same_but_leaves_nothing(app: Flask, method: str) -> None:
    for address in addresses(app):
        response = app.test_client().open(address.path, method=method)
        if address.method == "GET" and method == "HEAD":
            assert headers(response) == wanted(address.endpoint)
        elif address.endpoint != "static":
            # What no route takes is nobody's page.
            is_desk = address.endpoint.startswith(DESKS) and response.status_code != 405
            is_heard = address.endpoint == "child.give_files" and method == "HEAD"
            other = RECORDING if is_heard else PAGE
            assert headers(response) == (DESK if is_desk else other), address


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/en/nowhere", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../portal/app.py", 404),
        ("PUT", "/en/", 405),
        ("POST", "/static/heard.css", 405),
        ("POST", "/en/leave", 405),
        ("GET", "/sms/incoming", 405),
        ("POST", "/en/what-happened", 400),
        ("POST", "/sms/incoming", 403),
        ("GET", "/en//check", 404),
        ("GET", "/en/sent", 302),
    ],
)
def test_refusals_and_redirects_bear_those_of_a_page(
    app: Flask, method: str, path: str, status: int
) -> None:
    response = app.test_client().open(path, method=method)

    assert response.status_code == status
    assert headers(response) == PAGE


def test_too_large_a_form_is_refused_with_those_of_a_page(app: Flask) -> None:
    response = app.test_client().post("/en/what-happened", data={"words": "x" * 2_000_001})

    assert response.status_code == 413
    assert headers(response) == PAGE


@pytest.mark.parametrize("path", ["/en/what-happened", "/en/check", "/readyz"])
def test_a_database_that_is_gone_is_told_with_those_of_a_page(
    databases: Databases, path: str
) -> None:
    app = an_app(databases.empty("sqlite"))

    response = app.test_client().get(path)

    assert response.status_code == 503
    assert headers(response) == PAGE
    office_of(app).database.close()


def test_a_fault_of_our_own_bears_those_of_a_page(databases: Databases) -> None:
    app = an_app(databases.empty("sqlite"))

    @app.get("/en/fault")
    def fault() -> str:
        raise ZeroDivisionError

    response = app.test_client().get("/en/fault")

    assert response.status_code == 500
    assert headers(response) == PAGE
    office_of(app).database.close()


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
def test_a_browser_that_looks_ahead_is_not_told_to_forget(app: Flask, purpose: str) -> None:
    response = app.test_client().get("/en/leave", headers={"Sec-Purpose": purpose})

    assert response.status_code == 204
    assert headers(response) == PAGE


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(
    app: Flask, on_https: Flask
) -> None:
    cookies = [a.test_client().get("/en/").headers["Set-Cookie"] for a in (app, on_https)]

    attributes = [set(cookie.split("; ")[1:]) for cookie in cookies]
    assert attributes == [
        {"HttpOnly", "Path=/", "SameSite=Lax"},
        {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"},
    ]


def test_a_machine_gets_no_cookie(app: Flask) -> None:
    for path in ("/healthz", "/readyz", "/static/heard.css", "/nowhere"):
        assert "Set-Cookie" not in app.test_client().get(path).headers
