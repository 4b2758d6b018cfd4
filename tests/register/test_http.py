"""HTTP as the way out, against a real server on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from portal.register.http import HttpRegister, UnsafeAddressError
from portal.register.outcomes import Delivered, Refused, Unreachable
from tests.register.stand_in import StandIn
from tests.register.telling import NOW, WORDS, an_entry, texts
from tests.servers.processes import free_port


@pytest.fixture
def way_out(register: StandIn) -> Iterator[HttpRegister]:
    way_out = HttpRegister(register.url, "a-token", clock=lambda: NOW)
    yield way_out
    way_out.close()


def test_a_record_is_posted_as_one_cloudevent(register: StandIn, way_out: HttpRegister) -> None:
    outcome = way_out.deliver(an_entry())

    assert outcome == Delivered("HTTP 201")
    [request] = register.requests
    assert request["headers"]["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    assert request["headers"]["Idempotency-Key"] == "e-1"
    assert request["headers"]["Authorization"] == "Bearer a-token"
    assert request["body"] == an_entry().to_json()
    assert texts(json.loads(request["body"])["data"]) == [WORDS]


def test_no_token_is_sent_where_none_is_set(register: StandIn) -> None:
    way_out = HttpRegister(register.url)
    way_out.deliver(an_entry())
    way_out.close()

    assert "Authorization" not in register.requests[0]["headers"]


def test_no_password_that_lies_on_the_machine_is_sent(
    register: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    way_out = HttpRegister(register.url, "a-token")
    way_out.deliver(an_entry())
    way_out.close()

    assert register.requests[0]["headers"]["Authorization"] == "Bearer a-token"


def test_where_the_register_put_it_is_the_receipt(register: StandIn, way_out: HttpRegister) -> None:
    register.answers = [(201, {"Location": "/complaints/4711"})]

    assert way_out.deliver(an_entry()) == Delivered("/complaints/4711")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_is_one(register: StandIn, way_out: HttpRegister, status: int) -> None:
    register.answers = [(status, {})]

    assert way_out.deliver(an_entry()) == Delivered(f"HTTP {status}")


@pytest.mark.parametrize("status", [400, 409, 410, 413, 422])
def test_an_answer_that_speaks_of_the_record_refuses_it(
    register: StandIn, way_out: HttpRegister, status: int
) -> None:
    register.answers = [(status, {})]

    assert way_out.deliver(an_entry()) == Refused(f"HTTP {status}")


@pytest.mark.parametrize(
    "status", [301, 302, 307, 401, 403, 404, 405, 408, 415, 429, 500, 502, 503, 504]
)
def test_any_other_answer_speaks_of_the_register(
    register: StandIn, way_out: HttpRegister, status: int
) -> None:
    register.answers = [(status, {"Location": "/elsewhere"})]

    assert way_out.deliver(an_entry()) == Unreachable(f"HTTP {status}")
    assert len(register.requests) == 1


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta(0)),
        ("Mon, 23 Nov 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 23 Nov 2026 11:00:00 GMT", -timedelta(hours=1)),
        ("9" * 40, timedelta(seconds=10**9)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_the_wait_that_it_asks_for_is_read(
    register: StandIn, way_out: HttpRegister, header: str, wait: timedelta | None
) -> None:
    register.answers = [(429, {"Retry-After": header})]

    assert way_out.deliver(an_entry()) == Unreachable("HTTP 429", wait)


def test_nobody_listening_is_a_register_that_is_away() -> None:
    way_out = HttpRegister(f"http://127.0.0.1:{free_port()}/records?key=secret")

    assert way_out.deliver(an_entry()) == Unreachable("no answer (ConnectionError)")
    way_out.close()


def test_it_is_known_by_its_address_without_the_query() -> None:
    assert (
        HttpRegister("https://register.example:8443/in/records?key=secret").name
        == "https://register.example:8443/in/records"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://register.example/records",
        "http://10.0.0.1/records",
        "https:///records",
        "ftp://register.example/",
        "https://me:mine@register.example/",
    ],
)
def test_words_never_leave_the_machine_in_clear(address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        HttpRegister(address)


def test_only_who_hands_over_by_http_loads_what_that_needs() -> None:
    code = (
        "import sys; from portal.register import destinations, consumer;"
        " print('requests' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "False\n"
