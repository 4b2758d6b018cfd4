"""Whoever has code words, or a page that they opened, and tries what no page offers."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.intake import SafeContact
from portal.domain.taxonomy import ContactWay
from tests.child.told import enter, own, told
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


def test_who_told_it_themselves_is_reached_as_they_said_whatever_a_form_says(
    app: Flask, child: Child
) -> None:
    enter(child, own(app, contact=OWN))
    before = the_intake(app)

    fields = {"way": "text", "details": "07700 900999", "times": "now", "others": "nobody"}
    child.post("take-over", go="send", says="not_wanted", words="", **fields)

    assert the_intake(app) == before
