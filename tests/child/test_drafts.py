"""What is not sent yet can be kept under code words: nobody sees it, and it is one telling."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.db import intakes
from portal.db.drafts import DraftRow
from portal.services.housekeeping import keep_house
from tests.child.clock import Clock
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, office_of, records

WORDS = "they moved me <3\r\n  and nobody asked"


@pytest.fixture
def browser(app: Flask) -> Callable[[], Child]:
    """`browser()`: another one, with nothing in it."""
    return lambda: Child(app.test_client())


def kept(child: Child, words: str = WORDS, slug: str = "what-happened") -> str:
    """Write it and keep it; the code words."""
    child.open(slug)
    page = child.post(slug, go="keep", words=words)
    shown = re.search(r'class="code-words"[^>]*>(.*?)</p>', page.text)
    assert shown, page.text
    return re.sub(r"<[^>]+>", "", shown[1]).strip()


def opened(child: Child, code: str) -> Child:
    child.open("take-over")
    child.post("take-over", go="open", code_words=code)
    return child


def drafts_there_are(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return len(connection.execute(select(DraftRow.as_table().c.id)).all())


def test_it_comes_back_in_another_browser_and_is_sent_as_it_was(
    app: Flask, browser: Callable[[], Child]
) -> None:
    code = kept(browser())
    assert records(app) == []

    child = opened(browser(), code)
    assert "they moved me" in child.text
    child.post("check", go="send")
    assert [one.text for one in the_intake(app).words] == [WORDS]
    assert drafts_there_are(app) == 0


def test_until_when_is_said_and_then_it_is_gone(
    app: Flask, browser: Callable[[], Child], clock: Clock
) -> None:
    child = browser()
    code = kept(child)
    until = office_of(app).clock() + timedelta(days=7)
    assert f"{until:%A}, {until.day} {until:%B %Y}" in child.text

    clock.move(timedelta(days=6, hours=23))
    assert "they moved me" in opened(browser(), code).text
    clock.move(timedelta(hours=2))
    assert "These code words did not work." in opened(browser(), code).text
    keep_house(office_of(app), office_of(app).clock())
    assert drafts_there_are(app) == 0


def test_nobody_sees_it_before_it_is_sent(app: Flask, browser: Callable[[], Child]) -> None:
    kept(browser(), "he hits me with a belt")
    desk = Desk(app, a_colleague(app))
    for page in ("", "?show=all", "find?said=belt", "find?q=belt"):
        assert "belt" not in desk.open(page or "/care/").text
    with office_of(app).database.read() as connection:
        assert intakes.how_many(connection) == 0
        raw = connection.execute(text("SELECT content_sealed FROM draft")).scalar_one()
    assert b"belt" not in bytes(raw)


def test_danger_in_it_is_answered_at_once_and_it_is_said_that_nobody_reads_it(
    browser: Callable[[], Child],
) -> None:
    child = browser()
    kept(child, "he hits me with a belt")

    assert "You can get help right now" in child.text
    assert "Nobody reads it until you send it." in child.text


def test_sent_from_two_browsers_it_is_one_telling(app: Flask, browser: Callable[[], Child]) -> None:
    first = browser()
    code = kept(first)
    second = opened(browser(), code)
    first.open("check")
    for child in (first, second):
        child.post("check", go="send")

    with office_of(app).database.read() as connection:
        assert intakes.how_many(connection) == 1
    assert the_intake(app).reference in first.text
    assert the_intake(app).reference in second.text
    assert [one.text for one in the_intake(app).words] == [WORDS]


def test_kept_again_it_has_the_same_code_words(app: Flask, browser: Callable[[], Child]) -> None:
    code = kept(browser())
    child = opened(browser(), code)
    child.open("what-would-help")
    child.post("what-would-help", go="keep", better="ask me first")

    assert drafts_there_are(app) == 1
    again = opened(browser(), code)
    assert "ask me first" in again.text
    assert "they moved me" in again.text


def test_what_another_browser_has_already_stays(browser: Callable[[], Child]) -> None:
    code = kept(browser())
    child = browser()
    child.answer("what-happened", words="something else")
    opened(child, code)

    assert "something else" in child.text
    assert "they moved me" in child.text


def test_leaving_quickly_leaves_what_is_kept(browser: Callable[[], Child]) -> None:
    child = browser()
    code = kept(child)
    child.client.get("/en/leave")

    assert "they moved me" not in child.open("check").text
    assert "they moved me" in opened(browser(), code).text


def test_it_can_be_thrown_away(app: Flask, browser: Callable[[], Child]) -> None:
    child = browser()
    code = kept(child)
    child.post("kept")

    assert drafts_there_are(app) == 0
    assert "These code words did not work." in opened(browser(), code).text
    assert "they moved me" in child.open("check").text


def test_its_code_words_are_hidden_after_ten_minutes(
    browser: Callable[[], Child], clock: Clock
) -> None:
    child = browser()
    code = kept(child)
    clock.move(timedelta(minutes=11))

    assert code.split()[0] not in child.open("kept").text
    assert "Your code words are hidden now." in child.text


def test_without_cookies_every_word_comes_back(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("what-happened")
    page = child.post("what-happened", go="keep", words=WORDS)

    assert page.status_code == 400
    assert "they moved me" in page.text


def test_a_page_of_it_that_is_sent_after_it_was_sent_adds_to_it(
    app: Flask, browser: Callable[[], Child]
) -> None:
    first = browser()
    code = kept(first)
    second = opened(browser(), code)
    second.post("check", go="send")
    first.open("what-happened")
    first.post("what-happened", go="send", words="one thing more")

    assert "one thing more" in [one.text for one in the_intake(app).words]
    with office_of(app).database.read() as connection:
        assert intakes.how_many(connection) == 1
