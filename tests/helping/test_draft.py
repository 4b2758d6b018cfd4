"""What an adult has checked and not sent: given back in their browser, and to nobody's telling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.services import floods
from tests.child.test_leaving import visits_kept
from tests.helping.adult import EVERYTHING, WORDS, Adult
from tests.portal_client import Child, office_of, records
from tests.web.every_page import StandingClock

CHILD_SAID = "Meena took my blue bicycle"


def checked(adult: Adult, relation: str = "school", **answers: str) -> Adult:
    adult.begin(relation)
    adult.press("check", relation, **(answers or EVERYTHING))
    return adult


def test_the_form_gives_back_what_was_checked_as_often_as_it_is_opened(
    adult: Adult, app: Flask
) -> None:
    checked(adult)

    for _ in range(2):
        adult.begin()
        assert adult.given_back == EVERYTHING
        assert "This is what you wrote before. It is not sent yet." in adult.text
        assert "If the child is not safe, do not wait for us" in adult.text
    assert records(app) == []


def test_a_refused_form_is_given_back_as_well(adult: Adult) -> None:
    answers = {**EVERYTHING, "words": "", "advocate": ""}
    checked(adult, **answers)
    assert "One sentence is enough." in adult.text

    adult.begin()

    assert adult.given_back == {n: v for n, v in answers.items() if v}


@pytest.mark.parametrize("relation", ["parent", "someone_else"])
def test_whoever_says_that_they_are_somebody_else_finds_their_words(
    adult: Adult, relation: str
) -> None:
    checked(adult)

    adult.begin(relation)

    not_asked = {"parent": ("knows", "agrees", "own_organisation")}.get(relation, ())
    assert adult.given_back == {n: v for n, v in EVERYTHING.items() if n not in not_asked}


def test_changing_who_one_is_and_going_back_loses_nothing(adult: Adult) -> None:
    adult.begin()
    adult.post("for-a-child", **EVERYTHING)

    adult.begin()

    assert adult.given_back == EVERYTHING


def test_what_was_changed_last_is_given_back(adult: Adult) -> None:
    checked(adult)
    adult.press("change")
    adult.press("check", **{**adult.given_back, "name": "Sammy"})

    adult.begin()

    assert adult.given_back == {**EVERYTHING, "name": "Sammy"}


def test_back_check_and_send_and_the_old_page_once_more_make_one_intake(
    adult: Adult, app: Flask
) -> None:
    checked(adult)
    old_page = {**adult.hidden, "go": "send"}
    adult.begin()
    adult.press("check", **adult.given_back)
    adult.press("send")
    assert "Thank you. We have it." in adult.text

    adult.show(adult.client.post("/en/for-a-child/school", data=old_page))

    assert [record["words"][0]["text"] for record in records(app)] == [WORDS]


def test_sending_wipes_it_and_the_next_child_begins_empty(adult: Adult) -> None:
    checked(adult)
    sent_from = {**adult.hidden, "go": "check"}
    adult.press("send")
    assert adult.begin().status_code == 200
    assert adult.given_back == {}

    # A browser that goes back to the check sends it again.
    adult.client.post("/en/for-a-child/school", data=sent_from)

    adult.begin()
    assert adult.given_back == {}
    assert "It is not sent yet." not in adult.text


def test_sending_for_one_child_keeps_what_another_page_holds_for_another(adult: Adult) -> None:
    checked(adult, words="About Ann")
    ann = {**adult.hidden, "go": "send"}
    other = Adult(adult.client)
    other.begin()
    other.press("empty")
    other.press("check", words="About Ben")

    adult.client.post("/en/for-a-child/school", data=ann)

    other.begin()
    assert other.given_back == {"words": "About Ben"}


def test_it_can_be_put_away_for_another_child(adult: Adult, app: Flask) -> None:
    checked(adult)
    adult.begin()

    adult.press("empty", **adult.given_back)

    assert adult.given_back == {}
    adult.begin()
    assert adult.given_back == {}
    assert records(app) == []


def test_nobody_else_can_put_it_away(adult: Adult) -> None:
    checked(adult)
    adult.hidden["csrf_token"] = "forged"
    adult.press("empty")
    assert adult.given_back == EVERYTHING

    adult.hidden["csrf_token"] = "forged"
    adult.press("check", words="Somebody else's words")

    adult.begin()
    assert adult.given_back == EVERYTHING


def test_leaving_quickly_wipes_it(adult: Adult, app: Flask) -> None:
    checked(adult)
    assert visits_kept(app) == 1

    adult.client.get("/en/leave")

    assert visits_kept(app) == 0
    adult.begin()
    assert adult.given_back == {}


@pytest.mark.parametrize(
    ("rest", "is_shown"), [(timedelta(minutes=19), True), (timedelta(minutes=21), False)]
)
def test_a_rest_of_twenty_minutes_hides_it(
    adult: Adult, clock: StandingClock, rest: timedelta, is_shown: bool
) -> None:
    checked(adult)
    clock.at += rest

    for _ in range(2):
        adult.begin()
        assert adult.given_back == (EVERYTHING if is_shown else {})


def test_a_day_after_the_visit_began_it_is_gone(adult: Adult, clock: StandingClock) -> None:
    checked(adult)
    for _ in range(24 * 6):
        clock.at += timedelta(minutes=10)
        adult.open("for-a-child/parent")

    assert adult.given_back == {}


def test_whoever_writes_for_longer_than_that_finds_it(
    adult: Adult, clock: StandingClock, app: Flask
) -> None:
    adult.begin()
    clock.at += timedelta(minutes=50)
    adult.press("check", **EVERYTHING)

    adult.begin()

    assert adult.given_back == EVERYTHING


def test_a_page_that_was_open_over_a_rest_is_sent_all_the_same(
    adult: Adult, clock: StandingClock, app: Flask
) -> None:
    checked(adult)
    clock.at += timedelta(minutes=50)

    adult.press("send")

    assert records(app)[0]["words"][0]["text"] == WORDS


def test_a_browser_without_cookies_leaves_nothing_behind(
    visitor: Callable[..., Adult], app: Flask
) -> None:
    adult = checked(visitor(cookies=False))
    assert "Sam Small" in adult.text

    adult.begin()

    assert adult.given_back == {}
    assert visits_kept(app) == 0


def test_no_other_browser_shows_it(adult: Adult, visitor: Callable[..., Adult]) -> None:
    checked(adult)

    other = visitor()
    other.begin()

    assert other.given_back == {}


def test_it_lies_in_the_database_sealed(adult: Adult, app: Flask) -> None:
    checked(adult)

    with office_of(app).database.read() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM visit").all()
    assert not any(text.encode() in repr(row).encode() for text in ("Sam Small", "Jo Grown"))


def test_a_child_s_telling_holds_nothing_of_an_adult_in_the_same_browser(
    adult: Adult, app: Flask
) -> None:
    child = Child(adult.client)
    checked(adult)
    child.answer("what-happened", words=CHILD_SAID)
    for page in ("", "check", "your-name", "what-happened", "how-to-reach-you"):
        child.open(page)
        assert not any(text in child.text for text in EVERYTHING.values() if " " in text.strip())
        assert "0800 1111" in child.text

    child.open("check")
    child.post("check", go="send")

    [record] = records(app)
    assert [said["text"] for said in record["words"]] == [CHILD_SAID]
    assert record["submitted_by"] == "child"
    assert not any(EVERYTHING[n] in repr(record) for n in ("name", "details", "hide", "own_name"))
    adult.begin()
    assert adult.given_back == EVERYTHING


def test_an_adult_s_telling_holds_nothing_of_a_child_in_the_same_browser(
    adult: Adult, app: Flask
) -> None:
    child = Child(adult.client)
    child.answer("what-happened", words=CHILD_SAID)
    child.answer("your-name", name="Meena's friend")
    checked(adult, words=WORDS)
    assert CHILD_SAID not in adult.text
    adult.begin()
    assert adult.given_back == {"words": WORDS}
    adult.press("check", words=WORDS)

    adult.press("send")

    [record] = records(app)
    assert [said["text"] for said in record["words"]] == [WORDS]
    assert "Meena" not in repr(record)
    assert child.open("what-happened").status_code == 200
    assert child.typed == CHILD_SAID
    child.open("check")
    child.post("check", go="send")
    assert [said["text"] for said in records(app)[1]["words"]] == [CHILD_SAID]


def test_neither_takes_the_other_s_room(adult: Adult, app: Flask) -> None:
    """Each may be as long as a form can bring, and neither is refused for the other."""
    longest = "\u00e9 <3 " * 150_000
    child = Child(adult.client)
    child.answer("what-happened", words=longest)

    checked(adult, words=longest[1:])
    child.answer("what-would-help", better=longest[2:])

    adult.begin()
    assert adult.given_back == {"words": longest[1:]}
    assert child.open("what-happened").status_code == 200
    assert child.typed == longest


def test_far_too_many_forms_are_not_kept_and_all_can_be_sent(
    adult: Adult, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "POSTS_IN_TEN_MINUTES", 1)
    checked(adult, words="One")
    adult.press("check", words="One and two")
    assert "One and two" in adult.text

    adult.press("send")

    assert records(app)[0]["words"][0]["text"] == "One and two"


def test_a_database_that_cannot_keep_it_keeps_nobody_from_the_check(
    adult: Adult, app: Flask
) -> None:
    adult.begin()
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE visit RENAME TO visit_gone")

    adult.press("check", **EVERYTHING)

    assert adult.given_back == EVERYTHING
    assert "Send it now" in adult.text
    assert adult.begin().status_code == 200
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE visit_gone RENAME TO visit")
