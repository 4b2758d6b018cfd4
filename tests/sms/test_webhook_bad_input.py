import json
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from tests.portal_client import an_app
from tests.servers.texts import text_form
from tests.sms.line import Line, messages, signature
from tests.sms.senders import all_intakes, kept_texts, said, the_intake

FOLDED = "multipart/form-data; boundary=xx"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("x" * 1600, "x" * 1600),
        ("a\x00b", "ab"),
        ("\x0bbell\x07", "bell"),
        ("\ufffd\ufffe", "\ufffd\ufffe"),
        ("x" * 200_000, "x" * 200_000),
        ("\u202eevil\u202c زن‌ها", "\u202eevil\u202c زن‌ها"),
        ("' OR 1=1; --", "' OR 1=1; --"),
        ("%00%zz", "%00%zz"),
    ],
    ids=["1600", "NUL", "controls", "no character", "200 kB", "directions", "quotes", "percents"],
)
def test_odd_words_are_taken_as_they_are(line, body, kept):
    assert len(messages(line.text(body))) == 1
    assert said(the_intake(line.office)) == [kept]


@pytest.mark.parametrize("body", ["", "   ", "\x00"])
def test_an_empty_text_is_answered_and_opens_nothing(line, body):
    (reply,) = messages(line.text(body))

    assert "It had no words" in reply
    assert all_intakes(line.office) == []
    assert len(kept_texts(line.office)) == 1


def test_a_text_without_a_body_is_an_empty_text(line):
    form = text_form("")
    del form["Body"]

    assert "It had no words" in messages(line.post(form))[0]


def test_invalid_utf8_in_the_escapes_is_kept_as_far_as_it_can_be_read(line):
    form = text_form("caf%E9")
    body = urlencode(form).replace("%25E9", "%E9").encode()

    assert line.post_bytes(body, signed=signature(form)).status_code == 200
    assert said(the_intake(line.office)) == ["caf%E9"]


@pytest.mark.parametrize(
    "more",
    [
        {"MessageSid": ""},
        {"MessageSid": "S" * 65},
        {"MessageSid": "SM 1"},
        {"MessageSid": "SM\x00"},
        {"From": ""},
        {"From": " \x00"},
    ],
    ids=str,
)
def test_a_signed_form_that_is_no_text_is_refused_and_counted(line, more):
    response = line.text("hello there", **more)

    assert response.status_code == 400
    assert b"hello" not in response.data
    assert line.refused() == 1
    assert kept_texts(line.office) == []


@pytest.mark.parametrize("field", ["MessageSid", "From"])
def test_a_missing_field_is_an_empty_one(line, field):
    form = text_form("hello")
    del form[field]

    assert line.post(form).status_code == 400


IN_NO_FORM = [
    ("application/json", json.dumps(text_form("hello there")).encode()),
    ("text/plain", b"Body=hello there"),
    ("application/x-www-form-urlencoded", b"\xff\xfe\x00hello there"),
    ("application/x-www-form-urlencoded", b"&&&=&=&"),
    ("application/x-www-form-urlencoded", b""),
    (FOLDED, b"--xx\r\nhello there"),
    ("multipart/form-data", b"hello there"),
    ("no/such; type=\x01", b"hello there"),
]


@pytest.mark.parametrize("signed", [signature({}), "", "wrong"], ids=["empty form", "not", "wrong"])
def test_a_body_in_no_form_is_refused_and_counted(line, signed):
    for content_type, body in IN_NO_FORM:
        response = line.post_bytes(body, signed=signed, content_type=content_type)

        assert response.status_code in (400, 403), content_type
        assert b"hello" not in response.data

    assert line.refused() == len(IN_NO_FORM)
    assert kept_texts(line.office) == []


def test_more_than_two_megabytes_are_refused(line):
    response = line.text("hello " * 400_000)

    assert response.status_code == 413
    assert b"hello" not in response.data
    assert line.refused() == 1


def test_a_signed_multipart_form_is_a_form(line):
    form = text_form("They took my phone")
    part = '--xx\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(*field) for field in form.items()) + "--xx--\r\n"

    response = line.post_bytes(body.encode(), signed=signature(form), content_type=FOLDED)

    assert response.status_code == 200
    assert said(the_intake(line.office)) == ["They took my phone"]


def test_neither_tables_nor_disk_and_the_line_says_503_and_nothing_of_the_text(
    database_url, tmp_path, capfd
):
    no_folder = tmp_path / "a file"
    no_folder.touch()
    line = Line(an_app(database_url, PORTAL_TEXT_SPOOL=str(no_folder)))

    response = line.text("They took my phone", From="+447700900321")

    assert response.status_code == 503
    assert response.mimetype == "text/plain"
    written = response.text + capfd.readouterr().err
    assert '"status": 503' in written
    for told in ("phone", "900321"):
        assert told not in written
    assert line.post({}, signed="").status_code == 403
    line.office.database.close()


def test_the_web_process_does_not_load_twilios_heavy_client():
    code = "import sys, portal.app; sys.exit('twilio.rest' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


IN_ERROR = {
    "no sid": (400, {"MessageSid": ""}, None),
    "wrong signature": (403, {}, "wrong"),
    "another account": (403, {"AccountSid": "AC" + "0" * 32}, None),
    "another number": (403, {"To": "+447700900111"}, None),
    "too much": (413, {"Body": "they took my phone " * 120_000}, None),
}


@pytest.mark.parametrize("name", IN_ERROR)
def test_no_error_answer_repeats_anything_of_the_text(line, name, capfd):
    """Twilio keeps the answers that it did not expect for a month."""
    status, more, signed = IN_ERROR[name]
    lies_at = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME" + "5" * 32
    form = text_form("they took my phone", From="+447700900321", MediaUrl0=lies_at) | more
    response = line.post(form, signed=signed)

    assert response.status_code == status
    assert response.mimetype == "text/plain"
    written = str(response.headers) + response.text + capfd.readouterr().err
    for told in ("took my", "900321", "ME555", form["MessageSid"] or "took my"):
        assert told not in written


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_refused_with_nothing_of_the_text(line, method):
    body = urlencode(text_form("they took my phone")).encode()
    response = line.post_bytes(body, method=method)

    assert (response.status_code, response.mimetype) == (405, "text/plain")
    assert "took my" not in response.text
    assert line.refused() == 1


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/sms/incoming/", "/sms/incomming", "/sms", "/en/what-happened", "/desk/"]
)
def test_what_twilio_brings_to_a_wrong_address_is_refused_with_nothing_of_the_text(line, path):
    """Our own pages for errors repeat what was typed, so that no child loses it."""
    form = text_form("they took my phone")
    headers = {"X-Twilio-Signature": signature(form)}
    response = line.app.test_client().post(path, data=form, headers=headers)

    assert response.status_code in (403, 404, 405)
    assert response.mimetype == "text/plain"
    assert "took my" not in response.text
    assert line.refused() == 1
