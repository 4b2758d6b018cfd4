"""What is sent under a one-time id is sent once; a browser never runs out of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.child.visit import KEPT_FOR
from portal.services.housekeeping import keep_house
from tests.child.clock import Clock
from tests.portal_client import Child, office_of, records


def first_words(app: Flask) -> list[str]:
    """The words that each telling began with."""
    return [r["words"][0]["text"] for r in records(app) if r["words"]]


@pytest.mark.parametrize("is_wiped", [False, True])
def test_a_browser_that_stays_open_for_days_sends_every_day(
    child: Child, app: Flask, clock: Clock, is_wiped: bool
) -> None:
    for day in ("Monday", "Monday again", "Tuesday", "Wednesday"):
        child.tell(day)
        assert "Thank you. We have it." in child.text
        if day != "Monday":
            clock.move(KEPT_FOR + timedelta(minutes=1))
        if is_wiped:
            keep_house(office_of(app), clock())

    assert first_words(app) == ["Monday", "Monday again", "Tuesday", "Wednesday"]


def test_a_page_of_a_visit_that_is_over_sends_once(child: Child, app: Flask, clock: Clock) -> None:
    child.tell("Monday")
    clock.move(KEPT_FOR + timedelta(minutes=1))
    child.open("what-happened")
    form = {**child.hidden, "words": "Tuesday", "go": "send"}

    for _ in range(2):
        assert child.client.post("/en/what-happened", data=form).location == "/en/sent"

    assert first_words(app) == ["Monday", "Tuesday"]
    assert len(records(app)) == 2


def test_a_page_that_was_sent_days_ago_sends_only_what_is_new(
    child: Child, app: Flask, clock: Clock
) -> None:
    child.open("what-happened")
    form = {**child.hidden, "words": "Monday", "go": "send"}
    child.client.post("/en/what-happened", data=form)
    clock.move(KEPT_FOR + timedelta(minutes=1))

    for words in ("Monday", "Monday", "Monday and more"):
        child.show(child.client.post("/en/what-happened", data={**form, "words": words}))
        assert "Thank you. We have it." in child.text

    assert len({record["reference"] for record in records(app)}) == 1
    assert [w["text"] for w in records(app)[-1]["words"]] == ["Monday", "Monday and more"]
    child.tell("Wednesday")
    assert first_words(app)[-1] == "Wednesday"


def test_asking_for_someone_leaves_an_open_page_unsent(child: Child, app: Flask) -> None:
    child.open("what-happened")
    open_page = dict(child.hidden)
    child.open("ask-for-someone")
    child.post("ask-for-someone", way="call", details="07700 900123", go="send")

    child.hidden = open_page
    child.post("what-happened", words="A secret that is not sent yet")

    assert [record["words"] for record in records(app)] == [[]]
    child.open("check")
    child.post("check", go="send")
    assert first_words(app) == ["A secret that is not sent yet"]
    assert len({record["reference"] for record in records(app)}) == 2


def test_asking_for_someone_twice_asks_once(child: Child, app: Flask) -> None:
    child.open("ask-for-someone")
    form = {**child.hidden, "way": "call", "details": "07700 900123", "go": "send"}

    for _ in range(2):
        child.client.post("/en/ask-for-someone", data=form)

    assert len(records(app)) == 1
