"""Pages for a pause of Stage One while an advocate is awaited: both days are always shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.care.decision_forms.base import About
from portal.care.decision_forms.clock import DatedForm
from portal.desk.days import day_in_field, read_day
from portal.desk.days_said import on_day
from portal.desk.forms import Day, Lines, Needed
from portal.domain import pauses
from portal.domain.deadlines import answer_clock
from portal.domain.decisions import Decision
from portal.domain.decisions.waiting import NOT_CONFIRMED, EndPause, StartPause, no_pause_because
from portal.domain.intake import Intake
from portal.domain.referral import current


class PauseForm(DatedForm):
    """Stage One begins to wait."""

    makes = StartPause
    title = "Does it wait for an advocate?"
    intro = "You begin a pause and you end it; it never happens by itself."
    button = "Begin the pause"

    since = Day("It waits since", [Needed("Please say since when.")])
    reason = Lines("What does it wait for?", [Needed("Please say what it waits for.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Not while one runs."""
        return pauses.running(intake.triage.pauses) is None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """From today."""
        return {"since": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """Both days, and why there can be no pause where there cannot."""
        off = not about.office.settings.advocate_pause
        self.why_not = NOT_CONFIRMED if off else no_pause_because(about.intake)
        self.shown_days = _both_days(about)

    def decision(self, about: About) -> Decision:
        """The pause begins."""
        return StartPause(read_day("since", self.since.data), self.reason.data or "")


class PauseEndForm(DatedForm):
    """Stage One goes on."""

    makes = EndPause
    title = "Is the wait for an advocate over?"
    intro = "From the next working day on the days count again."
    button = "End the pause"

    until = Day("It waited until", [Needed("Please say until when.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Only while one runs."""
        return pauses.running(intake.triage.pauses) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Until the day on which a service said yes; until today where none did."""
        part, pause = current(about.intake), pauses.running(about.intake.triage.pauses)
        accepted_on = part.accepted_on if part else None
        is_within = pause and accepted_on and accepted_on >= pause.since
        return {"until": day_in_field(accepted_on if is_within else about.today)}

    def prepare(self, about: About) -> None:
        """Both days, as if the pause ended today."""
        runs = pauses.running(about.intake.triage.pauses)
        self.why_not = "" if runs else "No pause runs."
        if runs:
            self.shown_days = (("It waits since", on_day(runs.since)), *_both_days(about))

    def decision(self, about: About) -> Decision:
        """The pause ends."""
        return EndPause(read_day("until", self.until.data))


def _both_days(about: About) -> tuple[tuple[str, str], ...]:
    decided = about.intake.triage
    ended = tuple(
        replace(one, until=max(one.since, about.today)) if one.until is None else one
        for one in decided.pauses
    )
    as_if = replace(about.intake, triage=replace(decided, pauses=ended))
    clock = answer_clock(as_if, replace(about.office.rules, pause_counts=True))
    runs = pauses.running(decided.pauses) is not None
    label = "Answer by, if the pause ended today" if runs else "Answer by, with the pauses so far"
    without = on_day(clock.by_without_pause)
    return ((label, on_day(clock.by)), ("Answer by, without a pause", without))
