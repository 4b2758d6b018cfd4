"""Whether an answer was on time, as the intake's page says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.care.intake_parts.clocks import whether_on_time
from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.triage import Done
from tests.desk_client import Desk, the_intake
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received
from tests.portal_client import Child

DUE = date(2026, 12, 8)
PAUSED = (Pause(RECEIVED, "waits", TODAY),)


@pytest.mark.parametrize(
    ("intake", "says"),
    [
        (received(), ""),
        (received(answer_sent=Done(RECEIVED + DAY)), "Answered in 1 working day: on time."),
        (received(answer_sent=Done(DUE + DAY)), "Answered in 11 working days: late."),
        (
            received(answer_sent=Done(DUE + DAY), pauses=PAUSED),
            "Answered in 11 working days: on time with the pause, late without it.",
        ),
        (replace(received(), closed_at=by().at), "When it was answered is not recorded."),
    ],
)
def test_both_ways_are_said_where_somebody_waited(intake: Intake, says: str) -> None:
    assert whether_on_time(intake, by().rules, date(2026, 12, 20)) == says


def test_the_intakes_page_says_it(child: Child, desk: Desk) -> None:
    child.tell("They moved me again <3")
    reference = the_intake(desk.app).reference

    desk.decide(reference, "answer-sent", on="2026-11-24", how="by letter", note="")

    assert "Answered in 0 working days: on time." in desk.text
