"""Finding: by reference however typed, by words of what is open, and no trace of the words."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import audit, intake_words
from portal.db.audit import AuditRow
from portal.db.sealing import Keyring
from portal.domain.intake import Words
from portal.services import finding
from portal.web.app_office import set_office
from tests.care.test_inbox import put, shown
from tests.desk_client import Desk
from tests.portal_client import office_of
from tests.web.every_page import StandingClock


def look(desk: Desk, said: str) -> list[str]:
    """The references that are found by these words."""
    desk.open("find")
    desk.post("find", said=said)
    return shown(desk)


def searches(app: Flask) -> list[tuple[str | None, dict[str, object]]]:
    """What the audit says of each search."""
    table = AuditRow.as_table()
    wanted = select(table.c.subject, table.c.detail).where(table.c.action == "intake.find")
    with office_of(app).database.read() as connection:
        rows = connection.execute(wanted.order_by(table.c.number))
        return [(row.subject, row.detail) for row in rows]


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_reference_leads_straight_there_however_it_is_typed(
    app: Flask, desk: Desk, clock: StandingClock, is_closed: bool
) -> None:
    intake = put(app, reference="KM7R-T2XN", closed_at=clock.at if is_closed else None)

    for typed in ("KM7R-T2XN", "km7rt2xn", " Km7r t2xn ", "k m 7 r - t 2 x n", "KM7R–T2XN"):
        desk.open("find")
        answer = desk.post("find", said=typed)
        assert answer.request.path == f"/care/intakes/{intake.reference}", typed
    assert searches(app) == []


def test_a_reference_that_leads_nowhere_says_so(desk: Desk) -> None:
    assert look(desk, "HH2H-H2HH") == []
    assert "There is no intake HH2H-H2HH that you may open." in desk.text


def test_words_are_found_whatever_their_capitals_accents_and_lines(app: Flask, desk: Desk) -> None:
    at = office_of(app).clock()
    first = put(app, name="Zoë", words=(Words("Je n'ai pas\r\nde CAFÉ", at),))
    second = put(app, desired_outcome="I want my cafe back", words=(Words("أريد أن", at),))
    third = put(app, words=(Words("one", at), Words("Straße 5", at + timedelta(hours=1))))

    assert set(look(desk, "cafe")) == {first.reference, second.reference}
    assert look(desk, "PAS DE CAFÉ") == [first.reference]
    assert look(desk, "zoe") == [first.reference]
    assert look(desk, "اريد") == [second.reference]
    assert look(desk, "STRASSE") == [third.reference]
    assert look(desk, "on") == [third.reference]
    assert look(desk, "caf back") == []
    assert "No open intake says this" in desk.text


def test_neither_the_page_nor_the_audit_nor_the_log_quotes_anything(
    app: Flask, desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    intake = put(app, words=(Words("my stepdad Zebedee shouts", office_of(app).clock()),))
    put(app)
    capfd.readouterr()

    assert look(desk, "Zebedee") == [intake.reference]

    assert desk.page is not None
    assert "stepdad" not in desk.page.text
    assert "Zebedee" not in desk.page.request.url
    assert "no-store" in desk.page.headers["Cache-Control"]
    assert searches(app) == [(None, {"searched": 2, "found": 1})]
    assert "zebedee" not in "".join(capfd.readouterr()).lower()


def test_what_is_closed_is_not_found_by_words(app: Flask, desk: Desk, clock: StandingClock) -> None:
    put(app, closed_at=clock.at)
    assert look(desk, "moved") == []


def test_only_so_many_are_opened_and_the_page_says_so(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    last = put(app, words=(Words("a rare word", clock.at),))
    for day in range(1, 4):
        put(app, received_at=clock.at - timedelta(days=day * 7))
    assert look(desk, "rare") == [last.reference]
    assert "There were more" not in desk.text
    monkeypatch.setattr(finding, "SEARCHED", 3)

    assert look(desk, "rare") == []

    assert "There were more than 3 open intakes" in desk.text
    assert searches(app)[-1] == (None, {"searched": 3, "found": 0})


def test_what_a_lost_key_keeps_shut_is_counted_and_the_rest_is_found(
    app: Flask, desk: Desk
) -> None:
    put(app)
    old = office_of(app)
    new = Keyring((os.urandom(32),))
    set_office(app, replace(old, keyring=new))
    readable = put(app)

    assert look(Desk(app, desk.member), "moved") == [readable.reference]
    desk.open("find")
    assert "1 could not be read" in desk.post("find", said="moved").text


@pytest.mark.parametrize(
    ("said", "message"),
    [("", "Please write a reference"), ("   ", "Please write"), ("x" * 201, "no more than 200")],
)
def test_what_cannot_be_looked_for_is_refused_in_a_sentence(
    desk: Desk, said: str, message: str
) -> None:
    desk.open("find")
    answer = desk.post("find", said=said)

    assert answer.status_code == 400
    assert message in desk.text
    assert said in answer.text


def test_words_are_not_looked_for_without_the_forms_own_token(desk: Desk, app: Flask) -> None:
    answer = desk.client.post("/care/find", data={"said": "moved"})

    assert answer.status_code == 400
    assert "moved" in answer.text
    assert searches(app) == []


def test_signs_alone_are_refused_for_they_are_in_everything(app: Flask, desk: Desk) -> None:
    put(app)
    desk.open("find")
    assert desk.post("find", said="'").status_code == 400
    assert "signs alone" in desk.text


def test_nobody_who_writes_waits_while_words_are_looked_for(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(app, words=(Words("amber river", office_of(app).clock()),))
    place, opened = office_of(app), intake_words.opened
    wrote: list[bool] = []

    def and_somebody_writes(*given: Any) -> Any:
        if not wrote:
            with place.database.write() as connection:
                audit.append(connection, audit.Entry(place.clock(), None, "meanwhile"))
            wrote.append(True)
        return opened(*given)

    monkeypatch.setattr(intake_words, "opened", and_somebody_writes)

    assert len(look(desk, "amber")) == 1
    assert wrote
    assert len(searches(app)) == 1
