"""A log line holds what is on the list, and nothing that anybody said."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask, request

from portal.web.logs import FIELDS, AllowListFormatter
from tests.portal_client import Child, an_app, office_of
from tests.servers.databases import Databases
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.texts import INCOMING, signature, text_form

WORDS = "Dave took my phone"
ALWAYS = {"at", "level", "logger"}


@pytest.fixture
def log() -> io.StringIO:
    """What the real handler writes, instead of to stderr."""
    return io.StringIO()


@pytest.fixture
def app(databases: Databases, log: io.StringIO) -> Iterator[Flask]:
    """Our app, with addresses that fail."""
    app = an_app(databases.migrated("sqlite"))
    [handler] = [h for h in logging.getLogger().handlers if _is_ours(h)]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log)

    @app.post("/fail/chained")
    def chained() -> str:
        try:
            raise KeyError(request.form["words"])
        except KeyError as cause:
            error = ValueError(f"cannot take {request.form['words']}")
            error.add_note(request.form["words"])
            raise error from cause

    yield app
    office_of(app).database.close()


def _is_ours(handler: logging.Handler) -> bool:
    return isinstance(handler.formatter, AllowListFormatter)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.usefixtures("app")
class TestALine:
    """One call of a logger, one line."""

    def test_our_own_sentence_and_the_fields_on_the_list_are_written(
        self, log: io.StringIO
    ) -> None:
        fields = {"reference": "K7M2QX", "count": 3}
        logging.getLogger("portal.register").warning("it waits", extra=fields)

        [line] = lines(log)
        assert set(line) > ALWAYS
        assert line["message"] == "it waits"
        assert line["level"] == "warning"
        assert (line["reference"], line["count"]) == ("K7M2QX", 3)

    def test_a_field_that_is_not_on_the_list_is_left_out(self, log: io.StringIO) -> None:
        logging.getLogger("portal").info("it came", extra={"words": WORDS, "name_": WORDS})

        [line] = lines(log)
        assert set(line) == {*ALWAYS, "message"}

    def test_what_is_put_into_a_sentence_is_left_out(self, log: io.StringIO) -> None:
        logging.getLogger("sms.webhook").info("it came: %s", WORDS)

        assert lines(log)[0]["message"] == "it came: %s"

    @pytest.mark.parametrize("name", ["sqlalchemy.engine", "urllib3", "granian", "portals", "root"])
    def test_nobody_elses_sentence_is_written(self, log: io.StringIO, name: str) -> None:
        sentence = f"cannot take {WORDS}"
        logging.getLogger(name).error(sentence)

        assert set(lines(log)[0]) == ALWAYS

    @pytest.mark.parametrize("name", ["werkzeug", "twilio.http_client"])
    def test_what_tells_of_every_request_is_silent(self, log: io.StringIO, name: str) -> None:
        logging.getLogger(name).info("GET /?words=%s", WORDS)

        assert log.getvalue() == ""

    def test_an_error_is_told_by_its_class_and_where_it_happened(self, log: io.StringIO) -> None:
        try:
            raise ValueError(WORDS)
        except ValueError:
            logging.getLogger("portal").exception("it failed", stack_info=True)

        [line] = lines(log)
        assert set(line) == {*ALWAYS, "message", "error", "where"}
        assert line["error"] == "ValueError"
        assert "test_an_error_is_told_by_its_class" in str(line["where"])
        assert WORDS not in log.getvalue()

    def test_a_line_is_one_line_whatever_is_in_it(self, log: io.StringIO) -> None:
        logging.getLogger("portal").info("it came", extra={"reference": "A\n{}\u2028\ud800"})

        assert log.getvalue().count("\n") == 1


def test_a_request_is_one_line_without_its_address(app: Flask, log: io.StringIO) -> None:
    app.test_client().get(f"/en/what-happened?name={WORDS}")

    [line] = lines(log)
    assert line["message"] == "request"
    assert (line["route"], line["method"], line["status"]) == ("child.question", "GET", 200)
    assert isinstance(line["milliseconds"], int)
    assert set(line) == {*ALWAYS, "message", "route", "method", "status", "milliseconds"}


def test_a_page_that_is_not_there_is_not_named(app: Flask, log: io.StringIO) -> None:
    app.test_client().get("/en/my-name-is-sam")

    assert lines(log)[0]["route"] == "unknown"
    assert "sam" not in log.getvalue()


def test_an_error_that_repeats_a_childs_words_leaves_no_trace_of_them(
    app: Flask, log: io.StringIO
) -> None:
    response = app.test_client().post("/fail/chained", data={"words": WORDS})

    assert response.status_code == 500
    failed, _ = lines(log)
    assert (failed["message"], failed["error"]) == ("a request failed", "ValueError")
    assert "Dave" not in log.getvalue()


def test_an_address_is_not_written_where_even_the_error_page_fails(
    app: Flask, log: io.StringIO
) -> None:
    app.jinja_env.globals["page_name"] = lambda: 1 / 0

    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/en/my-name-is-sam")

    assert "sam" not in log.getvalue()
    assert lines(log)[0]["error"] == "ZeroDivisionError"


def test_nothing_that_a_child_typed_or_texted_is_in_any_line(
    app: Flask, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    child = Child(app.test_client())
    child.client.environ_base |= {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Nokia 3310"}
    child.answer("your-name", name="Sammy")
    child.answer("how-to-reach-you", way="text", details="07700 900142")
    child.answer("who-should-not-see", hide="Uncle Bob")
    child.tell(WORDS)
    child.client.set_cookie("heard", "tampered")
    child.tell(WORDS)
    form = text_form(f"{WORDS}, he hits me")
    for signed in (signature(f"http://127.0.0.1:8000{INCOMING}", form), "wrong"):
        child.client.post(INCOMING, data=form, headers={"X-Twilio-Signature": signed})
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("DROP TABLE words")
    child.tell(WORDS)

    statuses = {line.get("status") for line in lines(log)}
    assert statuses >= {200, 303, 403, 503}
    printed = log.getvalue() + "".join(capfd.readouterr())
    told = ("Dave", "phone", "Sammy", "07700", "Bob", "hits", CHILDS_NUMBER, "203.0.113", "Nokia")
    assert [word for word in told if word in printed] == []
    assert all(set(line) <= {*ALWAYS, *FIELDS, "message", "error", "where"} for line in lines(log))
