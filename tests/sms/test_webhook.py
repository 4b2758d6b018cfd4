import base64

import pytest

from tests.portal_client import an_app, records
from tests.servers.settings import AUTH_TOKEN, CHILDS_NUMBER, OUR_NUMBER
from tests.servers.texts import INCOMING, text_form
from tests.sms.line import Line, messages, signature, today
from tests.sms.senders import all_intakes, kept_texts, said, the_intake


def test_a_signed_text_is_answered_in_twiml(line):
    response = line.text("They took my phone")

    assert response.content_type == "text/xml; charset=utf-8"
    assert response.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hi.')
    (reply,) = messages(response)
    assert "Call 999, or Childline free on 0800 1111." in reply


def test_silence_is_an_empty_response(line):
    line.text("They took my phone")

    assert line.text("and my shoes").data == (b'<?xml version="1.0" encoding="UTF-8"?><Response />')


def test_a_whole_conversation_reaches_the_queue(line):
    for words in ("complaint They took my phone", "2", "1", "2", "Sam"):
        assert len(messages(line.text(words))) == 1

    (record,) = records(line.app)
    assert record["words"][0]["text"] == "complaint They took my phone"
    assert record["method_of_receipt"] == "Text message"
    assert record["advocacy"]["wanted"] == "no"
    assert record["person"] == {
        "name": "Sam",
        "age_band": None,
        "looked_after": "no",
        "feels_safe": None,
    }
    assert record["contact"]["texts_allowed"] == "about_it"


def test_a_text_in_base64_is_taken_as_what_it_says(line):
    words = "they took my phone and nobody here will tell me when I get it back"

    assert len(messages(line.text(base64.b64encode(words.encode()).decode()))) == 1

    assert said(the_intake(line.office)) == [words]


def test_a_text_that_twilio_brings_again_gets_the_same_bytes(line):
    form = text_form("They took my phone")
    first = line.post(form)

    again = [line.post(form).data for _ in range(3)]

    assert again == [first.data] * 3
    assert len(kept_texts(line.office)) == len(all_intakes(line.office)) == 1


@pytest.mark.parametrize("query", ["token=a%7Eb%2Fc&x=%C3%A9", "a=%20b+c", "q"])
def test_a_query_that_twilio_was_told_is_signed_as_it_is(line, query):
    assert line.post(text_form("They took my phone"), query=query).status_code == 200


SIGNED_OTHERWISE = {
    "not at all": "",
    "wrongly": "c2lnbmVkIHdyb25nbHkgYnV0IGxvbmc=",
    "with another token": signature(text_form("hello", sid="SM1"), token="b" * 32),
    "for another text": signature(text_form("hello again", sid="SM1")),
    "for another address": signature(text_form("hello", sid="SM1"), query="a=b"),
}


@pytest.mark.parametrize("signed", SIGNED_OTHERWISE.values(), ids=SIGNED_OTHERWISE)
def test_what_is_not_signed_is_refused_and_counted(line, signed):
    response = line.post(text_form("hello", sid="SM1"), signed=signed)

    assert response.status_code == 403
    assert b"hello" not in response.data
    assert line.refused() == 1
    assert kept_texts(line.office) == []


def test_a_request_without_the_header_is_refused(line):
    assert line.app.test_client().post(INCOMING, data=text_form("hello")).status_code == 403
    assert line.refused() == 1


@pytest.mark.parametrize("app", ["whatsapp", "rcs"])
def test_a_number_of_ours_may_have_the_scheme_of_an_app(line, app):
    answer = line.text("hello", From=f"{app}:{CHILDS_NUMBER}", To=f"{app}:{OUR_NUMBER}")

    assert answer.status_code == 200
    assert len(kept_texts(line.office)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"AccountSid": "AC" + "00" * 16},
        {"AccountSid": ""},
        {"To": "+447700900998"},
        {"To": "whatsapp:+447700900998"},
        {"To": "rcs:+447700900998"},
        {"To": ""},
    ],
    ids=str,
)
def test_what_is_signed_but_not_for_us_is_refused_and_counted(line, other):
    assert line.text("hello", **other).status_code == 403
    assert line.refused() == 1
    assert kept_texts(line.office) == []


def test_refusals_are_counted_by_the_day(line):
    for _ in range(3):
        line.post({}, signed="")

    assert line.refused() == 3
    assert today() is not None


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_only_post_brings_a_text(line, method):
    response = line.app.test_client().open(
        INCOMING, method=method, query_string=text_form("hello there")
    )

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert b"hello there" not in response.data
    assert kept_texts(line.office) == []


def test_a_slash_at_the_end_is_no_redirect_which_would_lose_the_text(line):
    assert line.app.test_client().post(INCOMING + "/").status_code == 403


def test_any_of_our_tokens_and_addresses_will_do(migrated_database_url):
    line = Line(
        an_app(
            migrated_database_url,
            TWILIO_AUTH_TOKENS=f"{'n' * 32},{AUTH_TOKEN}",
            PORTAL_PUBLIC_BASE_URL="https://new.heard.example,http://127.0.0.1:8000",
        )
    )

    assert line.text("hello").status_code == 200
    assert line.text("hello again").status_code == 200
    line.office.database.close()


def test_without_an_account_there_is_no_text_line(databases):
    nothing = dict.fromkeys(("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKENS", "TWILIO_NUMBERS"), "")
    app = an_app(databases.empty("sqlite"), **nothing)

    assert app.test_client().post(INCOMING, data=text_form("hello")).status_code == 404


def test_a_session_is_neither_read_nor_made(line):
    assert "Set-Cookie" not in line.text("hello").headers
