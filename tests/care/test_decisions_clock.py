"""Stages, longer times and pauses through the pages: the inbox and the record follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.child.questions import ADVOCATE
from portal.db.intakes import IntakeRow
from portal.domain.taxonomy import Stage
from portal.domain.timeliness import OnTime, timeliness
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, office_of, records
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"
ONE, TWO = Stage.ONE.value, Stage.TWO.value
# Received on Tuesday 24 November 2026, counted in a printed calendar.
TEN, TWENTY = "2026-12-08", "2026-12-22"


def due_on(app: Flask) -> str:
    """What the inbox sorts by."""
    table = IntakeRow.as_table()
    with office_of(app).database.read() as connection:
        found: date = connection.execute(select(table.c.due_on)).scalar_one()
    return found.isoformat()


def recorded(app: Flask) -> str:
    """By when it is answered, as the register was told last."""
    said: str = records(app)[-1]["answer_by"]
    return said


@pytest.fixture
def reference(app: Flask, child: Child, desk: Desk) -> str:
    """Of the one intake that there is, which customer care opened."""
    child.tell(WORDS)
    found = the_intake(app).reference
    desk.open(f"intakes/{found}")
    return found


def test_complex_and_straight_to_stage_two_move_the_inbox_and_the_record_and_back(
    app: Flask, desk: Desk, reference: str, clock: StandingClock
) -> None:
    assert (due_on(app), recorded(app)) == (TEN, TEN)
    desk.open(f"intakes/{reference}/stage")
    assert "Tue 8 Dec 2026" in desk.text
    assert "Tue 22 Dec 2026" in desk.text
    why = {"is_complex": "y", "complex_reason": "Two agencies <3"}

    refused = desk.post(f"intakes/{reference}/stage", stage=ONE, is_complex="y")
    assert refused.status_code == 400
    assert "Please say why it is complex." in desk.text
    desk.decide(reference, "stage", stage=ONE, **why)
    assert (due_on(app), recorded(app)) == (TWENTY, TWENTY)
    page = desk.open(f"intakes/{reference}/stage").text
    assert "Two agencies &lt;3" in page

    to_two = {**why, "stage": TWO, "requested_on": "24/11/2026", "agreed_on": ""}
    desk.decide(reference, "stage", **to_two)
    assert (due_on(app), recorded(app)) == ("2026-12-31", "2026-12-31")  # 25 working days
    asked_for = records(app)[-1]["triage"]["stage_two_requested_on"]
    assert asked_for == "2026-11-24"
    assert 'value="2026-11-24"' in desk.open(f"intakes/{reference}/stage").text

    desk.decide(reference, "stage", **{**to_two, "stage": ONE})
    assert (due_on(app), recorded(app)) == (TWENTY, TWENTY)
    assert the_intake(app).words[0].text == WORDS


def test_a_longer_time_is_within_its_limits_which_stand_on_the_page(
    app: Flask, desk: Desk, reference: str
) -> None:
    page = f"intakes/{reference}/extension"
    desk.open(page)
    assert "From Tue 8 Dec 2026 to Tue 22 Dec 2026." in desk.text

    for to, says in (
        ("2026-12-07", "It cannot be before 8 December 2026."),
        ("23/12/2026", "It cannot be later than 22 December 2026."),
        ("soon", "Please write the day as 26/11/2026."),
        ("", "Please say to which day."),
    ):
        refused = desk.post(page, extended_to=to, reason="The worker is ill <3")
        assert refused.status_code == 400
        assert says in desk.text
        assert "The worker is ill &lt;3" in refused.text
    assert due_on(app) == TEN

    desk.post(page, extended_to="15/12/2026", reason="The worker is ill <3")
    assert (due_on(app), recorded(app)) == ("2026-12-15", "2026-12-15")
    assert "Extended to 15 December 2026" in desk.text
    assert 'value="2026-12-15"' in desk.open(page).text


def test_no_pause_can_begin_until_the_councils_lawyer_confirmed_it(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.answer(ADVOCATE, advocate="yes")
    child.tell(WORDS)
    reference = the_intake(app).reference
    desk.open(f"intakes/{reference}/pause")
    assert "the council's lawyer has confirmed" in desk.text

    refused = desk.post(f"intakes/{reference}/pause", since="2026-11-24", reason="No one <3")

    assert refused.status_code == 400
    assert "No one &lt;3" in refused.text
    assert the_intake(app).triage.pauses == ()


@pytest.fixture
def pausing(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app where the lawyer confirmed that a pause counts."""
    app = an_app(migrated_database_url, clock=clock, PORTAL_ADVOCATE_PAUSE="1")
    yield app
    office_of(app).database.close()


def test_a_pause_shows_both_days_and_moves_the_inbox_once_a_person_ends_it(
    pausing: Flask, clock: StandingClock
) -> None:
    app, child = pausing, Child(pausing.test_client())
    child.answer(ADVOCATE, advocate="yes")
    child.tell(WORDS)
    reference, officer = the_intake(app).reference, a_colleague(app)
    desk = Desk(app, officer)
    assert f"/{reference}/pause-end" not in desk.open(f"intakes/{reference}").text
    desk.decide(reference, "advocacy", service="nch", passed_on="2026-11-24", how="by post")
    desk.decide(reference, "pause", since="2026-11-24", reason="No one yet <3")
    assert due_on(app) == "2026-11-26"  # a service has two working days to say yes
    again = desk.decide(reference, "pause", since="2026-11-24", reason="x")
    assert again.status_code == 400
    assert "one pause at a time" in desk.text

    clock.at += timedelta(days=8)
    desk = Desk(app, officer)
    assert f"/{reference}/pause-end" in desk.open(f"intakes/{reference}").text
    desk.decide(reference, "advocacy-news", step="accepted", on="2026-12-01")
    assert "Stage One is paused still: end the pause with Tue 1 Dec 2026." in desk.text
    assert due_on(app) == TEN
    assert 'value="2026-12-01"' in desk.open(f"intakes/{reference}/pause-end").text
    assert "Answer by, if the pause ended today Wed 16 Dec 2026" in desk.text
    assert "Answer by, without a pause Tue 8 Dec 2026" in desk.text
    desk.post(f"intakes/{reference}/pause-end", until="2026-12-02")

    assert (due_on(app), recorded(app)) == ("2026-12-16", "2026-12-16")
    paused = records(app)[-1]["triage"]
    assert paused["pauses"] == [
        {"since": "2026-11-24", "until": "2026-12-02", "reason": "No one yet <3"}
    ]
    assert paused["answer_without_pause"] == TEN
    stands = timeliness(the_intake(app), office_of(app).rules, date(2026, 12, 10))
    assert (stands.with_pause, stands.without_pause) == (OnTime.OPEN, OnTime.NO)
