"""Waiting for an advocate: begun and ended by a person, one at a time, and off until confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.deadlines import answer_clock
from portal.domain.decisions.waiting import EndPause, StartPause
from portal.domain.pauses import Pause
from portal.domain.taxonomy import Stage, YesNo
from portal.domain.triage import Done
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal, sent

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
DUE = date(2026, 12, 8)
BEGIN = StartPause(RECEIVED, "no advocate yet")


def test_a_pause_moves_the_day_once_it_is_ended_and_the_day_without_it_stays() -> None:
    paused = BEGIN.applied_to(received(), by())
    ended = EndPause(TODAY).applied_to(paused, by())

    assert paused.triage.pauses == (Pause(RECEIVED, "no advocate yet"),)
    assert ended.triage.pauses == (Pause(RECEIVED, "no advocate yet", TODAY),)
    assert answer_clock(paused, by().rules).by == DUE
    clock = answer_clock(ended, by().rules)
    assert clock.by == date(2026, 12, 16)  # ten working days after the advocate came
    assert clock.by_without_pause == DUE


def test_until_the_lawyer_has_said_so_no_pause_can_begin_and_one_that_runs_can_end() -> None:
    off = by(pause_counts=False)
    runs = received(pauses=(Pause(RECEIVED, "x"),))

    assert "lawyer" in refusal(BEGIN, received(), off)[1]
    ended = EndPause(TODAY).applied_to(runs, off)
    assert answer_clock(ended, off.rules).by == DUE


@pytest.mark.parametrize(
    ("since", "reason", "field"),
    [
        (None, "x", "since"),
        (TOMORROW, "x", "since"),
        (BEFORE, "x", "since"),
        (TODAY, " ", "reason"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(since: date | None, reason: str, field: str) -> None:
    assert refusal(StartPause(since, reason), received())[0] == field


def test_there_is_one_pause_at_a_time_and_the_next_begins_after_the_last() -> None:
    runs = BEGIN.applied_to(received(), by())
    ended = EndPause(TODAY).applied_to(runs, by())

    assert "one pause at a time" in refusal(StartPause(TODAY, "x"), runs)[1]
    assert refusal(StartPause(TODAY - DAY, "x"), ended)[0] == "since"
    again = StartPause(TODAY, "she left").applied_to(ended, by())
    assert [pause.until for pause in again.triage.pauses] == [TODAY, None]


@pytest.mark.parametrize("since", [DUE, DUE + DAY])
def test_no_pause_begins_once_the_answer_is_due(since: date) -> None:
    assert "due" in refusal(StartPause(since, "x"), received(), by(DUE + 5 * DAY))[1]


def test_only_stage_one_waits_and_only_for_somebody_who_was_asked_for() -> None:
    at_two = received(stage=Stage.TWO, stage_two_requested_on=TODAY)
    answered = received(answer_sent=Done(TODAY))
    said_no = replace(received(), wants_advocate=YesNo.NO)
    not_asked = replace(received(), wants_advocate=None, advocate_asked_at=None)

    assert "Only Stage One" in refusal(BEGIN, at_two)[1]
    at_three = replace(at_two, triage=replace(at_two.triage, stage=Stage.THREE))
    assert "Only Stage One" in refusal(BEGIN, at_three)[1]
    assert "answer was sent" in refusal(BEGIN, answered)[1]
    assert "Nobody asked" in refusal(BEGIN, said_no)[1]
    assert "Nobody asked" in refusal(BEGIN, not_asked)[1]


def test_it_still_waits_after_the_wish_was_passed_to_a_service() -> None:
    passed = received(advocacy_steps=sent())

    assert BEGIN.applied_to(passed, by()).triage.pauses


@pytest.mark.parametrize("until", [None, RECEIVED, TOMORROW])
def test_an_end_that_cannot_be_is_refused(until: date | None) -> None:
    runs = StartPause(TODAY, "x").applied_to(received(), by())

    assert refusal(EndPause(until), runs)[0] == "until"


def test_where_no_pause_runs_none_ends() -> None:
    over = received(pauses=(Pause(RECEIVED, "x", TODAY),))

    assert "No pause runs" in refusal(EndPause(TODAY), received())[1]
    assert "No pause runs" in refusal(EndPause(TODAY), over)[1]
