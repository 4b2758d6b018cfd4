"""The way of a child's wish for an advocate: each step dated, and what follows from them.

The steps are kept in the order in which they were recorded; nothing else is. Where a wish stands,
which service has it and since when is read from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from portal.domain.advocacy import WhoFor
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.referral_parts import REFUSALS, Referral, referrals
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import YesNo

__all__ = ["REFUSALS", "Referral", "referrals"]

# The last of these says whether the child is with the fall-back.
_LED_TO = {Step.SENT, Step.FALL_BACK, Step.REQUESTED, Step.CHANGED}


def current(intake: Intake) -> Referral | None:
    """The service's part that runs; None: it is no service's now."""
    found = referrals(intake.triage.advocacy_steps)
    return found[-1] if found and found[-1].is_open else None


def with_id(intake: Intake, referral_id: str) -> Referral | None:
    """The part with this id; None where there is none."""
    every = referrals(intake.triage.advocacy_steps)
    return next((one for one in every if one.id == referral_id), None)


class Status(StrEnum):
    """Where the wish stands, as a record and the pages name it."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    OFFERED = "offered"
    SENT = "sent"
    ACCEPTED = "accepted"
    NAMED = "advocate_named"
    MET = "met"
    ENDED = "ended"
    REFUSED = "refused"
    TRUSTED = "someone_they_trust"
    FALL_BACK = "fall_back"


def status(intake: Intake) -> Status:
    """Where it stands now."""
    running, asks = current(intake), asked_on(intake) is not None
    if asks and is_with_fall_back(intake):
        return Status.FALL_BACK
    if running:
        return _status_of(running)
    if asks:
        return Status.ASKED
    last = _last(intake, {*REFUSALS, Step.OFFERED, Step.ENDED})
    if last is Step.TRUSTED or (last is None and intake.wish.trusted):
        return Status.TRUSTED
    if last in REFUSALS or (last is None and intake.wants_advocate is YesNo.NO):
        return Status.REFUSED
    if last is Step.OFFERED:
        return Status.OFFERED
    return Status.ENDED if last is Step.ENDED else Status.NOT_ASKED


def _status_of(running: Referral) -> Status:
    if running.met_on:
        return Status.MET
    if running.named_on:
        return Status.NAMED
    return Status.ACCEPTED if running.accepted_on else Status.SENT


def _last(intake: Intake, wanted: set[Step]) -> Step | None:
    steps = (one.step for one in reversed(intake.triage.advocacy_steps))
    return next((step for step in steps if step in wanted), None)


def asked_on(intake: Intake) -> date | None:
    """The London day since which the child waits for an advocate; None: they ask for none.

    Who refused and asks again waits from that day on.
    """
    asked = intake.advocate_asked_at is not None and intake.wants_advocate is not YesNo.NO
    since = london_day(intake.advocate_asked_at) if asked and intake.advocate_asked_at else None
    for one in intake.triage.advocacy_steps:
        if one.step is Step.REQUESTED:
            since = since or one.on
        elif one.step in REFUSALS or one.step is Step.ENDED:
            since = None
    return since


def is_with_fall_back(intake: Intake) -> bool:
    """Whether the child was put in touch with the fall-back, and no service said yes since."""
    running = current(intake)
    if running and running.accepted_on:
        return False
    return _last(intake, _LED_TO) is Step.FALL_BACK


def waits_for_advocate(intake: Intake) -> bool:
    """Whether a child asked for an advocate, or seemed to, and no service said yes to it yet.

    Whoever is in touch with the fall-back waits no more.
    """
    if asked_on(intake) is None or is_with_fall_back(intake):
        return False
    running = current(intake)
    return running is None or running.accepted_on is None


def waits_to_be_sent(intake: Intake) -> bool:
    """Whether customer care have yet to send it to a service."""
    return waits_for_advocate(intake) and current(intake) is None


def all_steps(intake: Intake) -> Iterator[Happened]:
    """Every step, with the request that the child made in what they told us first."""
    if intake.advocate_asked_at is not None:
        at = intake.advocate_asked_at
        yield Happened(Step.REQUESTED, london_day(at), at)
    yield from intake.triage.advocacy_steps


def advocacy_began_on(intake: Intake) -> date | None:
    """The London day of the first step about an advocate; None: there was none."""
    days = [one.on for one in all_steps(intake)]
    if intake.wants_advocate is not None or intake.wish.trusted:
        days.append(london_day(intake.received_at))
    return min(days, default=None)


def who_for(intake: Intake) -> WhoFor:
    """What is known of the child that contracts turn on."""
    return WhoFor(intake.looked_after, intake.age_band, intake.triage.area)
