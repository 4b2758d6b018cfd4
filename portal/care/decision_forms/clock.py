"""Pages for by when an intake is answered, with the days that each choice leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wtforms import BooleanField

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.days_said import on_day
from portal.desk.forms import Choice, Day, Lines, Needed, OneOf
from portal.domain.deadlines import (
    PANEL_ANSWERED,
    PANEL_MEETS,
    PANEL_REPORTS,
    STAGE_ONE_LONGEST,
    STAGE_TWO,
    STAGE_TWO_LONGEST,
    answer_clock,
    panel_due,
)
from portal.domain.decisions import Decision
from portal.domain.decisions.clock import DecideStage, Extend
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage

_PANEL = (
    f"The panel meets within {PANEL_MEETS} working days, reports within {PANEL_REPORTS} of that,"
    f" and is answered within {PANEL_ANSWERED} of its report."
)


class DatedForm(DecisionForm):
    """A page that shows days above its fields, (what, day), and `why_not` where it would refuse."""

    template = "care/decision-with-days.html"
    shown_days: tuple[tuple[str, str], ...] = ()
    why_not = ""


class StageForm(DatedForm):
    """The stage, with the days that it is counted from."""

    makes = DecideStage
    title = "Which stage is it at?"
    intro = "The days count from receipt; at Stages Two and Three from the day each was asked for."

    stage = OneOf("Stage", [Needed("Please choose a stage.")])
    is_complex = BooleanField("It is complex")
    complex_reason = Lines(
        "Why is it complex?",
        description="For example, another agency has a part in it. Stage One only.",
    )
    requested_on = Day(
        "Stage Two was asked for on",
        description="Straight to Stage Two only by agreement with whoever complains.",
    )
    agreed_on = Day(
        "The statement of the complaint was agreed on",
        description="Where it is known. Both days are kept.",
    )
    is_straight = BooleanField("It was not considered at Stage One")
    panel_requested_on = Day(
        "The review panel was asked for on",
        description="Stage Three. Within 20 working days of Stage Two's answer, as a rule.",
    )
    panel_met_on = Day("The panel met on")
    panel_reported_on = Day("The panel reported on", description="The answer follows its report.")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last, or Stage One."""
        decided = about.intake.triage
        return {
            "stage": decided.stage or Stage.ONE,
            "is_complex": decided.is_complex,
            "complex_reason": decided.complex_reason,
            "requested_on": day_in_field(decided.stage_two_requested_on),
            "agreed_on": day_in_field(decided.stage_two_agreed_on),
            "is_straight": decided.is_straight_to_two,
            "panel_requested_on": day_in_field(decided.stage_three_requested_on),
            "panel_met_on": day_in_field(decided.panel_met_on),
            "panel_reported_on": day_in_field(decided.panel_reported_on),
        }

    def prepare(self, about: About) -> None:
        """Stages with their days, and the day for each kind of Stage One."""
        usual, longest = (_stage_one_by(about, is_complex=it) for it in (False, True))
        answer_days = about.office.settings.answer_days
        self.shown_days = (
            ("Answer by, as it is now", on_day(about.deadlines.answer_by)),
            (f"Stage One, {answer_days} working days", usual),
            (f"Stage One, complex, {max(STAGE_ONE_LONGEST, answer_days)} working days", longest),
            *_panel_days(about),
        )
        two = f"{STAGE_TWO} working days from the day it was asked for"
        stages: list[Choice] = [
            (Stage.ONE.value, Stage.ONE.value, f"By {usual}, or {longest} where complex."),
            (Stage.TWO.value, Stage.TWO.value, f"{two}; {STAGE_TWO_LONGEST} at most."),
            (Stage.THREE.value, Stage.THREE.value, _PANEL),
        ]
        self.stage.choices = stages

    def decision(self, about: About) -> Decision:
        """The stage."""
        return DecideStage(
            stage=Stage(self.stage.data or ""),
            is_complex=bool(self.is_complex.data),
            complex_reason=self.complex_reason.data or "",
            requested_on=read_day("requested_on", self.requested_on.data),
            agreed_on=read_day("agreed_on", self.agreed_on.data),
            is_straight=bool(self.is_straight.data),
            panel_requested_on=read_day("panel_requested_on", self.panel_requested_on.data),
            panel_met_on=read_day("panel_met_on", self.panel_met_on.data),
            panel_reported_on=read_day("panel_reported_on", self.panel_reported_on.data),
        )


def _panel_days(about: About) -> tuple[tuple[str, str], ...]:
    due = panel_due(about.intake.triage, about.office.rules)
    if due is None:
        return ()
    return ("The panel meets by", on_day(due[0])), ("It reports by", on_day(due[1]))


class ExtensionForm(DatedForm):
    """A longer time, to a day."""

    makes = Extend
    title = "Does the answer take longer?"
    intro = "To a day, with the reason. Whoever complains should be told of both."

    extended_to = Day("Extended to", [Needed("Please say to which day.")])
    reason = Lines("Why does it take longer?", [Needed("Please say why it takes longer.")])

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last for this stage."""
        decided = about.intake.triage
        if decided.stage is Stage.TWO:
            to, reason = decided.stage_two_extended_to, decided.stage_two_extension_reason
        else:
            to, reason = decided.extended_to, decided.extension_reason
        return {"extended_to": day_in_field(to), "reason": reason}

    def prepare(self, about: About) -> None:
        """The day as it is, and the last that can be."""
        clock = answer_clock(about.intake, about.office.rules)
        at_two = about.intake.triage.stage is Stage.TWO
        allowed = max(STAGE_ONE_LONGEST, about.office.settings.answer_days)
        limit = (
            f"{STAGE_TWO_LONGEST} working days from the day Stage Two was asked for"
            if at_two
            else f"{allowed} working days from receipt"
        )
        self.shown_days = (
            ("Answer by, as it is now", on_day(clock.by)),
            (f"The latest that can be, {limit}", on_day(clock.longest)),
        )
        first = max(clock.by, about.today)
        self.extended_to.description = (
            f"From {on_day(first)} to {on_day(clock.longest)}."
            if first <= clock.longest
            else "The longest time is over: it cannot be extended any more."
        )

    def decision(self, about: About) -> Decision:
        """The extension."""
        to = read_day("extended_to", self.extended_to.data)
        return Extend(to, self.reason.data or "")


def _stage_one_by(about: About, *, is_complex: bool) -> str:
    decided = replace(about.intake.triage, is_complex=is_complex)
    as_if: Intake = replace(about.intake, triage=decided)
    return on_day(answer_clock(as_if, about.office.rules, Stage.ONE).by)
