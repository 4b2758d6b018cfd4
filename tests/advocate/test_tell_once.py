"""Each child by themself: sent once, an empty form for the next, a paper in their language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask

from portal.domain.staff import Role
from tests.advocate.telling import ALL, code_words_on, paper_on, tell, write_down
from tests.care.taking_down import actions, how_many
from tests.desk_client import Desk, the_intake
from tests.register.telling import together


def test_sent_twice_it_is_one_intake_and_its_code_words_are_shown_once(
    app: Flask, service: Desk
) -> None:
    write_down(service)
    form = dict(service.hidden)
    service.post("/advocate/tell", go="send")
    shown = code_words_on(service)
    assert shown

    service.hidden = form
    answer = service.post("/advocate/tell", go="send")

    assert answer.status_code == 200
    assert how_many(app) == 1
    assert the_intake(app).reference in service.text
    assert not code_words_on(service)
    assert shown not in answer.text


def test_sent_twice_at_once_it_is_one_intake_and_one_page_has_the_code_words(
    app: Flask, service: Desk
) -> None:
    other = Desk(app, service.member)
    write_down(service)
    write_down(other)
    sent_as = service.hidden["sent_as"]

    def press(one: Desk) -> None:
        one.post("/advocate/tell", go="send", sent_as=sent_as)

    together(partial(press, service), partial(press, other))

    assert how_many(app) == 1
    reference = the_intake(app).reference
    assert reference in service.text
    assert reference in other.text
    assert len(list(filter(None, map(code_words_on, (service, other))))) == 1


def test_the_next_child_s_form_has_nothing_of_the_first_s(app: Flask, service: Desk) -> None:
    tell(service, **ALL)
    first = dict(service.hidden)
    assert "Tell us for another child" in service.text
    page = service.open("/advocate/tell").text.partition("<main")[2]

    for typed in ("moved me", "Sam &amp; co", "07700", "key worker", "twice", "carer", "after 4"):
        assert typed not in page
    assert service.hidden.get("sent_as") != first.get("sent_as")
    tell(service, words="Another child's")
    assert how_many(app) == 2


def test_the_paper_is_in_the_child_s_language_and_repeats_nothing(
    app: Flask, service: Desk
) -> None:
    tell(service, **{**ALL, "language": "Arabic"})

    paper = paper_on(service)
    assert service.page
    assert 'lang="ar" dir="rtl"' in service.page.text
    assert "/ar/take-over" in paper
    assert "Una Upfront" in paper
    assert "What we were told about you" not in paper
    for told in ("moved me", "Sam & co", "07700 900123", "key worker", "twice", "Tell <me>"):
        assert told not in service.text


def test_in_a_language_we_do_not_have_the_paper_is_in_english(app: Flask, service: Desk) -> None:
    tell(service, language="Tigrinya", name="Sam", child_agrees="no")

    assert the_intake(app).language == "ti"
    assert "We have no page in the language of the child's words." in service.text
    paper = paper_on(service)
    assert "what we can call you" in paper
    assert "how old you are" not in paper
    assert "Una Upfront says that you did not want it." in paper


def test_the_audit_says_who_told_us_and_not_a_word_of_it(app: Flask, service: Desk) -> None:
    tell(service, **ALL)

    reference = the_intake(app).reference
    assert ("intake.told-for-child", reference) in actions(app)


def test_a_form_that_somebody_else_sent_shows_nothing_of_theirs_and_loses_no_word(
    app: Flask, service: Desk, sign_in: Callable[..., Desk]
) -> None:
    other = sign_in("Ada Other", roles={Role.ADVOCATE}, service="upfront")
    tell(other)
    theirs = the_intake(app)
    write_down(service)

    answer = service.post("/advocate/tell", go="send", sent_as=theirs.submission_id)

    assert answer.status_code == 404
    assert theirs.reference not in answer.text
    assert "They moved me &lt;3" in answer.text
    assert how_many(app) == 1
