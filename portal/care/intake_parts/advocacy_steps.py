"""The steps of a child's wish for an advocate, as customer care's pages call them."""

from __future__ import annotations

from portal.domain.referral_steps import Happened, Step

_STEPS = {
    Step.REQUESTED: "Asked for one",
    Step.OFFERED: "Offered",
    Step.SENT: "Passed to {name}",
    Step.SHARED: "Said what {name} may be told",
    Step.ACCEPTED: "{name} said yes",
    Step.NAMED: "{name} named {advocate}",
    Step.MET: "Met, or spoke with, {advocate}",
    Step.TOLD: "The child was told",
    Step.HANDED_BACK: "{name} handed it back",
    Step.CHANGED: "Wants another than {name}",
    Step.FALL_BACK: "In touch with the fall-back: {advocate}",
    Step.DECLINED: "Said no",
    Step.NO_LONGER_WANTED: "Wants none any more",
    Step.TRUSTED: "Is helped by somebody whom they trust",
    Step.ENDED: "{name}: the advocate's work is done",
}


def what(step: Happened) -> str:
    """What happened, in a few words."""
    name = step.name or "the service"
    said = _STEPS[step.step].format(name=name, advocate=step.advocate or "the advocate")
    if step.step is Step.OFFERED and step.name:
        return f"{said}: {step.name}"
    if step.step is Step.SHARED and not step.shares:
        return f"{said}: nothing more"
    return said[:1].upper() + said[1:]
