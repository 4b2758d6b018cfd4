"""How an intake ends, and which belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.decisions.ending import Close, Reopen, Withdraw, left_to_do
from portal.domain.decisions.linking import LinkWith
from portal.domain.decisions.people import AnswerSent
from portal.domain.flags import Flag, FlagName
from portal.domain.links import LinkKind, is_a_pattern
from portal.domain.taxonomy import Outcome, RecordType, YesNo
from portal.domain.triage import AskedToStop, Told, Triage
from tests.domain.people_deciding import (
    CAME,
    NOW,
    TODAY,
    TOMORROW,
    after,
    an_open_intake,
    refusal,
    untouched,
)

PLAIN = an_open_intake(record_type=None)
EXPLAINED = (Outcome.EXPLANATION,)
URGENT = replace(PLAIN, flags=(Flag(FlagName.URGENT, "answered-not-safe"),))
WAITING = replace(PLAIN, advocate_asked_at=CAME, wants_advocate=YesNo.YES)
UNANSWERED = an_open_intake(record_type=RecordType.STATUTORY)


def _withdrawn(asked: AskedToStop) -> Withdraw:
    return Withdraw(TODAY, "by text", asked, "")


@pytest.mark.parametrize("asked", AskedToStop)
def test_what_a_child_takes_back_is_kept_and_stays_open(asked: AskedToStop) -> None:
    taken_back = after(_withdrawn(asked), PLAIN)

    assert taken_back.closed_at is None
    assert untouched(PLAIN, taken_back)
    assert bool(left_to_do(taken_back)) is (asked in {AskedToStop.YES, AskedToStop.NOT_SURE})


def test_taking_back_has_a_day_and_a_way() -> None:
    assert refusal(Withdraw(TOMORROW, "by text"), PLAIN)[0] == "on"
    assert refusal(Withdraw(None, "by text"), PLAIN)[0] == "on"
    assert refusal(Withdraw(TODAY, " "), PLAIN)[0] == "how"


def test_what_is_closed_says_what_came_of_it_and_what_was_learned() -> None:
    closed = after(
        Close((Outcome.APOLOGY, Outcome.PRACTICE), fault_found=True, learned="Tell them first"),
        PLAIN,
    )

    assert closed.closed_at == NOW
    assert closed.triage.closing
    assert closed.triage.closing.outcomes == (Outcome.APOLOGY, Outcome.PRACTICE)
    assert closed.triage.closing.learned == "Tell them first"
    assert untouched(PLAIN, closed)


def test_outcomes_are_the_ten_of_the_report() -> None:
    assert len(Outcome) == 10


@pytest.mark.parametrize(
    "outcomes", [(), (Outcome.APOLOGY,), (Outcome.EXPLANATION, Outcome.WITHDRAWN)]
)
def test_no_outcome_an_apology_without_fault_or_a_withdrawal_of_which_nobody_knows(
    outcomes: tuple[Outcome, ...],
) -> None:
    assert refusal(Close(outcomes), PLAIN)[0] == "outcomes"


def test_withdrawn_is_an_outcome_once_it_was_recorded() -> None:
    taken_back = after(_withdrawn(AskedToStop.NO), PLAIN)

    assert after(Close((Outcome.WITHDRAWN,)), taken_back).closed_at


@pytest.mark.parametrize(
    "intake", [URGENT, WAITING, UNANSWERED, after(_withdrawn(AskedToStop.NOT_SURE), PLAIN)]
)
def test_what_is_left_to_do_asks_for_a_reason_before_it_is_closed(intake: object) -> None:
    assert refusal(Close(EXPLAINED), intake)[0] == "knows"  # type: ignore[arg-type]
    assert refusal(Close(EXPLAINED, knows=True), intake)[0] == "reason"  # type: ignore[arg-type]
    assert after(Close(EXPLAINED, knows=True, reason="told by telephone"), intake)  # type: ignore[arg-type]


def test_an_urgent_one_is_closed_without_more_once_somebody_was_told() -> None:
    told = replace(URGENT, triage=Triage(safeguarding=(Told("duty team", NOW),)))

    assert after(Close(EXPLAINED), told).closed_at == NOW


def test_a_complaint_is_closed_without_more_once_it_was_answered_or_taken_back() -> None:
    answered = after(AnswerSent(TODAY, "by letter"), UNANSWERED)
    taken_back = after(_withdrawn(AskedToStop.NO), UNANSWERED)

    assert [left_to_do(one) for one in (answered, taken_back)] == [[], []]


def test_what_is_closed_can_be_opened_again_with_a_reason() -> None:
    closed = after(Close(EXPLAINED), PLAIN)

    assert after(Reopen("She said it began anew"), closed) == PLAIN
    assert refusal(Reopen(" "), closed)[0] == "reason"
    assert refusal(Reopen("why not"), PLAIN) == ("", "It is open already.")


def test_a_link_changes_nothing_here_and_its_history_never_names_the_other() -> None:
    link = LinkWith("km7r t2xn", LinkKind.SAME_HOME)

    assert after(link, PLAIN) == PLAIN
    assert link.other == "KM7R-T2XN"
    assert link.rows(str) == [("As", "the same home")]


@pytest.mark.parametrize("typed", ["", "nonsense", "HH2H-H2HH"])
def test_a_link_needs_the_reference_of_another(typed: str) -> None:
    intake = an_open_intake(reference="HH2H-H2HH")

    assert refusal(LinkWith(typed, LinkKind.DUPLICATE), intake)[0] == "other"


@given(days=st.lists(st.integers(0, 400), max_size=8))
def test_three_within_ninety_days_are_a_pattern(days: list[int]) -> None:
    counted = any(sum(first <= day <= first + 90 for day in days) >= 3 for first in days)

    assert is_a_pattern(CAME + timedelta(days=day) for day in days) is counted
