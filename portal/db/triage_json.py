"""What was decided of an intake as JSON and back, by the types that its dataclasses name."""

from __future__ import annotations

from functools import cache
from typing import Any

from portal.domain.referral_steps import Step, StepBy
from portal.domain.triage import Triage

NOTHING_DECIDED = Triage()


def to_json(triage: Triage) -> Any:
    """All that was decided, as JSON values."""
    return _converter().unstructure(triage)


def from_json(kept: Any) -> Triage:
    """What was kept so; a field that came later has its default."""
    triage: Triage = _converter().structure(_as_it_is_now(kept), Triage)
    return triage


def _as_it_is_now(kept: Any) -> Any:
    """What was kept before 1.2: the service that a wish was passed to, and not yet its steps."""
    passed = kept.get("advocacy")
    if not passed:
        return kept
    sent = {
        "step": Step.SENT,
        "on": passed["passed_on"],
        "at": f"{passed['passed_on']}T12:00:00+00:00",
        "by": StepBy.CARE,
        "referral": "",
        "service": passed["service"],
        "name": passed["name"],
        "note": passed["how"],
    }
    return {**kept, "advocacy_steps": [sent]}


@cache
def _converter() -> Any:
    # Read where something was decided: a worker that takes texts need not carry it.
    from cattrs.preconf.json import make_converter

    return make_converter()
