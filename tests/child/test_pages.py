"""Pages that are kept hold nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from portal.child.questions import QUESTIONS
from tests.child.clock import Clock
from tests.portal_client import Child


def test_two_children_interleaved_never_see_each_other(
    visitor: Callable[..., Child], app: Flask
) -> None:
    one, other = visitor(), visitor()
    one.open("")
    one.post("", kind="something_good")
    other.open("")
    other.post("", kind="something_wrong")
    for slug in QUESTIONS:
        mine, theirs = one.open(slug).text, other.open(slug).text
        assert one.hidden["csrf_token"] not in theirs
        assert one.hidden["form"] not in theirs
        assert other.hidden["form"] not in mine
        one.answer("what-happened", words="Mine alone")
        one.answer("your-name", name="Only Me")
        one.answer("are-you-safe", safe="no")
        assert "Mine alone" not in other.open(slug).text
        assert "Only Me" not in other.open(slug).text
        assert "You can get help right now" not in other.open(slug).text


def test_what_is_kept_holds_no_token_and_no_answer(child: Child, app: Flask) -> None:
    tokens = set()
    for slug in QUESTIONS:
        child.answer(slug, words="Secret words", better="Secret words", hide="Secret words")
        child.open(slug)
        tokens |= {child.hidden["csrf_token"], child.hidden["form"]}

    kept = " ".join(str(part) for part in app.extensions["heard kept parts"].values())

    assert kept
    assert "Secret words" not in kept
    assert not any(token in kept for token in tokens)


def test_a_kept_page_is_filled_in_for_each_child(visitor: Callable[..., Child]) -> None:
    forms = set()
    for _ in range(3):
        child = visitor()
        child.open("your-age")
        forms.add(child.hidden["form"])
        assert child.page is not None
        assert "!csrf" not in child.page.text
        assert "!form" not in child.page.text
    assert len(forms) == 3


def test_every_page_has_one_heading_a_title_and_no_doubled_id(child: Child) -> None:
    child.answer("what-happened", words="They took my phone")
    pages = ["", "before-you-start", *QUESTIONS, "check", "ask-for-someone", "nothing-here"]
    for path in pages:
        page = child.open(path).text
        assert len(re.findall(r"<h1[ >]", page)) == 1, path
        assert re.search(r"<title>[^<]+ - Heard</title>", page), path
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path


def test_a_kept_page_names_a_service_by_its_name_of_the_london_day(
    visitor: Callable[..., Child], clock: Clock
) -> None:
    shown = []
    for hour in (22, 23):  # the second is after midnight in London, where it is summer
        clock.move(datetime(2008, 9, 16, hour, 30, tzinfo=UTC) - clock())
        shown.append(visitor().open("someone-to-speak-up").text)

    assert "NCH" in shown[0]
    assert "Action for Children" in shown[1]
    assert "NCH" not in shown[1]
