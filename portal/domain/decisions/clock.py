"""By when an intake is answered: its stage, whether it is complex, and a longer time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain import pauses
from portal.domain.deadlines import answer_clock
from portal.domain.decisions.base import (
    By,
    Decision,
    RefusedError,
    as_text,
    day_said,
    not_empty,
    said,
)
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage
from portal.domain.triage import Triage


@dataclass(frozen=True, slots=True)
class DecideStage(Decision):
    """Stage One, or Stage Two by agreement: with the day it was asked for.

    `is_complex` is Stage One's, and stays with it when the complaint goes on to Stage Two.
    """

    kind: ClassVar[str] = "stage"
    label: ClassVar[str] = "Stage"

    stage: Stage = said("Stage", Stage.ONE)
    is_complex: bool = said("Complex", False)
    complex_reason: str = said("Why it is complex")
    requested_on: date | None = said("Stage Two asked for on", None)
    agreed_on: date | None = said("Statement agreed on", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake at this stage, by whose clock it is now answered."""
        if self.stage is Stage.THREE:
            raise RefusedError("stage", "A review panel is not set up here.")
        if self.is_complex:
            not_empty("complex_reason", self.complex_reason, "Please say why it is complex.")
        self._refuse_days(intake, by)
        decided = replace(
            with_its_answer(intake.triage, self.stage),
            stage=self.stage,
            is_complex=self.is_complex,
            complex_reason=self.complex_reason,
            stage_two_requested_on=self.requested_on,
            stage_two_agreed_on=self.agreed_on,
        )
        return replace(intake, triage=decided)

    def _refuse_days(self, intake: Intake, by: By) -> None:
        if self.stage is Stage.TWO or self.requested_on:
            day_said("requested_on", self.requested_on, intake, by)
        if self.agreed_on is None:
            return
        day_said("agreed_on", self.agreed_on, intake, by)
        if self.requested_on is None or self.agreed_on < self.requested_on:
            message = "The statement is agreed once Stage Two was asked for."
            raise RefusedError("agreed_on", message)


def with_its_answer(decided: Triage, stage: Stage) -> Triage:
    """`answer_sent` is the answer of the stage it goes to; Stage One's is kept beside it."""
    if stage is Stage.TWO and decided.stage is not Stage.TWO:
        return replace(decided, stage_one_answer=decided.answer_sent, answer_sent=None)
    if stage is Stage.ONE and decided.stage is Stage.TWO:
        answer = decided.stage_one_answer or decided.answer_sent
        return replace(decided, stage_one_answer=None, answer_sent=answer)
    return decided


@dataclass(frozen=True, slots=True)
class Extend(Decision):
    """A longer time for the answer, to a day, with its reason: within the stage's longest."""

    kind: ClassVar[str] = "extension"
    label: ClassVar[str] = "Extension"

    extended_to: date | None = said("Extended to", None)
    reason: str = said("Reason")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, to be answered by this day."""
        not_empty("reason", self.reason, "Please say why it takes longer.")
        to, decided = self._within_limits(intake, by), intake.triage
        if decided.stage is Stage.TWO:
            extended = replace(
                decided, stage_two_extended_to=to, stage_two_extension_reason=self.reason
            )
        else:
            extended = replace(
                decided, extended_to=to, extended_on=by.today, extension_reason=self.reason
            )
        return replace(intake, triage=extended)

    def _within_limits(self, intake: Intake, by: By) -> date:
        field, clock, to = "extended_to", answer_clock(intake, by.rules), self.extended_to
        waits = by.pause_counts and pauses.running(intake.triage.pauses)
        if waits and intake.triage.stage is not Stage.TWO:
            raise RefusedError(field, "It waits for an advocate: end the pause first.")
        if to is None:
            raise RefusedError(field, "Please say to which day.")
        if to < max(clock.by, by.today):
            raise RefusedError(field, f"It cannot be before {as_text(max(clock.by, by.today))}.")
        if to > clock.longest:
            raise RefusedError(field, f"It cannot be later than {as_text(clock.longest)}.")
        return to
