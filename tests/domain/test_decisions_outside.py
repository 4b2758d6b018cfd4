"""Advocacy, the Ombudsman and the case system: what is kept, and what is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.deadlines import waits_for_advocate
from portal.domain.decisions.outside import AskOmbudsman, PassToAdvocacy, SetCaseNumber
from portal.domain.taxonomy import OmbudsmanDecision, YesNo
from portal.domain.triage import Advocacy, Ombudsman
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY


def test_a_wish_that_was_passed_on_waits_no_more() -> None:
    decision = PassToAdvocacy("upfront", "Up Front Kent", TODAY, "by telephone")

    decided = decision.applied_to(received(), by())

    assert waits_for_advocate(received())
    assert not waits_for_advocate(decided)
    assert decided.triage.advocacy == Advocacy("upfront", TODAY, "by telephone", "Up Front Kent")
    assert dict(decision.rows(str))["Service"] == "Up Front Kent"


@pytest.mark.parametrize(
    ("service", "on", "how", "field"),
    [
        ("over", TODAY, "x", "service"),
        ("to-come", TODAY, "x", "service"),
        ("nobody", TODAY, "x", "service"),
        ("", TODAY, "x", "service"),
        ("upfront", TOMORROW, "x", "passed_on"),
        ("upfront", BEFORE, "x", "passed_on"),
        ("upfront", None, "x", "passed_on"),
        ("upfront", TODAY, " ", "how"),
    ],
)
def test_passing_on_that_is_refused(service: str, on: date | None, how: str, field: str) -> None:
    assert refusal(PassToAdvocacy(service, "", on, how), received())[0] == field


def test_a_child_who_wants_no_advocate_is_passed_to_none() -> None:
    said_no = replace(received(), wants_advocate=YesNo.NO)

    assert "want no advocate" in refusal(PassToAdvocacy("upfront", "", TODAY, "x"), said_no)[1]


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
