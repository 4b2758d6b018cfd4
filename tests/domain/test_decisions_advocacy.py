"""A child's wish for an advocate: passed to a service, and what the service says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.decisions.advocacy import SendReferral
from portal.domain.referral import current, waits_for_advocate, waits_to_be_sent
from portal.domain.taxonomy import YesNo
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY


def test_a_wish_that_was_passed_on_waits_for_the_service() -> None:
    decision = SendReferral("upfront", "Up Front Kent", TODAY, "by telephone")

    decided = decision.applied_to(received(), by())

    part = current(decided)
    assert waits_to_be_sent(received())
    assert not waits_to_be_sent(decided)
    assert waits_for_advocate(decided)
    assert part is not None
    assert (part.service, part.name, part.sent.on) == ("upfront", "Up Front Kent", TODAY)
    assert part.shares == frozenset()
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
    assert refusal(SendReferral(service, "", on, how), received())[0] == field


def test_a_child_who_wants_no_advocate_is_passed_to_none() -> None:
    said_no = replace(received(), wants_advocate=YesNo.NO)

    assert "asks for no advocate" in refusal(SendReferral("upfront", "", TODAY, "x"), said_no)[1]
