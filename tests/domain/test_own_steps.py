"""What a child does themselves: nothing is deleted, and the same twice counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import own_steps
from portal.domain.clock import WorkingDays, london_day
from portal.domain.deadlines import Deadlines, Rules, deadlines
from portal.domain.intake import Intake
from portal.domain.taxonomy import RecordType, Stage
from portal.domain.triage import AskedToStop, Done, Triage
from portal.domain.way_back import Did, Means, Statement, WayBack
from tests.services.telling import NOW, an_intake

DAYS = WorkingDays(lambda _day: False)
RULES = Rules(DAYS, 2, 10, pause_counts=False)
TELLING = an_intake(record_type=RecordType.STATUTORY, triage=Triage())
LATE = NOW + timedelta(days=15)
FIRST, SECOND = (Statement(n, f"You said {n}.", NOW, "olu") for n in ("1", "2"))


def due(intake: Intake) -> Deadlines:
    return deadlines(intake, RULES)


ACTS = {
    "agree": lambda i: own_steps.agreed(i, "2", NOW, Means.PAGE),
    "agree to an old one": lambda i: own_steps.agreed(i, "1", NOW, Means.TEXT),
    "change": lambda i: own_steps.wants_change(i, "2", NOW, Means.PAGE),
    "next": lambda i: own_steps.asks_next_step(i, due(i), LATE, Means.PAGE),
    "stop": lambda i: own_steps.asks_to_stop(i, AskedToStop.YES, NOW, Means.PAGE),
    "go on": lambda i: own_steps.goes_on(i, NOW, Means.PAGE),
    "later": lambda i: own_steps.may_ask_later(i, True, NOW, Means.TEXT),
    "not later": lambda i: own_steps.may_ask_later(i, False, NOW, Means.PAGE),
}


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
def test_whatever_they_do_nothing_that_was_said_or_done_is_gone(acts: list[str]) -> None:
    intake = replace(TELLING, way_back=WayBack((FIRST, SECOND)))
    for act in acts:
        before, intake = intake, ACTS[act](intake)
        assert intake.words == before.words
        assert intake.way_back.steps[: len(before.way_back.steps)] == before.way_back.steps
        assert [one.text for one in intake.way_back.statements] == ["You said 1.", "You said 2."]
        assert set(before.flags) <= set(intake.flags)
        # Pressed twice it counts once.
        assert ACTS[act](intake) == intake
    asked = [one for one in intake.way_back.steps if one.did is Did.ASKED_NEXT_STEP]
    assert len(asked) <= 1


def test_only_the_newest_statement_can_be_agreed_to() -> None:
    intake = replace(TELLING, way_back=WayBack((FIRST, SECOND)))

    assert own_steps.agreed(intake, "1", NOW, Means.PAGE) is intake
    assert own_steps.agreed(intake, "2", NOW, Means.PAGE).way_back.agreed == replace(
        SECOND, agreed_at=NOW
    )


def test_at_stage_two_it_is_the_agreed_statement_of_that_stage() -> None:
    at_two = Triage(stage=Stage.TWO, stage_two_requested_on=london_day(NOW))
    intake = replace(TELLING, triage=at_two, way_back=WayBack((FIRST,)))

    after = own_steps.agreed(intake, "1", NOW, Means.TEXT)
    assert after.triage.stage_two_agreed_on == london_day(NOW)


@pytest.mark.parametrize(
    ("triage", "today", "stage"),
    [
        (Triage(), date(2026, 12, 7), None),
        (Triage(), date(2026, 12, 8), Stage.TWO),
        (Triage(answer_sent=Done(date(2026, 11, 30), "By letter")), date(2026, 11, 30), Stage.TWO),
        (Triage(extended_to=date(2026, 12, 15)), date(2026, 12, 8), None),
        (
            Triage(stage=Stage.TWO, stage_two_requested_on=date(2026, 12, 8)),
            date(2026, 12, 9),
            None,
        ),
        (
            Triage(stage=Stage.TWO, stage_two_requested_on=date(2026, 12, 8)),
            date(2027, 3, 1),
            Stage.THREE,
        ),
        # After the panel there is no stage of ours.
        (Triage(stage=Stage.THREE, answer_sent=Done(date(2026, 12, 8))), date(2027, 3, 1), None),
    ],
)
def test_the_next_step_is_theirs_once_it_is_answered_or_late(
    triage: Triage, today: date, stage: Stage | None
) -> None:
    intake = replace(TELLING, triage=triage)

    assert own_steps.next_step(intake, due(intake), today) is stage


def test_asking_for_it_goes_on_with_the_same_telling_from_that_day() -> None:
    after = own_steps.asks_next_step(TELLING, due(TELLING), LATE, Means.PAGE)

    assert (after.id, after.reference) == (TELLING.id, TELLING.reference)
    assert after.triage.stage is Stage.TWO
    assert after.triage.stage_two_requested_on == london_day(LATE)


@pytest.mark.parametrize("record_type", [None, RecordType.ENQUIRY])
def test_where_nobody_called_it_a_complaint_the_request_is_written_down(
    record_type: RecordType | None,
) -> None:
    intake = replace(TELLING, record_type=record_type)
    after = own_steps.asks_next_step(intake, due(intake), LATE, Means.PAGE)

    assert after.triage == intake.triage
    assert after.way_back.has(Did.ASKED_NEXT_STEP, Stage.ONE)


@pytest.mark.parametrize("said", AskedToStop)
def test_being_told_to_stop_is_urgent_and_wanting_to_is_not(said: AskedToStop) -> None:
    after = own_steps.asks_to_stop(TELLING, said, NOW, Means.PAGE)

    assert after.is_urgent is (said in (AskedToStop.YES, AskedToStop.NOT_SURE))
    assert after.triage.withdrawn is not None
    again = own_steps.goes_on(after, NOW, Means.PAGE)
    assert again.triage.withdrawn is None
    # What was raised stays for a person to see.
    assert again.is_urgent is after.is_urgent
