"""An answer is changed only by whoever saw it; two tabs and a rest lose nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.child.answers import MOST_LETTERS, Said, all_said, answered
from portal.child.cookie import REST
from tests.child.clock import Clock
from tests.portal_client import Child, records


def words_of(app: Flask) -> list[str]:
    return [said["text"] for said in records(app)[-1]["words"]]


def sent(child: Child) -> None:
    child.open("check")
    child.post("check", go="send")


def two_tabs(child: Child, slug: str) -> tuple[dict[str, str], dict[str, str]]:
    """The hidden fields of the same question, opened in two tabs before it was answered."""
    child.open(slug)
    first = dict(child.hidden)
    child.open(slug)
    return first, dict(child.hidden)


def test_two_tabs_with_the_same_question_keep_both_texts(child: Child, app: Flask) -> None:
    first, second = two_tabs(child, "what-happened")
    child.hidden = first
    child.post("what-happened", words="They took my phone")
    child.hidden = second
    child.post("what-happened", words="He shouts at night")
    child.open("what-happened")

    assert child.typed == "They took my phone\n\nHe shouts at night"
    sent(child)
    assert words_of(app) == ["They took my phone", "He shouts at night"]


def test_what_both_tabs_wrote_can_be_changed_on_the_page_that_shows_it(
    child: Child, app: Flask
) -> None:
    first, second = two_tabs(child, "what-happened")
    for hidden, words in ((first, "They took my phone"), (second, "He shouts at night")):
        child.hidden = hidden
        child.post("what-happened", words=words)

    child.answer("what-happened", words="Only this")

    sent(child)
    assert words_of(app) == ["Only this"]


def test_pressing_continue_twice_keeps_the_words_once(child: Child, app: Flask) -> None:
    child.open("what-happened")
    form = dict(child.hidden)
    for words in ("One", "One", "One and two"):
        child.hidden = dict(form)
        child.post("what-happened", words=words)

    sent(child)
    assert words_of(app) == ["One and two"]


def test_words_that_are_changed_after_going_back_are_changed(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="He shouts")
    child.answer("what-happened", words="She shouts")

    sent(child)
    assert words_of(app) == ["She shouts"]


def test_an_empty_page_in_another_tab_takes_nothing_back(child: Child, app: Flask) -> None:
    first, second = two_tabs(child, "your-name")
    child.hidden = first
    child.post("your-name", name="Sam")
    child.hidden = second
    child.post("your-name", name="")

    child.tell("Hello")
    assert records(app)[-1]["person"]["name"] == "Sam"


def test_a_refused_page_that_comes_back_still_counts_as_opened_before(
    child: Child, app: Flask
) -> None:
    first, second = two_tabs(child, "what-happened")
    child.hidden = first
    child.post("what-happened", words="They took my phone")
    child.hidden = {**second, "csrf_token": "stale"}
    child.post("what-happened", words="He shouts at night")
    child.post("what-happened", words="He shouts at night")

    sent(child)
    assert words_of(app) == ["They took my phone", "He shouts at night"]


def test_a_way_that_a_rest_hid_stays_where_only_the_number_is_typed(
    child: Child, app: Flask, clock: Clock
) -> None:
    child.answer("what-happened", words="Hello")
    child.answer("how-to-reach-you", way="text", details="07700 900123")
    clock.move(REST + timedelta(minutes=1))
    child.answer("how-to-reach-you", details="07700 900456")

    sent(child)
    contact = records(app)[-1]["contact"]
    assert contact["way"] == "text"
    assert contact["details"] == "07700 900123\n\n07700 900456"


@pytest.mark.parametrize("go", ["next", "send"])
def test_a_telling_never_grows_until_it_holds_up_others(child: Child, app: Flask, go: str) -> None:
    child.open("what-happened")
    form = {**child.hidden, "go": go}
    half = "x " * (MOST_LETTERS // 4)
    statuses = [
        child.client.post("/en/what-happened", data={**form, "words": f"{n} {half}"}).status_code
        for n in range(4)
    ]
    given_back = child.client.post("/en/what-happened", data={**form, "words": f"Last {half}"})

    assert statuses == [303, 413, 413, 413]
    assert f"Last {half}" in given_back.text
    assert "send it in parts" in given_back.text


pages = st.lists(st.tuples(st.sampled_from(["", "a", "b", "ab", "c "]), st.booleans()), max_size=6)


@given(pages)
def test_nothing_that_nobody_saw_is_lost(pages: list[tuple[str, bool]]) -> None:
    answer: Said | None = None
    unseen: set[str] = set()
    for at, (text, showed_all) in enumerate(pages):
        seen = [said["at"] for said in all_said(answer)] if showed_all else []
        answer = answered(answer, {"words": text}, float(at), seen=seen, free_text=("words",))
        unseen = {text} if showed_all else unseen | {text}

    kept: list[Any] = [said["values"]["words"] for said in all_said(answer)]
    for text in unseen:
        assert any(other.startswith(text) for other in kept) or not text.strip()


def test_a_short_word_is_not_lost_in_a_longer_one(child: Child, app: Flask) -> None:
    first, second = two_tabs(child, "what-happened")
    for hidden, words in ((first, "no"), (second, "nothing is wrong")):
        child.hidden = hidden
        child.post("what-happened", words=words)

    sent(child)
    assert words_of(app) == ["no", "nothing is wrong"]
