"""Whatever is refused comes back with every word, and says whom to ring."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.services import floods
from tests.helping.adult import EVERYTHING, WORDS, Adult
from tests.portal_client import an_app, office_of, records
from tests.servers.databases import Databases

# A browser would send these again with the line breaks that it always sends.
AS_SHOWN = {**EVERYTHING, "words": WORDS}


def refused(adult: Adult, status: int = 400) -> str:
    assert adult.page is not None
    assert adult.page.status_code == status
    assert "0800 1111" in adult.text
    return adult.text


def test_nothing_at_all_asks_for_a_sentence(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", **{**EVERYTHING, "words": " \r\n ", "advocate": ""})

    assert "One sentence is enough." in refused(adult)
    assert 'href="#words"' in adult.page.text  # type: ignore[union-attr]
    rest = {n: v for n, v in EVERYTHING.items() if n not in ("words", "advocate")}
    assert rest.items() <= adult.given_back.items()
    assert records(app) == []


@pytest.mark.parametrize(
    ("field", "own", "as_the_childs"),
    [
        ("details", {"own_contact": "07700 900123"}, "07700900123"),
        ("details", {"own_contact": "+44 7700 900123"}, "07700 900 123"),
        ("details", {"own_contact": "07700 900123"}, "ring 0044 7700 900123 after six"),
        ("details", {"own_contact": "Jo@School.example"}, "jo@school.EXAMPLE"),
        ("details", {"own_contact": "12 Hill Road, Ashford"}, "12 hill road ashford"),
        ("details", {"own_name": "Jo Grown"}, "grown, jo"),
        ("times", {"own_contact": "07700 900123"}, "ring 07700 900123 at six"),
        ("name", {"own_name": "Jo Grown"}, "JO GROWN"),
        ("name", {"own_contact": "jo@school.example"}, "jo@school.example"),
        ("details", {}, "03000 41 11 11"),
    ],
)
def test_what_is_their_own_is_never_taken_as_the_child_s(
    adult: Adult, app: Flask, field: str, own: dict[str, str], as_the_childs: str
) -> None:
    answers = {"words": WORDS, "hide": "Not Dave", **own, field: as_the_childs}
    adult.begin()
    adult.press("check", **answers)

    refused(adult)
    assert f'href="#{field}"' in adult.page.text  # type: ignore[union-attr]
    assert adult.given_back == answers
    adult.press("send", **answers)
    refused(adult)
    assert records(app) == []
    adult.press("check", **{**answers, field: ""})
    adult.press("send")
    assert "Thank you. We have it." in adult.text


@pytest.mark.parametrize(
    ("own", "childs"),
    [
        ({}, {"name": "Sam", "details": "07700 900123"}),
        ({"own_name": "Sam Grown", "own_contact": "07700 900123"},
         {"name": "Sam", "details": "07700 900124"}),
        ({"own_name": "Jo"}, {"details": "ask Jo's mother"}),
        ({"own_contact": "12 Hill Road"}, {"details": "14 Hill Road"}),
    ],
)  # fmt: skip
def test_what_is_the_child_s_is_taken(
    adult: Adult, app: Flask, own: dict[str, str], childs: dict[str, str]
) -> None:
    adult.tell(**own, **childs)

    assert records(app)[0]["contact"]["details"] == childs["details"]


@pytest.mark.parametrize("field", ["words_of", "safe", "age", "home", "knows", "agrees", "way"])
def test_an_answer_that_no_page_offers_is_refused_in_words(
    adult: Adult, app: Flask, field: str
) -> None:
    adult.begin()
    adult.press("check", **{**EVERYTHING, field: "'; DROP TABLE intake; --"})

    assert "Please pick one of these, or leave it out." in refused(adult)
    rest = {n: v for n, v in EVERYTHING.items() if n != field}
    assert adult.given_back == rest
    adult.press("send", **{**EVERYTHING, field: "x"})
    refused(adult)
    assert records(app) == []


@pytest.mark.parametrize("token", ["", "stale", "\u00e9"])
def test_a_stale_form_gives_everything_back_and_works_at_once(
    adult: Adult, app: Flask, token: str
) -> None:
    adult.begin()
    adult.press("check", **EVERYTHING)
    adult.hidden["csrf_token"] = token

    adult.press("send")

    assert "Please press the button once more" in refused(adult)
    assert adult.given_back == AS_SHOWN
    assert records(app) == []
    adult.press("send")
    assert records(app)[0]["words"][0]["text"] == WORDS


def test_going_back_to_change_something_keeps_all_the_rest(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", **EVERYTHING)
    adult.press("change")
    assert adult.given_back == AS_SHOWN

    adult.press("check", **{**adult.given_back, "name": "Sammy"})
    adult.press("send")

    assert records(app)[0]["person"]["name"] == "Sammy"
    assert records(app)[0]["words"][0]["text"] == WORDS


def test_all_of_it_is_taken_from_a_browser_that_keeps_no_cookies(
    visitor: Callable[..., Adult], app: Flask
) -> None:
    adult = visitor(cookies=False)
    adult.begin()
    adult.press("check", **EVERYTHING)
    form = {**adult.hidden, "go": "send"}
    adult.press("send")
    assert "Thank you. We have it." in adult.text

    again = adult.client.post("/en/for-a-child/school", data=form)

    [record] = records(app)
    assert record["words"][0]["text"] == WORDS
    assert record["reference"] in again.text


def test_another_web_site_can_send_nothing_in_anybody_s_name(adult: Adult, app: Flask) -> None:
    adult.begin()
    form = {n: v for n, v in adult.hidden.items() if n != "csrf_token"}

    client = app.test_client(use_cookies=False)
    answer = client.post(
        "/en/for-a-child/school",
        data={**form, "words": WORDS, "go": "send"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    assert records(app) == []


def test_a_filled_honeypot_only_marks_from_the_first_page_on(adult: Adult, app: Flask) -> None:
    adult.begin()
    adult.press("check", words=WORDS, website="http://spam.example")
    adult.press("send")

    assert records(app)[0]["words"][0]["text"] == WORDS
    assert any(flag["rule"] == "hidden-box-filled" for flag in records(app)[0]["flags"])


def test_far_too_many_forms_get_a_page_that_keeps_everything(
    adult: Adult, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "POSTS_IN_TEN_MINUTES", 1)
    adult.tell(words="The first")

    adult.tell(**EVERYTHING)

    assert "Please press the button again in ten minutes." in refused(adult, 429)
    assert adult.given_back == AS_SHOWN
    assert len(records(app)) == 1


def test_many_from_one_address_are_marked_and_all_taken(
    visitor: Callable[..., Adult], app: Flask
) -> None:
    for n in range(14):
        visitor().tell(words=f"Child {n}")

    marked = [
        any(flag["rule"] == "many-from-one-address" for flag in record["flags"])
        for record in records(app)
    ]
    assert marked == [False] * 12 + [True] * 2


def test_a_database_that_cannot_be_written_gives_everything_back(
    databases: Databases,
) -> None:
    app = an_app(databases.empty("sqlite"))
    adult = Adult(app.test_client())
    adult.begin()
    adult.press("check", **EVERYTHING)

    adult.press("send")

    assert "We could not keep that just now" in refused(adult, 503)
    assert adult.given_back == AS_SHOWN
    office_of(app).database.close()


def test_a_fault_of_our_own_gives_every_field_back(
    adult: Adult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("portal.helping.sending.free_reference", broken)
    adult.tell(**EVERYTHING)

    text = refused(adult, 500)
    typed = ("name", "details", "times", "hide", "own_name", "own_organisation", "own_contact")
    assert all(EVERYTHING[name] in text for name in typed)
    assert "I want to see my brother & nobody listens" in text
