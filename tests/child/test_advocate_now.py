"""Ask for someone now: at once, and nothing else of what was written; and no choice is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.child.questions import QUESTIONS
from portal.domain.intake import AdvocateWish
from portal.domain.taxonomy import RecordType, YesNo
from tests.child.clock import Clock
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, last_record, office_of, records

ASK = "someone-to-speak-up"
NOT_THEM = "  not Sarah\r\n<3 or her sister "
SECRET = "Only I know of the tin box"


def test_someone_now_may_be_chosen_and_refused(child: Child, app: Flask) -> None:
    child.open("ask-for-someone")
    child.post(
        "ask-for-someone", service="upfront", not_them=NOT_THEM, way="call", details="07700 900123"
    )

    intake = the_intake(app)
    assert intake.wish == AdvocateWish(service="upfront", not_them=NOT_THEM)
    assert intake.words == ()
    assert intake.register_type is RecordType.ENQUIRY
    assert "should be found by" in child.text


@pytest.mark.parametrize("slug", [*QUESTIONS])
def test_someone_can_be_asked_for_from_every_question_and_what_stands_there_is_kept(
    child: Child, app: Flask, slug: str
) -> None:
    child.open(slug)
    typed = dict.fromkeys(QUESTIONS[slug].free_text, f"{SECRET} 1")

    child.post(slug, **typed, go="someone")

    assert child.page is not None
    assert child.page.request.path == "/en/ask-for-someone"
    page = html.unescape(child.open(slug).text)
    for text in typed.values():
        assert text in page
    assert records(app) == []


def test_unsent_words_are_never_read_by_anyone(
    child: Child, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    for slug, question in QUESTIONS.items():
        child.open(slug)
        child.post(slug, **{field: f"{SECRET} {field}" for field in question.free_text})
    child.open("what-happened")
    child.post("what-happened", words=f"{SECRET} words", go="someone")
    child.post("ask-for-someone", way="call", details="07700 900123", go="send")

    intake, desk = the_intake(app), Desk(app, a_colleague(app))
    seen = [repr(intake), repr(last_record(app)), caplog.text]
    for path in ("", "find?q=tin+box", f"intakes/{intake.reference}"):
        assert desk.open(path).status_code == 200
        seen.append(desk.page.text if desk.page else "")
    assert [text for text in seen if SECRET in text] == []
    assert intake.contact.details == "07700 900123"
    assert "Go on with what you were writing" in child.text
    for slug, question in QUESTIONS.items():
        page = html.unescape(child.open(slug).text)
        assert all(f"{SECRET} {field}" in page for field in question.free_text), slug


def test_without_cookies_what_was_written_comes_back_with_a_way_to_ask(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("what-happened")

    page = child.post("what-happened", words=SECRET, go="someone").text

    assert child.typed == SECRET
    assert 'href="/en/ask-for-someone"' in page
    assert 'value="someone"' not in page
    child.open("your-age")
    assert child.post("your-age", go="someone").request.path == "/en/ask-for-someone"
    assert records(app) == []


# What must not be lost


@pytest.mark.parametrize("path", [ASK, "ask-for-someone"])
def test_a_refused_page_gives_every_word_and_the_choice_back(child: Child, path: str) -> None:
    child.open(path)
    wrong = {"advocate": "perhaps"} if path == ASK else {"way": "pigeon"}

    page = child.post(path, **wrong, service="upfront", not_them=NOT_THEM).text

    assert child.typed == NOT_THEM
    assert re.search(r'name="service" value="upfront" checked', page)


def test_a_database_that_is_gone_gives_the_choice_and_every_word_back(
    child: Child, app: Flask
) -> None:
    child.open("ask-for-someone")
    with office_of(app).database.write() as connection:
        for table in ("visit", "advocacy_service"):
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_gone")

    page = child.post("ask-for-someone", service="upfront", not_them=NOT_THEM)

    assert page.status_code == 503
    assert child.typed == NOT_THEM
    assert child.hidden["service"] == "upfront"
    with office_of(app).database.write() as connection:
        for table in ("visit", "advocacy_service"):
            connection.exec_driver_sql(f"ALTER TABLE {table}_gone RENAME TO {table}")
    child.post("ask-for-someone", not_them=NOT_THEM)
    assert the_intake(app).wish == AdvocateWish(service="upfront", not_them=NOT_THEM)


@pytest.fixture
def late(migrated_database_url: str) -> Iterator[tuple[Flask, Clock]]:
    """An app on the last day of a contract, and its clock."""
    clock = Clock()
    services = """[{"key": "ending", "names": [{"name": "Speak Out", "starts_on": "2000-01-01"}],
        "contracts": [{"starts_on": "2000-01-01", "ends_on": "2026-11-30", "serves": "anyone"}]},
        {"key": "other", "names": [{"name": "Other", "starts_on": "2000-01-01"}],
        "contracts": [{"starts_on": "2000-01-01", "serves": "anyone"}]}]"""
    clock.move(datetime(2026, 11, 30, 23, 55, tzinfo=UTC) - clock())
    app = an_app(migrated_database_url, clock=clock, PORTAL_ADVOCACY_SERVICES=services)
    yield app, clock
    office_of(app).database.close()


def test_a_contract_that_ends_while_a_page_is_open_ends_the_choice_and_not_the_wish(
    late: tuple[Flask, Clock],
) -> None:
    app, clock = late
    child = Child(app.test_client())
    assert "Speak Out" in child.open("ask-for-someone").text

    clock.move(timedelta(minutes=10))
    child.post("ask-for-someone", service="ending", not_them="Not Sarah")

    intake = the_intake(app)
    assert intake.wish == AdvocateWish(not_them="Not Sarah")
    assert intake.wants_advocate is YesNo.YES
    assert "Speak Out" not in child.open("ask-for-someone").text
