"""What holds for every decision there is: nothing that anybody said changes by it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from portal.care.decision_forms import FORMS
from portal.domain.decisions import KINDS, Decision, RefusedError
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.pauses import Pause
from portal.domain.referral_steps import Step
from portal.domain.taxonomy import Stage, YesNo
from portal.domain.way_back import Means
from tests import any_intake
from tests.domain.any_decision import any_of, somebody
from tests.domain.deciding import RECEIVED, received, sent

# What customer care decide; all else is what somebody said, or how and when they said it.
DECIDED = {"record_type", "originator", "closed_at", "triage"}
SAID = {one.name for one in fields(Intake)} - DECIDED


def said_in(intake: Intake) -> dict[str, object]:
    """All that was said, and whatever else no decision may touch."""
    # What customer care wrote to them, and what they told customer care, is written down here.
    theirs = [step for step in intake.way_back.steps if step.by is not Means.CARE]
    return {name: getattr(intake, name) for name in SAID} | {"way_back": theirs}


def applied(decision: Decision, intake: Intake) -> Intake | RefusedError:
    """The intake after it, or why it is refused."""
    try:
        return decision.applied_to(intake, somebody())
    except RefusedError as refused:
        return refused


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)  # of each kind
@given(data=st.data(), intake=any_intake.intakes)
def test_no_decision_changes_anything_that_was_said(
    kind: str, data: st.DataObject, intake: Intake
) -> None:
    decision = data.draw(any_of(KINDS[kind]))

    after = applied(decision, intake)

    if isinstance(after, RefusedError):
        assert not after.field or hasattr(FORMS[kind], after.field)  # the page can lead there
        assert str(after).endswith((".", "?"))
    else:
        assert said_in(after) == said_in(intake)


# An intake as each decision wants it: open, closed, waiting.
_STATES = (
    received(),
    replace(received(), should_not_see="Dave"),
    replace(received(), should_not_see="", wants_advocate=YesNo.YES),
    replace(received(), closed_at=received().received_at),
    received(pauses=(Pause(RECEIVED, "waits"),)),
    received(about_customer_care=True),
    received(advocacy_steps=sent()),
    received(advocacy_steps=sent(RECEIVED, Step.ACCEPTED)),
    received(advocacy_steps=sent(RECEIVED, Step.HANDED_BACK)),
    received(advocacy_steps=sent(RECEIVED, Step.FALL_BACK)),
    received(may_not_act=tuple(MayNotAct(ground, "said so") for ground in Ground)),
    received(stage=Stage.TWO),
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_them_can_be_made_and_then_says_something_in_the_history(kind: str) -> None:
    makes = st.tuples(any_of(KINDS[kind]), st.sampled_from(_STATES))
    quick = settings(max_examples=2000, suppress_health_check=list(HealthCheck), database=None)

    def changes(made: tuple[Decision, Intake]) -> bool:
        return isinstance(applied(*made), Intake)

    decision, _intake = find(makes, changes, settings=quick)

    assert KINDS[decision.kind] is type(decision)
    assert all(label and value for label, value in decision.rows(str))
    assert decision.label


def test_every_decision_has_a_page() -> None:
    assert FORMS.keys() == KINDS.keys()
