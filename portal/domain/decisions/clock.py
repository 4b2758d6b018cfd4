"""By when an intake is answered: its stage, whether it is complex, and a longer time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

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
    """At which stage it is, each with the days it was asked for and what has happened since.

    `is_complex` is Stage One's, and stays with it when the complaint goes on. `is_straight`: it
    went to Stage Two by agreement, and was not considered at Stage One.
    """

    kind: ClassVar[str] = "stage"
    label: ClassVar[str] = "Stage"

    stage: Stage = said("Stage", Stage.ONE)
    is_complex: bool = said("Complex", False)
    complex_reason: str = said("Why it is complex")
    requested_on: date | None = said("Stage Two asked for on", None)
    agreed_on: date | None = said("Statement agreed on", None)
    is_straight: bool = said("Straight to Stage Two", False)
    panel_requested_on: date | None = said("Panel asked for on", None)
    panel_met_on: date | None = said("Panel met on", None)
    panel_reported_on: date | None = said("Panel reported on", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake at this stage, by whose clock it is now answered."""
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
            is_straight_to_two=self.is_straight and self.stage is not Stage.ONE,
            stage_three_requested_on=self.panel_requested_on,
            panel_met_on=self.panel_met_on,
            panel_reported_on=self.panel_reported_on,
        )
        return replace(intake, triage=decided)

    def _refuse_days(self, intake: Intake, by: By) -> None:
        if self.stage is not Stage.ONE or self.requested_on:
            day_said("requested_on", self.requested_on, intake, by)
        if self.stage is Stage.THREE or self.panel_requested_on:
            day_said("panel_requested_on", self.panel_requested_on, intake, by)
        for before, after, message in _IN_THIS_ORDER:
            first, then = getattr(self, before), getattr(self, after)
            if then is None:
                continue
            day_said(after, then, intake, by)
            if first is None or then < first:
                raise RefusedError(after, message)


_IN_THIS_ORDER = (
    ("requested_on", "agreed_on", "The statement is agreed once Stage Two was asked for."),
    ("requested_on", "panel_requested_on", "A panel is asked for after Stage Two."),
    ("panel_requested_on", "panel_met_on", "The panel meets once it was asked for."),
    ("panel_met_on", "panel_reported_on", "The panel reports once it has met."),
)
_KEPT = {Stage.ONE: "stage_one_answer", Stage.TWO: "stage_two_answer"}
_ORDER = tuple(Stage)


def with_its_answer(decided: Triage, stage: Stage) -> Triage:
    """`answer_sent` is the answer of the stage it goes to; those of earlier ones stand beside it.

    An answer that was sent stays where it goes back and the earlier stage had none.
    """
    before = decided.stage or Stage.ONE
    if stage is before:
        return decided
    if _ORDER.index(stage) > _ORDER.index(before):
        kept: dict[str, Any] = {_KEPT[before]: decided.answer_sent}
        return replace(decided, **kept, answer_sent=None)
    answer = getattr(decided, _KEPT[stage]) or decided.answer_sent
    later = _ORDER[_ORDER.index(stage) :]
    gone: dict[str, Any] = {_KEPT[one]: None for one in later if one in _KEPT}
    return replace(decided, **gone, answer_sent=answer)


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
        if intake.triage.stage is Stage.THREE:
            raise RefusedError(field, "The days of a review panel are not extended.")
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
