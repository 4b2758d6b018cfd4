"""What is handed over to a child whose words were taken down: shown once, for one intake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask
from sqlalchemy import select

from portal.db.intakes import IntakeRow
from portal.domain.code_words import normalise_code_words
from tests.care.taking_down import (
    CALL,
    LETTER,
    actions,
    code_words_on,
    how_many,
    take_down,
    write_down,
)
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of
from tests.register.telling import together


def test_saved_twice_it_is_one_intake_and_its_code_words_are_shown_once(
    app: Flask, desk: Desk
) -> None:
    write_down(desk, **CALL)
    form = dict(desk.hidden)
    desk.post("take-down", go="save", read_back="agreed")
    shown = code_words_on(desk)

    desk.hidden = form
    answer = desk.post("take-down", go="save", read_back="agreed")

    assert answer.status_code == 200
    assert how_many(app) == 1
    assert the_intake(app).reference in desk.text
    assert not code_words_on(desk)
    assert shown not in answer.text


def hash_of_code_words(app: Flask) -> str | None:
    with office_of(app).database.read() as connection:
        found: str | None = connection.scalar(select(IntakeRow.as_table().c.code_words_hash))
    return found


def slow_hash(app: Flask, code_words: str) -> str:
    return office_of(app).keyring.slow_hash(normalise_code_words(code_words))


def test_only_the_hash_of_the_code_words_is_kept(app: Flask, desk: Desk) -> None:
    take_down(desk)

    assert hash_of_code_words(app) == slow_hash(app, code_words_on(desk))


def test_who_never_saw_the_code_words_makes_others_once(app: Flask, desk: Desk) -> None:
    write_down(desk, **LETTER)
    reference = the_intake(app).reference
    desk.post("take-down", go="next", **LETTER, sent_as=the_intake(app).submission_id)
    form = dict(desk.hidden)

    desk.post(f"take-down/{reference}/code-words")
    others = code_words_on(desk)
    assert hash_of_code_words(app) == slow_hash(app, others)
    desk.hidden = form
    desk.post(f"take-down/{reference}/code-words")

    assert not code_words_on(desk)
    assert hash_of_code_words(app) == slow_hash(app, others)
    assert ("intake.code-words", reference) in actions(app)


def test_nobody_else_makes_code_words_for_it(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    write_down(desk, **LETTER)
    intake, before = the_intake(app), hash_of_code_words(app)
    desk.post("take-down", go="next", **LETTER, sent_as=intake.submission_id)
    other = sign_in("Ada Other")
    other.open("take-down")

    answer = other.post(
        f"take-down/{intake.reference}/code-words", instead_of=desk.hidden["instead_of"]
    )

    assert answer.status_code == 403
    assert hash_of_code_words(app) == before


def test_the_slip_does_not_say_what_it_is_about(app: Flask, desk: Desk) -> None:
    page = take_down(desk).text
    slip = page.partition('<section class="card slip"')[2].partition("</section>")[0].lower()

    assert slip
    assert not [word for word in ("complain", "care", "social", "safe", "child") if word in slip]


def test_pressed_twice_at_once_it_is_one_intake_with_the_code_words_that_one_page_shows(
    app: Flask, desk: Desk
) -> None:
    other = Desk(app, desk.member)
    for one in (desk, other):
        one.open("take-down")
    sent_as = desk.hidden["sent_as"]

    def press(one: Desk) -> None:
        one.post("take-down", go="next", **{**LETTER, "sent_as": sent_as})

    together(partial(press, desk), partial(press, other))

    assert how_many(app) == 1
    assert the_intake(app).reference in desk.text
    assert the_intake(app).reference in other.text
    [shown] = filter(None, map(code_words_on, (desk, other)))
    assert hash_of_code_words(app) == slow_hash(app, shown)
