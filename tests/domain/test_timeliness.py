"""Answered on time, with the waiting for an advocate and without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.taxonomy import Stage
from portal.domain.timeliness import OnTime, Timeliness, timeliness
from portal.domain.triage import AskedToStop, Authority, Done, Withdrawn
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received

DUE, LATER = date(2026, 12, 8), date(2026, 12, 16)
PAUSED = (Pause(RECEIVED, "waits", TODAY),)


def told(intake: Intake, today: date = TODAY, stage: Stage | None = None) -> Timeliness:
    """How it stands, where no pause counts: it is reported both ways all the same."""
    return timeliness(intake, by(pause_counts=False).rules, today, stage)


@pytest.mark.parametrize(
    ("answered_on", "today", "with_pause", "without_pause"),
    [
        (DUE, DUE, OnTime.YES, OnTime.YES),
        (DUE + DAY, LATER, OnTime.YES, OnTime.NO),
        (LATER, LATER, OnTime.YES, OnTime.NO),
        (LATER + DAY, LATER + DAY, OnTime.NO, OnTime.NO),
        (None, DUE, OnTime.OPEN, OnTime.OPEN),
        (None, DUE + DAY, OnTime.OPEN, OnTime.NO),
        (None, LATER + DAY, OnTime.NO, OnTime.NO),
    ],
)
def test_on_time_with_the_pause_and_without_it(
    answered_on: date | None, today: date, with_pause: OnTime, without_pause: OnTime
) -> None:
    answer = Done(answered_on) if answered_on else None

    found = told(received(pauses=PAUSED, answer_sent=answer), today)

    assert (found.with_pause, found.without_pause) == (with_pause, without_pause)
    assert (found.by, found.by_without_pause) == (LATER, DUE)
    assert found.answered_on == answered_on


def test_the_working_days_it_took_count_the_paused_ones() -> None:
    assert told(received(pauses=PAUSED, answer_sent=Done(DUE))).working_days == 10
    assert told(received()).working_days is None


@pytest.mark.parametrize(
    ("intake", "how"),
    [
        (received(withdrawn=Withdrawn(TODAY, "said so", AskedToStop.NO)), OnTime.NOT_DUE),
        (
            replace(
                received(authority=Authority(False, "Medway", "yes", TODAY)), closed_at=by().at
            ),
            OnTime.NOT_DUE,
        ),
        (received(authority=Authority(False, "Medway", "yes", TODAY)), OnTime.NO),
        (replace(received(), closed_at=by().at), OnTime.UNRECORDED),
        (received(), OnTime.NO),
    ],
)
def test_what_ended_without_an_answer_is_neither_on_time_nor_late(
    intake: Intake, how: OnTime
) -> None:
    found = told(intake, date(2027, 6, 1))

    assert (found.with_pause, found.without_pause) == (how, how)


def test_each_stage_is_reported_by_its_own_answer() -> None:
    intake = received(
        stage=Stage.TWO,
        stage_two_requested_on=DUE,
        stage_one_answer=Done(DUE),
        answer_sent=Done(date(2027, 3, 1)),
    )

    one, two = (told(intake, date(2027, 6, 1), stage) for stage in (Stage.ONE, None))

    assert (one.with_pause, one.answered_on) == (OnTime.YES, DUE)
    assert (two.with_pause, two.answered_on) == (OnTime.NO, date(2027, 3, 1))


@given(
    answered=st.none() | st.integers(0, 60),
    waited=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 30)),
    today=st.integers(0, 90),
)
def test_a_pause_never_makes_an_answer_later_than_without_it(
    answered: int | None, waited: tuple[int, int] | None, today: int
) -> None:
    since = RECEIVED + (waited[0] if waited else 0) * DAY
    pauses = (Pause(since, "x", since + waited[1] * DAY),) if waited else ()
    answer = Done(RECEIVED + answered * DAY) if answered is not None else None

    found = told(received(pauses=pauses, answer_sent=answer), RECEIVED + today * DAY)

    order = [OnTime.NO, OnTime.OPEN, OnTime.YES]
    assert order.index(found.with_pause) >= order.index(found.without_pause)
    assert found.with_pause == found.without_pause or found.by != found.by_without_pause
