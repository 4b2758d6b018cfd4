"""A child's words on the way from the pages to the queue."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.intake import verbatim
from tests.portal_client import Child, records

AS_TYPED = "  <3 he said\r\n\r\n\u200cمی\u200cخواهم ' \" & \U0001f622\tend  "


def test_only_words_are_needed(child: Child, app: Flask) -> None:
    child.tell("They took my phone")

    assert "Thank you. We have it." in child.text
    assert [w["text"] for w in records(app)[0]["words"]] == ["They took my phone"]


def test_words_come_back_byte_for_byte(child: Child, app: Flask) -> None:
    child.tell(AS_TYPED)

    assert records(app)[0]["words"][0]["text"] == AS_TYPED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(min_size=1).filter(lambda text: verbatim(text).strip()))
def test_any_words_at_all_are_kept_as_given(
    visitor: Callable[..., Child], app: Flask, words: str
) -> None:
    visitor().tell(words)

    assert records(app)[-1]["words"][0]["text"] == verbatim(words)


def test_every_answer_reaches_the_record(child: Child, app: Flask) -> None:
    child.open("")
    child.post("", kind="something_wrong")
    child.answer("what-happened", words="I was moved and nobody said why")
    child.answer("are-you-safe", safe="not_sure")
    child.answer("what-would-help", better="Tell me first")
    child.answer("your-name", name="Sam")
    child.answer("your-age", age="13-15")
    child.answer("your-home", home="yes")
    child.answer("someone-to-speak-up", advocate="yes")
    child.answer("who-should-not-see", hide="Not Dave")
    child.answer("how-to-reach-you", way="text", details="07700 900123")
    child.answer("when-it-is-safe", times="after 4", others="my carer")
    child.open("check")
    child.post("check", go="send")

    record = records(app)[0]
    assert record["kind"] == "something_wrong"
    assert record["record_type"] is None
    assert record["originator"] == "Child or young person"
    assert record["submitted_by"] == "child"
    assert record["method_of_receipt"] == "Web form"
    assert record["desired_outcome"] == "Tell me first"
    assert record["person"] == {
        "name": "Sam",
        "age_band": "13-15",
        "looked_after": "yes",
        "feels_safe": "not_sure",
    }
    assert record["advocacy"]["wanted"] == "yes"
    assert [s["key"] for s in record["advocacy"]["services"]] == ["upfront"]
    assert record["should_not_see"] == "Not Dave"
    assert record["contact"]["way"] == "text"
    assert record["contact"]["details"] == "07700 900123"
    assert record["contact"]["best_times"] == "after 4"
    assert record["contact"]["who_else_sees"] == "my carer"


@pytest.mark.parametrize(
    ("home", "names"),
    [("yes", ["Upfront"]), ("no", ["Action for Children"]), ("not_sure", 2), ("", 2)],
)
def test_the_advocacy_service_follows_where_a_child_lives(
    child: Child, app: Flask, home: str, names: list[str] | int
) -> None:
    child.answer("what-happened", words="Please help me say it")
    child.answer("your-home", home=home)
    child.open("someone-to-speak-up")
    child.post("someone-to-speak-up", advocate="yes", go="send")

    services = [service["name"] for service in records(app)[0]["advocacy"]["services"]]
    assert (len(services) if isinstance(names, int) else services) == names


def test_not_safe_is_urgent_and_puts_help_and_send_first(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="I do not want to say it here")
    page = child.answer("are-you-safe", safe="no").text

    assert page.index("0800 1111") < page.index("<form")
    assert page.index('value="send"') < page.index('value="next"')
    child.post("what-would-help", go="send")
    assert records(app)[0]["urgent"] is True
    assert "A person here reads next" in child.text


def test_not_sure_if_safe_is_urgent_too(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="I do not want to say it here")
    page = child.answer("are-you-safe", safe="not_sure").text

    assert page.index("0800 1111") < page.index("<form")
    child.post("what-would-help", go="send")
    assert records(app)[0]["urgent"] is True


def test_dangerous_words_bring_help_to_the_next_page(child: Child) -> None:
    page = child.answer("what-happened", words="he hits me every night")

    assert "You can get help right now" in page.text


def test_send_it_now_is_on_every_page_after_the_words(child: Child) -> None:
    child.answer("what-happened", words="They took my phone")
    while "/check" not in (child.page.request.path if child.page else ""):
        slug = child.page.request.path.rsplit("/", 1)[1]  # type: ignore[union-attr]
        assert 'value="send"' in child.page.text  # type: ignore[union-attr]
        child.post(slug)
    assert 'value="send"' in child.page.text  # type: ignore[union-attr]


def test_pressing_send_twice_makes_one_intake(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="They took my phone")
    child.open("check")
    form = dict(child.hidden)

    first = child.client.post("/en/check", data={**form, "go": "send"})
    second = child.client.post("/en/check", data={**form, "go": "send"})

    assert first.location == second.location == "/en/sent"
    assert len(records(app)) == 1


def test_pressing_send_twice_at_once_makes_one_intake(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="They took my phone")
    child.open("check")
    form, cookie = dict(child.hidden), child.client.get_cookie("heard")
    assert cookie is not None

    def press(_: int) -> int:
        headers = {"Cookie": f"heard={cookie.value}"}
        client = app.test_client(use_cookies=False)
        return client.post("/en/check", data={**form, "go": "send"}, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {303}
    assert len(records(app)) == 1


def test_words_sent_twice_from_the_words_page_are_kept_once(child: Child, app: Flask) -> None:
    child.open("what-happened")
    form = {**child.hidden, "words": "They took my phone", "go": "send"}

    for _ in range(3):
        child.client.post("/en/what-happened", data=form)

    assert [[w["text"] for w in r["words"]] for r in records(app)] == [["They took my phone"]]


def test_going_back_after_send_and_writing_more_adds_the_new_words(
    child: Child, app: Flask
) -> None:
    child.open("what-happened")
    form = dict(child.hidden)
    child.client.post("/en/what-happened", data={**form, "words": "One", "go": "send"})
    child.client.post("/en/what-happened", data={**form, "words": "One and two", "go": "send"})

    record = records(app)[-1]
    assert [(w["text"], w["new"]) for w in record["words"]] == [
        ("One", False),
        ("One and two", True),
    ]


def test_a_second_telling_in_one_visit_is_a_second_intake(child: Child, app: Flask) -> None:
    child.tell("First")
    child.tell("Second")

    assert [r["words"][0]["text"] for r in records(app)] == ["First", "Second"]


def test_two_tabs_lose_nothing(child: Child, app: Flask) -> None:
    child.open("what-happened")
    in_the_first_tab = dict(child.hidden)
    child.answer("your-name", name="Sam")
    child.client.post("/en/what-happened", data={**in_the_first_tab, "words": "Hello"})
    child.open("check")
    child.post("check", go="send")

    assert records(app)[0]["person"]["name"] == "Sam"
    assert records(app)[0]["words"][0]["text"] == "Hello"


def test_asking_for_someone_now_sends_only_that(child: Child, app: Flask) -> None:
    child.answer("what-happened", words="A secret that is not sent yet")
    child.open("ask-for-someone")
    child.post("ask-for-someone", way="call", details="07700 900123", go="send")

    record = records(app)[0]
    assert record["kind"] == "advocate_only"
    assert record["words"] == []
    assert record["contact"]["details"] == "07700 900123"
    assert record["advocacy"]["wanted"] == "yes"
    assert "Go on with what you were writing" in child.text
    child.open("what-happened")
    assert child.typed == "A secret that is not sent yet"


def test_wanting_only_someone_to_speak_up_needs_no_words(child: Child, app: Flask) -> None:
    child.open("")
    child.post("", kind="advocate_only")
    child.open("ask-for-someone")
    child.post("ask-for-someone", go="send")

    assert records(app)[0]["kind"] == "advocate_only"
    assert "Thank you. We have it." in child.text


def test_good_news_is_not_asked_about_danger(child: Child) -> None:
    child.open("")
    child.post("", kind="something_good")

    page = child.answer("what-happened", words="My carer is lovely")

    assert page.request.path == "/en/your-name"


def test_sending_nothing_asks_for_a_word_and_keeps_the_answer(child: Child, app: Flask) -> None:
    child.open("your-name")
    child.post("your-name", name="Sam", go="send")

    assert "There is nothing to send yet" in child.text
    assert records(app) == []
    child.tell("Now I wrote something")
    assert records(app)[0]["person"]["name"] == "Sam"


def test_twelve_children_behind_one_address_are_all_taken(
    visitor: Callable[..., Child], app: Flask
) -> None:
    for n in range(14):
        visitor().tell(f"Child {n} of this home")

    marked = [
        any(flag["rule"] == "many-from-one-address" for flag in record["flags"])
        for record in records(app)
    ]
    assert len(marked) == 14
    assert marked == [False] * 12 + [True] * 2
