"""The Ombudsman and the case system: what is kept, and what is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.decisions.outside import AskOmbudsman, SetCaseNumber
from portal.domain.taxonomy import OmbudsmanDecision
from portal.domain.triage import Ombudsman
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY


@pytest.mark.parametrize("decision", [None, *OmbudsmanDecision])
def test_the_ombudsman_is_noted_with_any_decision_or_none_yet(
    decision: OmbudsmanDecision | None,
) -> None:
    closed = replace(received(), closed_at=by().at)

    decided = AskOmbudsman(TODAY, decision).applied_to(closed, by())

    assert decided.triage.ombudsman == Ombudsman(TODAY, decision)
    assert AskOmbudsman.on_closed
    assert decided.closed_at == closed.closed_at


@pytest.mark.parametrize("on", [None, BEFORE, TOMORROW])
def test_the_ombudsman_was_asked_on_a_day_that_can_be(on: date | None) -> None:
    assert refusal(AskOmbudsman(on), received())[0] == "contacted_on"


def test_the_case_number_is_one_line_and_can_be_taken_away() -> None:
    decided = SetCaseNumber(" ICS 12/345 ").applied_to(received(), by())

    assert decided.triage.case_number == "ICS 12/345"
    assert SetCaseNumber("").applied_to(decided, by()).triage.case_number == ""


@pytest.mark.parametrize("number", ["1" * 41, "1\n2", "1\x7f", "\u202e1"])
def test_a_case_number_that_can_be_none_is_refused(number: str) -> None:
    assert refusal(SetCaseNumber(number), received())[0] == "case_number"
