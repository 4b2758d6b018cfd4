"""Whatever is posted, whatever it is sent as: a clear answer, and never a fault of our own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from portal.domain.intake import verbatim
from tests.any_intake import texts
from tests.portal_client import Child, records
from tests.web.as_shown import on_one_line
from tests.web.every_route import addresses

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=b"
FIELDS = (
    *("kind", "words", "safe", "better", "name", "age", "home", "advocate", "hide"),
    *("way", "details", "times", "others", "go", "website"),
)


def part(name: str, value: str, more: str = "") -> str:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


# What is posted, as what. Each is tried alone, and behind a form's own valid tokens.
BODIES: dict[str, tuple[str, bytes]] = {
    "nothing": ("", b""),
    "an empty form": (FORM, b""),
    "NUL": (FORM, b"words=they%00took&name=%00&go=send"),
    "raw NUL": (FORM, b"words=they\0took&na\0me=\0&go=send"),
    "escapes that are no UTF-8": (FORM, b"words=%FF%FE%ED%A0%80took&name=%C3&go=send"),
    "bytes that are no UTF-8": (FORM, b"words=\xff\xfe\xed\xa0\x80took&\xff=\xff&go=send"),
    "escapes that end too soon": (FORM, b"words=took%&name=%4&go=%ZZ"),
    "the same field often": (FORM, b"words=took&words=my&words=phone&go=send&go=next"),
    "fields that nobody asked for": (FORM, b"id=1&record_type=Merit&flags=&=x&&&==&words=took"),
    "answers that nobody offered": (FORM, b"kind=x&safe=x&age=x&home=x&advocate=x&way=x&go=x"),
    "a body in no form": ("text/plain", b"They took my phone"),
    "JSON": ("application/json", b'{"words": "They took my phone", "go": "send"}'),
    "JSON of other kinds": ("application/json", b'{"words": 5, "kind": ["x"], "way": {"a": 1}}'),
    "a JSON list": ("application/json", b"[1, 2]"),
    "broken JSON": ("application/json", b'{"words": '),
    "XML": (
        "text/xml",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///'>]><x>&y;</x>",
    ),
    "another alphabet": (f"{FORM}; charset=utf-7", b"words=+ADw-script+AD4-"),
    "no such type": ("\xff/;;=", b"words=took"),
    "parts": (BOUNDARY, f"{part('words', 'took')}--b--\r\n".encode()),
    "parts that never end": (BOUNDARY, part("words", "took").encode()[:-2]),
    "parts without a boundary": ("multipart/form-data", part("words", "took").encode()),
    "parts with another boundary": (f"{BOUNDARY}oundary", part("words", "took").encode()),
    "a file": (BOUNDARY, f"{part('words', 'took', '; filename=a.exe')}--b--\r\n".encode()),
    "a part in another alphabet": (
        BOUNDARY,
        f"{part('words', 'took', chr(13) + chr(10) + 'Content-Type: text/plain; charset=x')}"
        "--b--\r\n".encode(),
    ),
    "very many parts": (BOUNDARY, part("words", "took").encode() * 1_001 + b"--b--\r\n"),
    "very many fields": (FORM, b"words=took&" * 20_000),
    "200 kB": (FORM, b"words=" + b"help+me+" * 25_000),
    "too much": (FORM, b"words=" + b"x" * 2_000_001),
}
POSTS = [f"/en/{path}" for path in ("", "check", "ask-for-someone", "what-happened", "your-age",
         "how-to-reach-you", "when-it-is-safe")]  # fmt: skip


def post(child: Child, path: str, kind: str, body: bytes) -> TestResponse:
    return child.client.post(path, data=body, content_type=kind)


def assert_answered(response: TestResponse) -> None:
    assert response.status_code in (200, 303, 400, 413), response.status_code
    if response.status_code >= 400:
        assert "0800 1111" in on_one_line(response.text)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("body", BODIES)
def test_no_body_breaks_a_page(visitor: Callable[..., Child], app: Flask, body: str) -> None:
    kind, content = BODIES[body]
    for address in addresses(app, "en", "ar"):
        is_public = address.endpoint.startswith(("child.", "helping."))
        if address.method == "POST" and is_public:
            assert_answered(post(visitor(), address.path, kind, content))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("path", POSTS)
def test_no_body_breaks_a_page_behind_its_own_tokens(
    visitor: Callable[..., Child], body: str, path: str
) -> None:
    kind, content = BODIES[body]
    child = visitor()
    child.open(path.removeprefix("/en/"))
    if kind.startswith(FORM):
        content += b"&" + urlencode(child.hidden).encode()
    if kind == BOUNDARY:
        content = "".join(part(n, v) for n, v in child.hidden.items()).encode() + content

    assert_answered(post(child, path, kind, content))


def test_what_can_be_read_of_words_that_are_no_utf8_is_kept(
    visitor: Callable[..., Child], app: Flask
) -> None:
    # Werkzeug leaves an escape that is no letter as it is.
    for words, as_read in (
        (b"he+%FFhit%C3+me\0", "he %FFhit%C3 me"),
        (b"he \xffhit\xc3 me\0", "he \ufffdhit\ufffd me"),
    ):
        child = visitor()
        child.open("what-happened")
        body = b"words=" + words + b"&go=send&" + urlencode(child.hidden).encode()
        response = post(child, "/en/what-happened", FORM, body)
        assert response.location == "/en/sent"

        [said] = records(app)[-1]["words"]
        assert said["text"] == as_read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    path=st.sampled_from(POSTS),
    fields=st.dictionaries(
        st.sampled_from(FIELDS), st.text() | texts | st.sampled_from(["yes", "send"])
    ),
)
def test_no_answers_at_all_break_a_page(
    visitor: Callable[..., Child], path: str, fields: dict[str, str]
) -> None:
    child = visitor()
    child.open(path.removeprefix("/en/"))

    response = child.client.post(path, data={**fields, **child.hidden})

    assert_answered(response)
    words = verbatim(fields.get("words", ""))
    if response.status_code == 400 and path.endswith("what-happened") and words.strip():
        child.show(response)
        assert child.typed == words.replace("\r\n", "\n").replace("\r", "\n")


@given(body=st.binary(max_size=300), kind=st.sampled_from([FORM, BOUNDARY, "text/plain", ""]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_bytes_at_all_break_a_page(
    visitor: Callable[..., Child], body: bytes, kind: str
) -> None:
    for path in POSTS[:4]:
        assert_answered(post(visitor(), path, kind, body))
