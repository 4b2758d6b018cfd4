"""Whoever has code words, or a page that they opened, and tries what no page offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.care.intake_parts.reach import reach
from portal.child.cookie import REST
from portal.domain.intake import SafeContact
from portal.domain.taxonomy import ContactWay
from portal.domain.way_back import Did
from tests.child.clock import Clock
from tests.child.told import enter, own, take_over, told
from tests.desk_client import the_intake
from tests.portal_client import Child, records

OWN = SafeContact(ContactWay.CALL, "020 7946 0123", best_times="4")


@pytest.fixture
def child(app: Flask) -> Child:
    """Somebody whose browser keeps no cookies."""
    return Child(app.test_client(use_cookies=False))


@pytest.mark.parametrize("fields", [{}, {"way": "as_it_stands"}, {"way": "call", "details": "1"}])
def test_nothing_is_read_or_changed_before_it_is_taken_over(
    app: Flask, child: Child, fields: dict[str, str]
) -> None:
    code = told(app, name="Sam")
    enter(child, code)
    before = the_intake(app)

    page = child.post("take-over", go="send", words="Tell nobody", **fields)

    assert page.status_code == 400
    assert "Tell nobody" in child.text
    assert not [text for text in ("They moved him", "Sam", "07700") if text in child.text]
    assert the_intake(app) == before
    assert len(records(app)) == 1


def test_who_told_it_themselves_changes_how_they_are_reached_and_it_is_seen(
    app: Flask, child: Child
) -> None:
    enter(child, own(app, contact=OWN))

    fields = {"way": "text", "details": "07700 900999", "times": "now", "others": "nobody"}
    child.post("take-over", go="send", says="not_wanted", words="", **fields)

    after = the_intake(app)
    assert (after.contact.way, after.contact.details) == (ContactWay.TEXT, "07700 900999")
    assert after.way_back.has(Did.CHANGED_CONTACT)
    # What only somebody else's telling asks is no answer here.
    assert after.child_says is None


@pytest.mark.parametrize("said", [{"way": "as_it_stands"}, {"way": "call", "details": "020 1"}])
def test_customer_care_read_that_code_words_are_all_that_confirmed_a_contact(
    app: Flask, child: Child, said: dict[str, str]
) -> None:
    take_over(child, told(app))
    before = {row.label: row.value for row in reach(the_intake(app)).rows}
    child.post("take-over", go="send", **said)
    after = {row.label: row.value for row in reach(the_intake(app)).rows}

    assert before["Confirmed by the child"] == "No"
    assert "whoever had those could say so" in after["Confirmed by the child"]


Press = Callable[[], TestResponse]


def opens(child: Child, code: str) -> Press:
    """A page opened with code words; what the browser kept of it, sent again."""
    child.open("take-over")
    return _sends(child, go="open", code_words=code)


def taken_over(child: Child, code: str) -> Press:
    """A page of what was taken over, and the same."""
    enter(child, code)
    return _sends(child, go="mine")


def sent(child: Child, code: str) -> Press:
    """A page of what was sent, and the same."""
    take_over(child, code)
    return _sends(child, go="send", words="Tell nobody")


def _sends(child: Child, **fields: str) -> Press:
    form = {**child.hidden, **fields}
    assert child.post("take-over", **form).status_code == 200
    return lambda: child.show(child.client.post("/en/take-over", data=form))


@pytest.mark.parametrize("cookies", [True, False])
@pytest.mark.parametrize(
    ("who", "page"), [(told, opens), (told, taken_over), (told, sent), (own, opens)]
)
def test_whoever_goes_back_after_leaving_quickly_reads_nothing(
    app: Flask,
    who: Callable[..., str],
    page: Callable[[Child, str], Press],
    cookies: bool,
) -> None:
    child, code = Child(app.test_client(use_cookies=cookies)), who(app, name="Sam")
    again = page(child, code)
    kept = the_intake(app)

    child.client.get("/en/leave")
    answer = again()

    assert answer.status_code == 400
    assert "What are your code words?" in child.text
    assert code not in answer.text
    assert not [t for t in ("Someone told", "Sam", "07700", "nobody") if t in child.text]
    assert the_intake(app) == kept


@pytest.mark.parametrize("page", [opens, taken_over, sent])
def test_a_page_loaded_again_in_its_own_browser_stays(
    app: Flask, clock: Clock, page: Callable[[Child, str], Press]
) -> None:
    child = Child(app.test_client())
    again = page(child, told(app))
    kept = the_intake(app)
    assert again().status_code == 200
    assert the_intake(app) == kept

    clock.move(REST + timedelta(minutes=1))

    assert again().status_code == 400


def test_wrong_code_words_are_not_there_for_whoever_goes_back(app: Flask, child: Child) -> None:
    code = " ".join(reversed(told(app).split()))
    child.open("take-over")
    form = {**child.hidden, "go": "open", "code_words": code}

    first, again = (child.client.post("/en/take-over", data=form) for _ in range(2))

    assert code in first.text
    assert code not in again.text


def test_what_was_written_and_not_kept_comes_back(app: Flask) -> None:
    child = Child(app.test_client())
    take_over(child, told(app))
    child.client.get("/en/leave")

    page = child.post("take-over", go="send", words="They <3 moved me")

    assert page.status_code == 400
    assert "They <3 moved me" in child.text
