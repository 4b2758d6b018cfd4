"""Questions about the child come after Send, are skipped at will, and stand only in counts."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import equalities
from portal.db.equalities import EqualitiesRow
from portal.domain.equalities import Disability, Equalities, Gender, NoAnswer, Orientation
from tests.desk_client import the_intake
from tests.portal_client import Child, office_of, records


def kept(app: Flask) -> Equalities | None:
    place, intake = office_of(app), the_intake(app)
    with place.database.read() as connection:
        return equalities.of_intake(connection, place.keyring, intake.id)


def test_they_are_reached_from_the_receipt_and_lead_back_to_it(app: Flask, child: Child) -> None:
    child.tell("They moved me")
    assert "A few questions about you" in child.text
    before = records(app)

    page = child.open("about-you")
    assert page.text.count("<h1") == 1
    child.post("about-you", gender="Female", disability="Not known", ethnicity="Prefers not to say")

    assert "Thank you. We have it." in child.text
    assert kept(app) == Equalities(
        gender=Gender.FEMALE, disability=NoAnswer.NOT_KNOWN, ethnicity=NoAnswer.PREFERS_NOT
    )
    assert records(app) == before


def test_no_answer_keeps_nothing(app: Flask, child: Child) -> None:
    child.tell("They moved me")
    child.open("about-you")
    child.post("about-you")

    assert kept(app) is None
    assert "Thank you. We have it." in child.text


def test_what_is_skipped_later_keeps_its_answer(app: Flask, child: Child) -> None:
    child.tell("They moved me")
    for answers in ({"gender": "Female"}, {"disability": "Disabled"}):
        child.open("about-you")
        child.post("about-you", **answers)

    assert kept(app) == Equalities(gender=Gender.FEMALE, disability=Disability.DISABLED)


def test_an_answer_can_be_given_again(app: Flask, child: Child) -> None:
    child.tell("They moved me")
    for gender in ("Female", "Another gender"):
        child.open("about-you")
        child.post("about-you", gender=gender)

    assert kept(app) == Equalities(gender=Gender.ANOTHER)
    with office_of(app).database.read() as connection:
        assert len(connection.execute(select(EqualitiesRow.as_table())).all()) == 1


@pytest.mark.parametrize(("age", "is_asked"), [("13-15", False), ("16-17", True), ("", False)])
def test_sexual_orientation_is_for_who_said_that_they_are_sixteen(
    app: Flask, child: Child, age: str, is_asked: bool
) -> None:
    child.answer("your-age", age=age)
    child.tell("They moved me")

    page = child.open("about-you")
    child.post("about-you", orientation="Bisexual", disability="Disabled")

    assert ("How do you think of yourself?" in page.text) is is_asked
    orientation = Orientation.BISEXUAL if is_asked else None
    assert kept(app) == Equalities(disability=Disability.DISABLED, orientation=orientation)


def test_before_send_there_is_nobody_to_ask(child: Child) -> None:
    assert "What do you want to tell us?" in child.show(child.client.get("/en/about-you")).text
    child.post("about-you", gender="Female")


def test_what_no_page_offers_is_refused_and_a_stale_page_gives_the_answers_back(
    app: Flask, child: Child
) -> None:
    child.tell("They moved me")
    child.open("about-you")
    assert child.post("about-you", gender="Martian").status_code == 400
    child.hidden["csrf_token"] = "stale"

    page = child.post("about-you", gender="Female")

    assert page.status_code == 400
    assert 'value="Female" checked' in page.text
    assert kept(app) is None
