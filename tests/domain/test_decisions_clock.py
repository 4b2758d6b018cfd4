"""Stages, complex ones, longer times and pauses: their days, and what is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.deadlines import answer_clock, deadlines, panel_due
from portal.domain.decisions import By
from portal.domain.decisions.clock import DecideStage, Extend
from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.taxonomy import Stage
from portal.domain.timeliness import answer_of
from portal.domain.triage import Done
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
# Received on Tuesday 24 November 2026, counted in a printed calendar.
TEN, TWENTY = date(2026, 12, 8), date(2026, 12, 22)
TWO = DecideStage(Stage.TWO, requested_on=TODAY, agreed_on=TODAY)
THREE = replace(TWO, stage=Stage.THREE, panel_requested_on=TODAY)


def due(intake: Intake, who: By | None = None) -> date:
    """When it is answered."""
    return answer_clock(intake, (who or by()).rules).by


def test_stage_one_has_ten_working_days_and_twenty_where_it_is_complex() -> None:
    usual = DecideStage(Stage.ONE).applied_to(received(), by())
    longer = DecideStage(Stage.ONE, True, "two agencies").applied_to(received(), by())

    assert (due(usual), due(longer)) == (TEN, TWENTY)
    assert longer.triage.complex_reason == "two agencies"


def test_straight_to_stage_two_counts_from_the_day_it_was_asked_for_and_keeps_both_days() -> None:
    asked_on, agreed_on = date(2026, 11, 30), date(2026, 12, 2)

    decided = DecideStage(Stage.TWO, requested_on=asked_on, agreed_on=agreed_on).applied_to(
        received(), by()
    )

    assert decided.triage.stage_two_requested_on == asked_on
    assert decided.triage.stage_two_agreed_on == agreed_on
    assert due(decided) == date(2027, 1, 7)  # 25 working days; Christmas, Boxing Day, New Year


def test_there_and_back_stage_one_is_as_it_was_with_its_answer() -> None:
    answer = Done(TODAY, "by letter")
    one = DecideStage(Stage.ONE, True, "two agencies").applied_to(
        received(answer_sent=answer, extended_to=TEN), by()
    )

    two = replace(TWO, is_complex=True, complex_reason="two agencies").applied_to(one, by())
    back = replace(TWO, stage=Stage.ONE, is_complex=True, complex_reason="two agencies").applied_to(
        two, by()
    )

    assert (two.triage.answer_sent, two.triage.stage_one_answer) == (None, answer)
    assert (back.triage.answer_sent, back.triage.stage_one_answer) == (answer, None)
    assert due(two) != due(one) == due(back)
    again = TWO.applied_to(TWO.applied_to(one, by()), by())
    assert again.triage.stage_one_answer == answer


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (DecideStage(Stage.THREE), "requested_on"),
        (replace(THREE, panel_requested_on=None), "panel_requested_on"),
        (replace(THREE, panel_requested_on=TODAY - DAY), "panel_requested_on"),
        (replace(THREE, panel_reported_on=TODAY), "panel_reported_on"),
        (replace(THREE, panel_met_on=TOMORROW), "panel_met_on"),
        (DecideStage(Stage.ONE, True, " "), "complex_reason"),
        (DecideStage(Stage.TWO), "requested_on"),
        (replace(TWO, requested_on=TOMORROW), "requested_on"),
        (replace(TWO, requested_on=BEFORE), "requested_on"),
        (replace(TWO, agreed_on=TOMORROW), "agreed_on"),
        (replace(TWO, agreed_on=TODAY - DAY), "agreed_on"),
        (DecideStage(Stage.ONE, requested_on=TOMORROW), "requested_on"),
        (DecideStage(Stage.ONE, agreed_on=TODAY), "agreed_on"),
    ],
)
def test_a_stage_that_is_refused(decision: DecideStage, field: str) -> None:
    assert refusal(decision, received())[0] == field


def test_a_panel_meets_in_30_days_reports_in_5_and_is_answered_in_15() -> None:
    asked = THREE.applied_to(received(), by())
    rules = by().rules

    # Asked for on Wednesday 2 December 2026, counted in a printed calendar.
    assert panel_due(asked.triage, rules) == (date(2027, 1, 18), date(2027, 1, 25))
    assert due(asked) == date(2027, 2, 15)
    at = by(date(2026, 12, 20))
    met = replace(THREE, panel_met_on=date(2026, 12, 7)).applied_to(asked, at)
    assert panel_due(met.triage, rules) == (date(2027, 1, 18), date(2026, 12, 14))
    assert due(met) == date(2027, 1, 7)
    reported = replace(
        THREE, panel_met_on=date(2026, 12, 7), panel_reported_on=date(2026, 12, 8)
    ).applied_to(met, at)
    assert due(reported) == date(2026, 12, 31)
    assert "not extended" in refusal(Extend(date(2027, 3, 1), "x"), reported)[1]
    sent = replace(reported, triage=replace(reported.triage, answer_sent=Done(TODAY)))
    assert deadlines(sent, rules).next_stage_by is None
    # Twenty working days after 2 December; nothing is overdue meanwhile.
    nobody_waits = replace(sent, wants_advocate=None, advocate_asked_at=None)
    assert deadlines(nobody_waits, rules).next_due() == date(2027, 1, 4)


def test_each_stage_keeps_its_answer_forth_and_back() -> None:
    one, two = Done(RECEIVED, "letter"), Done(TODAY, "e-mail")
    at_one = received(answer_sent=one)
    at_two = TWO.applied_to(at_one, by())
    answered = replace(at_two, triage=replace(at_two.triage, answer_sent=two))

    at_three = THREE.applied_to(answered, by())

    kept = at_three.triage
    assert (kept.stage_one_answer, kept.stage_two_answer, kept.answer_sent) == (one, two, None)
    assert [answer_of(kept, stage) for stage in Stage] == [one, two, None]
    back = DecideStage(Stage.ONE).applied_to(at_three, by()).triage
    assert (back.stage_one_answer, back.stage_two_answer, back.answer_sent) == (None, None, one)


def test_straight_to_stage_two_is_remembered_until_it_is_back_at_stage_one() -> None:
    straight = replace(TWO, is_straight=True).applied_to(received(), by())

    assert straight.triage.is_straight_to_two
    back = replace(TWO, stage=Stage.ONE, is_straight=True).applied_to(straight, by())
    assert not back.triage.is_straight_to_two


def test_a_longer_time_is_kept_with_its_reason_and_moves_the_day() -> None:
    decided = Extend(date(2026, 12, 15), "the worker is ill").applied_to(received(), by())

    assert due(decided) == date(2026, 12, 15)
    assert decided.triage.extension_reason == "the worker is ill"
    assert decided.triage.extended_on == TODAY


def test_stage_two_has_its_own_longer_time_up_to_sixty_five_days() -> None:
    at_two = TWO.applied_to(Extend(TWENTY, "x").applied_to(received(), by()), by())
    latest = answer_clock(at_two, by().rules).longest

    decided = Extend(latest, "two experts").applied_to(at_two, by())

    assert latest == date(2027, 3, 8)
    assert due(decided) == latest
    assert decided.triage.extended_to == TWENTY
    assert refusal(Extend(latest + DAY, "x"), at_two)[0] == "extended_to"


@pytest.mark.parametrize(
    ("to", "reason", "field", "says"),
    [
        (None, "x", "extended_to", "to which day"),
        (TWENTY, " ", "reason", "why it takes longer"),
        (TEN - DAY, "x", "extended_to", "before 8 December 2026"),
        (TWENTY + DAY, "x", "extended_to", "later than 22 December 2026"),
    ],
)
def test_a_longer_time_that_is_refused(to: date | None, reason: str, field: str, says: str) -> None:
    assert refusal(Extend(to, reason), received())[0] == field
    assert says in refusal(Extend(to, reason), received())[1]


def test_a_day_that_is_over_is_no_longer_time() -> None:
    late = by(TEN + 3 * DAY)

    assert "before 11 December 2026" in refusal(Extend(TEN, "x"), received(), late)[1]
    assert due(Extend(TEN + 3 * DAY, "x").applied_to(received(), late)) == TEN + 3 * DAY


def test_nothing_is_extended_while_it_waits_for_an_advocate() -> None:
    waits = received(pauses=(Pause(TODAY, "waits"),))

    assert "end the pause" in refusal(Extend(TWENTY, "x"), waits)[1]
    not_counted = by(pause_counts=False)
    assert due(Extend(TWENTY, "x").applied_to(waits, not_counted), not_counted) == TWENTY


@given(st.integers(-5, 60), st.booleans(), st.booleans())
def test_whatever_is_accepted_is_the_day_and_within_the_limits(
    later: int, is_complex: bool, at_two: bool
) -> None:
    stage = replace(TWO, stage=Stage.TWO if at_two else Stage.ONE)
    intake = replace(stage, is_complex=is_complex, complex_reason="x").applied_to(received(), by())
    clock, to = answer_clock(intake, by().rules), RECEIVED + later * DAY

    if clock.by <= to <= clock.longest and to >= TODAY:
        assert due(Extend(to, "x").applied_to(intake, by())) == to
    else:
        assert refusal(Extend(to, "x"), intake)[0] == "extended_to"
