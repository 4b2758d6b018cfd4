"""What was decided comes back from its JSON, also from what an older version kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given

from portal.db import triage_json
from portal.domain.referral import Status, current, status, waits_for_advocate
from portal.domain.referral_steps import Step
from portal.domain.triage import Triage
from tests.any_intake import an_intake
from tests.any_triage import triages

# As it was kept while passing a wish on was all that was known of it.
PASSED_ON = {
    "service": "upfront",
    "passed_on": "2026-11-24",
    "how": "by telephone",
    "name": "Upfront",
}


@given(triages)
def test_whatever_was_decided_comes_back(triage: Triage) -> None:
    kept = json.loads(json.dumps(triage_json.to_json(triage)))

    assert triage_json.from_json(kept) == triage


def test_a_wish_that_was_passed_on_before_there_were_steps_is_with_that_service() -> None:
    kept = triage_json.to_json(Triage(team="North"))
    del kept["advocacy_steps"]

    triage = triage_json.from_json({**kept, "advocacy": PASSED_ON})

    [sent] = triage.advocacy_steps
    assert (sent.step, sent.on, sent.service) == (Step.SENT, date(2026, 11, 24), "upfront")
    assert (sent.name, sent.note, triage.team) == ("Upfront", "by telephone", "North")
    intake = replace(an_intake(), triage=triage)
    assert current(intake) is not None
    assert status(intake) is Status.SENT
    assert waits_for_advocate(intake)
    assert triage_json.from_json(triage_json.to_json(triage)) == triage


def test_a_wish_that_was_not_passed_on_has_no_step() -> None:
    kept = {**triage_json.to_json(Triage()), "advocacy": None}

    assert triage_json.from_json(kept) == Triage()
