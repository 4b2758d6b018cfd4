"""What a child finds behind their code words is true: who asked, by when, how they are reached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.intake import SafeContact
from portal.domain.taxonomy import ContactWay, YesNo
from tests.child.clock import Clock
from tests.child.told import enter, own, take_over, told
from tests.portal_client import Child

NO_WAY = "We do not know how to reach you."


@pytest.fixture
def child(app: Flask) -> Child:
    """A browser that keeps no cookies, which is enough."""
    return Child(app.test_client(use_cookies=False))


def test_what_an_adult_asked_for_is_not_said_to_be_the_childs_asking(
    app: Flask, child: Child
) -> None:
    take_over(child, told(app, wants_advocate=YesNo.YES))

    assert "We were told that you want someone to speak up for you." in child.text
    assert "You asked for someone to speak up for you." not in child.text


def test_what_a_child_asks_for_once_it_is_theirs_is_their_asking(app: Flask, child: Child) -> None:
    take_over(child, told(app)).post("take-over", go="send", wish="want")

    assert "You asked for someone to speak up for you." in child.text
    assert "We were told that you want someone" not in child.text


def test_what_a_child_asked_for_is_theirs(app: Flask, child: Child) -> None:
    enter(child, own(app, wants_advocate=YesNo.YES))

    assert "You asked for someone to speak up for you." in child.text
    assert "We were told that you want someone" not in child.text


def test_whom_they_trust_and_whom_they_do_not_want_stands_there_the_next_day(
    app: Flask, child: Child
) -> None:
    code = own(app)
    enter(child, code).post("take-over", go="send", trusted_who="my nan <3", not_them="Not Sue")

    enter(child, code)

    assert "my nan <3" in child.text
    assert "Not Sue" in child.text


def test_it_says_until_when_it_is_read_and_answered_while_those_days_are_to_come(
    app: Flask, child: Child, clock: Clock
) -> None:
    code = own(app)
    assert "A person reads this by" in enter(child, code).text
    assert "You get an answer by" in child.text

    clock.move(timedelta(days=40))

    assert "A person reads this by" not in enter(child, code).text
    assert "You get an answer by" not in child.text


@pytest.mark.parametrize(
    ("contact", "is_said"),
    [
        (SafeContact(), True),
        (SafeContact(way=ContactWay.TEXT), True),
        (SafeContact(way=ContactWay.TEXT, details="07700 900123"), False),
        (SafeContact(texting_address="+447700900123"), False),
        (SafeContact(way=ContactWay.DO_NOT_CONTACT), False),
    ],
)
def test_a_child_whom_nobody_can_reach_is_told_so(
    app: Flask, child: Child, contact: SafeContact, is_said: bool
) -> None:
    enter(child, own(app, contact=contact))

    assert (NO_WAY in child.text) is is_said


@pytest.mark.parametrize(("details", "is_said"), [("", True), ("07700 900123", False)])
def test_a_receipt_does_not_say_that_a_way_was_picked_where_none_was(
    app: Flask, details: str, is_said: bool
) -> None:
    child = Child(app.test_client())
    child.open("ask-for-someone")
    child.post("ask-for-someone", way="call", details=details)

    assert "should be found by" in child.text
    assert (NO_WAY in child.text) is is_said
    assert ("We only reach you the way you picked." in child.text) is not is_said
