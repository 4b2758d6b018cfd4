"""What a visit remembers, hides and forgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.child.cookie import REST
from portal.child.visit import CODE_WORDS_SHOWN, KEPT_FOR
from portal.db.visits import VisitRow
from tests.child.clock import Clock
from tests.portal_client import Child, office_of, records


def visits_kept(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(VisitRow.as_table())) or 0


def test_going_back_shows_what_was_typed(child: Child) -> None:
    child.answer("what-happened", words="  They took\r\nmy phone")

    child.open("what-happened")

    assert child.typed == "  They took\r\nmy phone"


def test_after_a_rest_no_page_shows_earlier_words(child: Child, clock: Clock) -> None:
    child.answer("what-happened", words="They took my phone")
    clock.move(REST + timedelta(seconds=1))

    for page in ("what-happened", "check", "your-name"):
        assert "They took my phone" not in child.open(page).text
        clock.move(timedelta(minutes=1))
    assert "still be sent" in child.open("check").text


def test_words_hidden_by_a_rest_are_still_sent(child: Child, app: Flask, clock: Clock) -> None:
    child.answer("what-happened", words="They took my phone")
    clock.move(REST + timedelta(seconds=1))
    child.open("check")
    child.post("check", go="send")

    assert [w["text"] for w in records(app)[0]["words"]] == ["They took my phone"]


def test_words_typed_in_an_open_page_are_taken_after_a_rest(
    child: Child, app: Flask, clock: Clock
) -> None:
    child.answer("what-happened", words="First")
    child.open("what-happened")
    clock.move(timedelta(hours=3))
    child.post("what-happened", words="Second", go="send")

    assert [w["text"] for w in records(app)[0]["words"]] == ["First", "Second"]


def test_an_empty_page_takes_nothing_back_after_a_rest(
    child: Child, app: Flask, clock: Clock
) -> None:
    child.answer("what-happened", words="Hello")
    child.answer("what-would-help", better="My phone")
    clock.move(timedelta(hours=1))
    child.answer("what-would-help", better="")
    child.open("check")
    child.post("check", go="send")

    assert records(app)[0]["desired_outcome"] == "My phone"


def test_a_page_left_open_for_two_days_still_sends_its_words(
    child: Child, app: Flask, clock: Clock
) -> None:
    child.open("what-happened")
    clock.move(KEPT_FOR * 2)

    child.post("what-happened", words="I was away", go="send")

    assert records(app)[0]["words"][0]["text"] == "I was away"


def test_a_draft_is_gone_after_a_day(child: Child, clock: Clock) -> None:
    child.answer("what-happened", words="They took my phone")
    clock.move(KEPT_FOR + timedelta(minutes=1))

    assert "They took my phone" not in child.open("what-happened").text
    assert "They took my phone" not in child.open("check").text


def test_leaving_quickly_wipes_the_visit_and_goes_to_a_neutral_site(
    child: Child, app: Flask
) -> None:
    child.answer("what-happened", words="They took my phone")

    left = child.client.get("/en/leave")

    assert left.status_code == 303
    assert left.location == "https://www.bbc.co.uk/weather"
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert visits_kept(app) == 0
    assert child.client.get_cookie("heard") is None
    child.open("what-happened")
    assert child.typed == ""


def test_a_browser_that_looks_ahead_does_not_leave(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="They took my phone")

    child.client.get("/en/leave", headers={"Sec-Purpose": "prefetch"})

    assert visits_kept(app) == 1


def test_the_receipt_survives_refresh_and_coming_back(child: Child) -> None:
    first = child.tell("They took my phone").text

    again = child.open("sent").text
    child.open("")
    later = child.open("sent").text

    words = first.split('class="code-words"')[1].split("</p>")[0]
    assert words in again
    assert words in later


def test_code_words_hide_after_ten_minutes(child: Child, clock: Clock) -> None:
    page = child.tell("They took my phone")
    assert "Your code words are for later" in child.text
    assert page.headers["Refresh"] in {"600", "601"}

    clock.move(CODE_WORDS_SHOWN)
    page = child.open("sent")

    assert "Your code words are hidden now" in child.text
    assert "code-words" not in page.text
    assert "Your reference" in child.text
    assert "Refresh" not in page.headers


def test_code_words_leave_only_a_slow_hash(child: Child, app: Flask) -> None:
    from portal.db.intakes import IntakeRow

    child.tell("They took my phone")

    with office_of(app).database.read() as connection:
        kept = connection.scalar(select(IntakeRow.as_table().c.code_words_hash))
    assert kept is not None
    assert len(kept) == 64


@pytest.mark.parametrize("cookie", ["", "nonsense", "eyJ2aXNpdCI6ImEifQ.aaaa.bbbb", "\u00e9"])
def test_a_tampered_cookie_gives_every_word_back(
    visitor: Callable[..., Child], app: Flask, cookie: str
) -> None:
    child = visitor()
    child.open("what-happened")
    child.client.set_cookie("heard", cookie)

    child.post("what-happened", words="They took my phone", go="send")

    assert child.page is not None
    assert child.page.status_code == 400
    assert child.typed == "They took my phone"
    assert "Please press the button once more" in child.text
    child.post("what-happened", words=child.typed, go="send")
    assert records(app)[0]["words"][0]["text"] == "They took my phone"


def test_another_browser_sees_nothing_of_it(visitor: Callable[..., Child]) -> None:
    one, other = visitor(), visitor()
    one.answer("what-happened", words="They took my phone")

    assert "They took my phone" not in other.open("what-happened").text
    assert "They took my phone" not in other.open("check").text
    assert other.open("sent").request.path == "/en/"
