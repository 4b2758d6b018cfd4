"""Stage One waiting until an advocate is appointed: begun and ended by a person, never by itself.

Source: regulation 14(3) of SI 2006/1738, as "Getting the Best from Complaints", 3.5.4, reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain import pauses
from portal.domain.deadlines import answer_clock
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.referral import asked_on
from portal.domain.taxonomy import Stage

NOT_CONFIRMED = (
    "Days of waiting count here until the council's lawyer has confirmed that they need not:"
    " no pause can begin."
)


@dataclass(frozen=True, slots=True)
class StartPause(Decision):
    """From this day on Stage One waits for an advocate. Nothing moves until the pause is ended."""

    kind: ClassVar[str] = "pause"
    label: ClassVar[str] = "Pause"

    since: date | None = said("Waits since", None)
    reason: str = said("Reason")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with a pause that runs."""
        if not by.pause_counts:
            raise RefusedError("", NOT_CONFIRMED)
        if why_not := no_pause_because(intake):
            raise RefusedError("", why_not)
        not_empty("reason", self.reason, "Please say what it waits for.")
        since, before = day_said("since", self.since, intake, by), intake.triage.pauses
        if before and since < (before[-1].until or since):
            raise RefusedError("since", "It waited then already: begin after the last pause.")
        if since >= answer_clock(intake, by.rules).by:
            raise RefusedError("since", "That is not before the day on which it is due.")
        paused = (*before, Pause(since, self.reason))
        return replace(intake, triage=replace(intake.triage, pauses=paused))


def no_pause_because(intake: Intake) -> str:
    """Why Stage One of this intake cannot wait for an advocate; "" where it can."""
    decided = intake.triage
    if pauses.running(decided.pauses):
        return "It is paused already: there is one pause at a time."
    if decided.stage not in (None, Stage.ONE):
        return "Only Stage One can wait for an advocate."
    if decided.answer_sent:
        return "The answer was sent."
    if asked_on(intake) is None:
        return "Nobody asked for an advocate, so there is nothing to wait for."
    return ""


@dataclass(frozen=True, slots=True)
class EndPause(Decision):
    """The advocate is there, or nobody waits any more: from the next day on the days count."""

    kind: ClassVar[str] = "pause-end"
    label: ClassVar[str] = "End of the pause"

    until: date | None = said("Waited until", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, whose clock runs again."""
        runs = pauses.running(intake.triage.pauses)
        if runs is None:
            raise RefusedError("", "No pause runs.")
        until = day_said("until", self.until, intake, by)
        if until < runs.since:
            raise RefusedError("until", "That is before the pause began.")
        ended = (*intake.triage.pauses[:-1], replace(runs, until=until))
        return replace(intake, triage=replace(intake.triage, pauses=ended))
