"""What an adult tells us for a child, on the way from the pages to the queue."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal.domain.intake import Words
from portal.services import intake as intake_service
from tests.desk_client import Desk, a_colleague, the_intake
from tests.helping.adult import CHILDS, EVERYTHING, OWN, WORDS, Adult
from tests.portal_client import office_of, records

DATES = ("Thursday, 26 November 2026", "Tuesday, 8 December 2026")


def test_only_words_are_needed(adult: Adult, app: Flask) -> None:
    adult.tell()

    assert "Thank you. We have it." in adult.text
    assert records(app)[0]["words"][0]["text"] == WORDS


def test_a_wish_for_an_advocate_needs_no_words(adult: Adult, app: Flask) -> None:
    adult.tell(words="", advocate="yes")

    [record] = records(app)
    assert record["words"] == []
    assert record["advocacy"]["wanted"] == "yes"


def test_nobody_turns_an_advocate_down_for_a_child(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", words=WORDS, advocate="no")

    assert adult.page is not None
    assert adult.page.status_code == 400
    assert adult.given_back["words"] == WORDS
    assert records(app) == []


def test_every_answer_reaches_the_record_in_its_place(adult: Adult, app: Flask) -> None:
    adult.tell(**EVERYTHING)

    [record] = records(app)
    assert record["words"][0]["text"] == WORDS
    assert record["method_of_receipt"] == "Web form"
    assert record["record_type"] is None
    assert record["person"] == {
        "name": CHILDS["name"],
        "age_band": CHILDS["age"],
        "looked_after": CHILDS["home"],
        "feels_safe": CHILDS["safe"],
    }
    contact = record["contact"]
    assert (contact["way"], contact["details"]) == (CHILDS["way"], CHILDS["details"])
    assert (contact["given_by"], contact["confirmed_by_child"]) == ("helper", False)
    assert record["should_not_see"] == CHILDS["hide"]
    told = record["submitter"]
    assert (told["name"], told["contact"]) == (OWN["own_name"], OWN["own_contact"])
    assert (told["child_knows"], told["child_agrees"]) == (OWN["knows"], OWN["agrees"])
    assert the_intake(app).submitter.words_of == OWN["words_of"]  # type: ignore[union-attr]


@pytest.mark.parametrize("safe", ["no", "not_sure"])
def test_a_child_who_may_not_be_safe_is_urgent_and_says_at_once_whom_to_ring(
    adult: Adult, app: Flask, safe: str
) -> None:
    adult.begin()
    adult.press("check", words="It is about her room", safe=safe)

    assert adult.page is not None
    page = adult.page.text
    assert page.index("0800 1111") < page.index("<form")
    adult.press("send")
    assert records(app)[0]["urgent"] is True
    assert "If the child is not safe, do not wait for us" in adult.text
    assert "A person here reads next: today." in adult.text


@pytest.mark.parametrize("words", ["He says that his dad hits him", "she wants to kill herself"])
def test_an_adult_s_words_are_screened_as_well(adult: Adult, app: Flask, words: str) -> None:
    adult.tell(words=words)

    assert records(app)[0]["urgent"] is True
    assert "If the child is not safe, do not wait for us" in adult.text


def test_the_receipt_has_a_reference_two_dates_and_a_number_but_no_code_words(
    adult: Adult, app: Flask
) -> None:
    adult.tell(**EVERYTHING)

    assert records(app)[0]["reference"] in adult.text
    assert all(day in adult.text for day in DATES)
    assert "03000 41 11 11" in adult.text
    assert adult.page is not None
    assert 'class="code-words"' not in adult.page.text


def test_the_receipt_survives_a_refresh_and_is_gone_once_they_leave(adult: Adult) -> None:
    first = adult.tell().text
    assert adult.page is not None
    assert adult.page.request.path == "/en/for-a-child/sent"

    assert adult.open("for-a-child/sent").text == first
    adult.client.get("/en/leave")
    adult.open("for-a-child/sent")
    assert adult.page.request.path == "/en/for-a-child"
    assert "Who are you to the child?" in adult.text


def test_nothing_that_the_child_says_later_is_on_the_receipt(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", words="It is about her room")
    form = {**adult.hidden, "go": "send"}
    before = adult.press("send").text
    place = office_of(app)
    with place.database.write() as connection:
        said = Words("he hits me every night", place.clock(), is_new=True)
        intake_service.add(connection, place, the_intake(app), said, place.clock())
    assert the_intake(app).is_urgent

    assert adult.show(adult.client.post("/en/for-a-child/school", data=form)).text == before
    assert "If the child is not safe" not in before


def test_send_pressed_twice_makes_one_intake_and_one_receipt(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", **EVERYTHING)
    form = {**adult.hidden, "go": "send"}

    for _ in range(3):
        adult.show(adult.client.post("/en/for-a-child/school", data=form))
        assert records(app)[0]["reference"] in adult.text

    assert len(records(app)) == 1


@pytest.mark.parametrize("cookies", [True, False])
def test_send_pressed_eight_times_at_once_makes_one_intake(
    visitor: Callable[..., Adult], app: Flask, cookies: bool
) -> None:
    adult = visitor(cookies=cookies)
    adult.begin()
    adult.press("check", words=WORDS)
    form = {**adult.hidden, "go": "send"}
    cookie = adult.client.get_cookie("heard") if cookies else None
    headers = {"Cookie": f"heard={cookie.value}"} if cookie else {}

    def press(_: int) -> int:
        client = app.test_client(use_cookies=False)
        return client.post("/en/for-a-child/school", data=form, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {303 if cookies else 200}
    assert [record["words"][0]["text"] for record in records(app)] == [WORDS]


def test_what_is_changed_after_sending_is_another_telling_and_alters_nothing(
    adult: Adult, app: Flask
) -> None:
    adult.begin()
    form = dict(adult.hidden)
    for words in ("One", "One and two"):
        adult.hidden = dict(form)
        adult.press("check", words=words)
        adult.press("send")

    assert [[w["text"] for w in r["words"]] for r in records(app)] == [["One"], ["One and two"]]


def test_two_children_in_one_visit_are_two_intakes(adult: Adult, app: Flask) -> None:
    adult.tell(words="First", name="Ann")
    adult.tell(words="First", name="Ben")

    assert [record["person"]["name"] for record in records(app)] == ["Ann", "Ben"]


def test_customer_care_see_who_told_us_and_that_nothing_was_confirmed(
    adult: Adult, app: Flask
) -> None:
    adult.tell(**EVERYTHING)
    desk = Desk(app, a_colleague(app, is_cleared=True))

    desk.open(f"intakes/{the_intake(app).reference}")

    assert OWN["own_name"] in desk.text
    assert OWN["own_contact"] in desk.text
    assert "The child has not confirmed this: send nothing with content there." in desk.text


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("parent", "Not asked: they complain in their own right"),
        ("special_guardian", "Not asked: they complain in their own right"),
        ("close_relative", "The child knows"),
    ],
)
def test_customer_care_see_whether_the_child_s_consent_was_asked(
    adult: Adult, app: Flask, relation: str, said: str
) -> None:
    adult.tell(relation, words="They saw it")
    desk = Desk(app, a_colleague(app))

    desk.open(f"intakes/{the_intake(app).reference}")

    assert said in desk.text


def test_somebody_else_has_no_originator_until_triage_says_so_and_still_has_dates(
    adult: Adult, app: Flask
) -> None:
    adult.tell("someone_else", words="They saw it")
    desk = Desk(app, a_colleague(app))

    page = desk.open(f"intakes/{the_intake(app).reference}")

    assert page.status_code == 200
    assert records(app)[0]["originator"] is None
    assert records(app)[0]["answer_by"] == "2026-12-08"
