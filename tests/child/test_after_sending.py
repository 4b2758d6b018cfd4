"""Pages that are still open when a telling was sent: what they say is added, never lost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.portal_client import Child, records


def sent_with_pages_open(child: Child, *slugs: str) -> dict[str, dict[str, str]]:
    """Send a telling while these pages are open; the hidden fields of each."""
    child.answer("what-happened", words="They took my phone")
    forms = {}
    for slug in slugs:
        child.open(slug)
        forms[slug] = dict(child.hidden)
    child.open("check")
    child.post("check", go="send")
    return forms


def test_not_safe_said_after_sending_is_urgent(child: Child, app: Flask) -> None:
    forms = sent_with_pages_open(child, "are-you-safe")

    child.hidden = forms["are-you-safe"]
    child.post("are-you-safe", safe="no")

    record = records(app)[-1]
    assert record["urgent"] is True
    assert record["person"]["feels_safe"] == "no"
    assert "If you are not safe, do not wait for us" in child.text


def test_asking_for_an_advocate_after_sending_is_taken(child: Child, app: Flask) -> None:
    forms = sent_with_pages_open(child, "someone-to-speak-up", "your-home")
    child.hidden = forms["your-home"]
    child.post("your-home", home="yes")
    child.hidden = forms["someone-to-speak-up"]
    child.post("someone-to-speak-up", advocate="yes", go="send")

    record = records(app)[-1]
    assert record["advocacy"]["wanted"] == "yes"
    assert [s["key"] for s in record["advocacy"]["services"]] == ["upfront"]
    assert len({r["reference"] for r in records(app)}) == 1


@pytest.mark.parametrize(
    ("slug", "field", "where"),
    [
        ("what-would-help", "better", "desired_outcome"),
        ("who-should-not-see", "hide", "should_not_see"),
    ],
)
def test_what_was_left_out_is_filled_and_more_of_it_is_new_words(
    child: Child, app: Flask, slug: str, field: str, where: str
) -> None:
    forms = sent_with_pages_open(child, slug)
    for text in ("First", "First", "Second"):
        child.hidden = dict(forms[slug])
        child.post(slug, **{field: text})

    record = records(app)[-1]
    assert record[where] == "First"
    assert [w["text"] for w in record["words"]] == ["They took my phone", "Second"]


@pytest.mark.parametrize("slug", ["what-happened", "what-would-help"])
def test_what_two_tabs_wrote_before_sending_is_not_doubled_after(
    child: Child, app: Flask, slug: str
) -> None:
    field = {"what-happened": "words", "what-would-help": "better"}[slug]
    child.answer("what-happened", words="They took my phone")
    child.open(slug)
    blank = dict(child.hidden)
    for text in ("One", "Two\r\n\r\nthree"):
        child.hidden = dict(blank)
        child.post(slug, **{field: text})
    child.open(slug)
    both = {**child.hidden, field: child.typed.replace("\n", "\r\n").replace("\r\r", "\r")}
    child.open("check")
    child.post("check", go="send")
    before = records(app)

    for form in ({**blank, field: "One"}, {**blank, field: "Two\r\n\r\nthree"}, both):
        child.client.post(f"/en/{slug}", data=form)

    assert records(app) == before


def test_an_empty_page_after_sending_changes_nothing(child: Child, app: Flask) -> None:
    forms = sent_with_pages_open(child, "your-name")
    before = records(app)
    child.hidden = forms["your-name"]

    child.post("your-name", name="")

    assert records(app) == before


def test_asking_for_someone_twice_with_another_number_keeps_both(child: Child, app: Flask) -> None:
    child.open("ask-for-someone")
    form = dict(child.hidden)
    child.post("ask-for-someone", details="07700 900123", go="send")
    child.hidden = form
    child.post("ask-for-someone", details="07700 900456", go="send")

    record = records(app)[-1]
    assert len({r["reference"] for r in records(app)}) == 1
    assert record["contact"]["details"] == "07700 900123"
    assert [w["text"] for w in record["words"]] == ["07700 900456"]


def test_more_words_from_a_browser_without_cookies_are_added(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("what-happened")
    form = dict(child.hidden)
    for words in ("One", "One", "One and two"):
        data = {**form, "words": words, "go": "send"}
        assert "We have it" in child.client.post("/en/what-happened", data=data).text

    assert [w["text"] for w in records(app)[-1]["words"]] == ["One", "One and two"]
