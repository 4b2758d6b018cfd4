"""The webhook behind the server that a council runs, which hands requests on in its own way."""

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.servers.texts import INCOMING, signature, text_form

PUBLIC = "https://heard.example/portal"


@pytest.fixture
def server_settings():
    return {"PORTAL_PUBLIC_BASE_URL": PUBLIC}


def bring(server, form, *, query="", method="POST"):
    """Bring a form as Twilio does, byte for byte; http.client leaves escapes as they are."""
    target = f"{INCOMING}?{query}" if query else INCOMING
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "X-Twilio-Signature": signature(PUBLIC + target, form),
        "I-Twilio-Idempotency-Token": "b2b1f7c4-3a53-4f4e-9d6c-1f1a1f7a5b1e",
    }
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=15)
    connection.request(method, target, urlencode(form), headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize("query", ["", "token=a%7Eb%2Fc&x=%C3%A9", "a=%20b+c&d"])
def test_what_twilio_signed_for_the_public_address_is_taken(live_server, query):
    form = text_form("They took my phone")

    status, body = bring(live_server, form, query=query)

    assert status == 200
    assert b"<Message>Hi. We got your message." in body
    assert bring(live_server, form, query=query) == (status, body)
    assert bring(live_server, {**form, "Body": ""}, query=query, method="PUT")[0] == 405


def test_the_longest_text_in_the_dearest_letters_is_taken(live_server):
    status, body = bring(live_server, text_form("😢" * 1600))

    assert status == 200
    assert b"<Message>" in body
