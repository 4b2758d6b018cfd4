from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from sms.signature import Signatures, raw_target

BASE = "https://heard.example"
PATH = "/sms/incoming"
TOKEN = "a-token-of-ours"
FORM = MultiDict({"Body": "They took my phone", "From": "+447700900123", "NumMedia": "0"})


def signed(address, form=FORM, token=TOKEN):
    """What Twilio puts in the header, for the address that it was told."""
    return RequestValidator(token).compute_signature(address, form)


def asked(query="", path=PATH, **more):
    """A request as a server hands it on that gives no raw path, as ours does."""
    return {"SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, **more}


def holds(environ, signature, *, bases=(BASE,), tokens=(TOKEN,), form=FORM):
    return Signatures(bases, tokens).holds(environ, form, signature)


def test_what_twilio_signed_for_our_address_holds():
    assert holds(asked(), signed(BASE + PATH))


@pytest.mark.parametrize("signature", [None, "", "wrong", "é" * 28, signed(BASE + PATH)[:-1]])
def test_a_missing_or_wrong_signature_does_not_hold(signature):
    assert not holds(asked(), signature)


@pytest.mark.parametrize(
    "form",
    [
        MultiDict(),
        MultiDict({**FORM, "Body": "They took my shoes"}),
        MultiDict({**FORM, "To": "+447700900999"}),
        MultiDict([*FORM.items(), ("Body", "another")]),
    ],
    ids=["empty", "changed", "more fields", "a second value"],
)
def test_a_form_that_was_changed_does_not_hold(form):
    assert not holds(asked(), signed(BASE + PATH), form=form)


@pytest.mark.parametrize(
    "query",
    ["token=a%7Eb", "a=%2F%3f&b=%C3%A9", "a=1&b=", "x=%20+%2B", "é=1", "[", "a=b?c=d", "q=%zz"],
)
def test_a_query_is_signed_with_its_escapes_as_they_came(query):
    signature = signed(f"{BASE}{PATH}?{query}")

    assert holds(asked(query), signature)
    assert holds(asked(RAW_URI=f"{PATH}?{query}"), signature)
    assert holds(asked(REQUEST_URI=f"{PATH}?{query}"), signature)
    assert holds(asked(RAW_URI=f"http://10.0.0.7:8000{PATH}?{query}"), signature)


def test_a_query_that_twilio_was_not_told_does_not_hold():
    assert not holds(asked("a=1"), signed(BASE + PATH))
    assert not holds(asked(), signed(f"{BASE}{PATH}?a=1"))


def test_the_host_and_the_scheme_of_a_request_count_for_nothing():
    proxied = asked(**{"wsgi.url_scheme": "http", "HTTP_HOST": "10.0.0.7:8000"})

    assert holds(proxied, signed(BASE + PATH))
    assert not holds(proxied, signed(f"http://10.0.0.7:8000{PATH}"))


def test_any_of_our_addresses_may_have_been_told():
    bases = (BASE, "https://new.heard.example")

    for base in bases:
        assert holds(asked(), signed(base + PATH), bases=bases)
    assert not holds(asked(), signed("https://other.example" + PATH), bases=bases)


@pytest.mark.parametrize("told", ["https://heard.example:443", "https://heard.example"])
@pytest.mark.parametrize("base", ["https://heard.example:443", "https://heard.example"])
def test_the_usual_port_may_be_named_or_not(base, told):
    assert holds(asked(), signed(told + PATH), bases=(base,))


def test_a_token_that_is_being_replaced_still_holds():
    tokens = ("the-new-token", "the-old-token")

    for token in tokens:
        assert holds(asked(), signed(BASE + PATH, token=token), tokens=tokens)
    assert not holds(asked(), signed(BASE + PATH, token="neither"), tokens=tokens)


@pytest.mark.parametrize(
    "environ",
    [
        asked(),
        asked(SCRIPT_NAME="/portal"),
        asked(RAW_URI=PATH),
        asked(RAW_URI=f"/portal{PATH}"),
    ],
    ids=["taken off", "mounted", "raw, taken off", "raw, handed on"],
)
def test_a_service_below_a_path_has_that_path_once(environ):
    assert holds(environ, signed(f"{BASE}/portal{PATH}"), bases=(f"{BASE}/portal",))


def test_a_path_that_no_server_left_raw_is_escaped_again():
    environ = asked(path="/sms/Tŷ ~".encode().decode("latin-1"))

    assert raw_target(environ) == "/sms/" + quote("Tŷ ~")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
forms = st.dictionaries(texts, st.lists(texts, min_size=1, max_size=3), max_size=8)
queries = st.text("abc019=&%+/?.~-_", max_size=30)


@given(forms.map(MultiDict), queries)
def test_whatever_twilio_sends_its_signature_holds(form, query):
    address = f"{BASE}{PATH}?{query}" if query else BASE + PATH

    assert holds(asked(query), signed(address, form), form=form)


@given(st.text(max_size=40), st.text("/?#[]:@%\x00\xffabc", max_size=20), st.text(max_size=20))
def test_no_request_can_make_it_fail(signature, raw, query):
    assert not holds(asked(query, RAW_URI=raw), signature)
