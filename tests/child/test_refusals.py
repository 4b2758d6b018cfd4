"""Whatever is refused comes back with every word, and says who to ring."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.services import floods
from tests.portal_client import Child, an_app, office_of, records

WORDS = "  They took my phone\r\n<3 & \U0001f622"


def fields_of(slug: str) -> dict[str, str]:
    """Something typed into every field of a question."""
    return {
        "what-happened": {"words": WORDS},
        "what-would-help": {"better": WORDS},
        "who-should-not-see": {"hide": WORDS},
    }[slug]


@pytest.mark.parametrize("slug", ["what-happened", "what-would-help", "who-should-not-see"])
@pytest.mark.parametrize("token", ["", "stale", "\u00e9"])
def test_a_stale_form_gives_every_word_back_and_works_at_once(
    child: Child, app: Flask, slug: str, token: str
) -> None:
    child.answer("what-happened", words="Hello")
    child.open(slug)
    child.hidden["csrf_token"] = token

    child.post(slug, **fields_of(slug))

    assert child.page is not None
    assert child.page.status_code == 400
    assert child.typed == WORDS
    assert "0800 1111" in child.text
    child.post(slug, **fields_of(slug), go="send")
    assert "Thank you. We have it." in child.text
    record = records(app)[0]
    kept = (record["words"][0]["text"], record["desired_outcome"], record["should_not_see"])
    assert WORDS in kept


def test_a_form_whose_own_token_was_changed_is_taken_and_marked(child: Child, app: Flask) -> None:
    child.open("what-happened")
    child.hidden["form"] = "changed"

    child.post("what-happened", words=WORDS, go="send")

    record = records(app)[0]
    assert record["words"][0]["text"] == WORDS
    assert {"flag": "suspect", "rule": "form-not-ours", "language": None} in record["flags"]


def test_a_filled_honeypot_only_marks(child: Child, app: Flask) -> None:
    child.tell(WORDS, website="http://spam.example")

    assert records(app)[0]["words"][0]["text"] == WORDS
    assert any(flag["rule"] == "hidden-box-filled" for flag in records(app)[0]["flags"])


def test_an_empty_page_asks_for_one_word(child: Child, app: Flask) -> None:
    child.tell("   \r\n ")

    assert child.page is not None
    assert child.page.status_code == 400
    assert "One word is enough" in child.text
    assert 'href="#words"' in child.page.text
    assert records(app) == []


@pytest.mark.parametrize(
    ("slug", "field"),
    [
        ("are-you-safe", "safe"),
        ("your-age", "age"),
        ("your-home", "home"),
        ("someone-to-speak-up", "advocate"),
        ("how-to-reach-you", "way"),
    ],
)
def test_an_answer_that_no_page_offers_is_refused_in_words(
    child: Child, slug: str, field: str
) -> None:
    child.answer("what-happened", words=WORDS)
    child.open(slug)

    child.post(slug, **{field: "'; DROP TABLE intake; --"})

    assert child.page is not None
    assert child.page.status_code == 400
    assert "Please pick one of these, or leave it out." in child.text
    child.open("what-happened")
    assert child.typed == WORDS


def test_words_are_taken_from_a_browser_that_keeps_no_cookies(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("what-happened")
    child.post("what-happened", words=WORDS)
    assert "Your browser keeps nothing for us" in child.text
    assert child.typed == WORDS

    form = dict(child.hidden)
    child.post("what-happened", words=child.typed, go="send")
    assert "Thank you. We have it." in child.text
    assert "Your code words are for later" in child.text

    again = child.client.post("/en/what-happened", data={**form, "words": WORDS, "go": "send"})
    assert "Thank you. We have it." in again.text
    assert [[w["text"] for w in r["words"]] for r in records(app)] == [[WORDS]]


def test_someone_can_be_asked_for_in_a_browser_that_keeps_no_cookies(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("ask-for-someone")
    form = {**child.hidden, "way": "call", "details": "07700 900123", "go": "send"}

    for _ in range(2):
        asked = child.client.post("/en/ask-for-someone", data=form)
        assert "Thank you. We have it." in asked.text

    [record] = records(app)
    assert record["kind"] == "advocate_only"
    assert record["contact"]["details"] == "07700 900123"


def test_two_hundred_kilobytes_of_words_are_taken(child: Child, app: Flask) -> None:
    words = "help me " * 25_000

    child.tell(words)

    assert records(app)[0]["words"][0]["text"] == words


def test_far_too_many_forms_get_a_page_that_keeps_the_words(
    child: Child, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "POSTS_IN_TEN_MINUTES", 3)
    for _ in range(3):
        child.answer("your-name", name="Sam")

    child.tell(WORDS)

    assert child.page is not None
    assert child.page.status_code == 429
    assert child.typed == WORDS
    assert "0800 1111" in child.text


def test_a_locked_database_gives_every_word_back(databases: object, tmp_path: Path) -> None:
    url = databases.migrated("sqlite")  # type: ignore[attr-defined]
    app = an_app(url)
    child = Child(app.test_client())
    child.open("what-happened")
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    child.post("what-happened", words=WORDS, go="send")

    assert child.page is not None
    assert child.page.status_code == 503
    assert child.typed == WORDS
    assert "We could not keep that just now" in child.text
    other.execute("ROLLBACK")
    other.close()
    child.post("what-happened", words=child.typed, go="send")
    assert records(app)[0]["words"][0]["text"] == WORDS
    office_of(app).database.close()


def test_a_database_that_is_gone_gives_every_word_back(
    visitor: Callable[..., Child], app: Flask
) -> None:
    child = visitor()
    child.open("what-happened")
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE visit RENAME TO visit_gone")

    child.post("what-happened", words=WORDS, go="send")

    assert child.page is not None
    assert child.page.status_code == 503
    assert child.typed == WORDS
    assert "999" in child.text
    assert child.client.get("/en/leave").location == "https://www.bbc.co.uk/weather"
