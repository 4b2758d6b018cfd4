"""What is due, and how far away it is, in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.desk.days_said import on_day
from portal.domain.clock import WorkingDays
from portal.domain.deadlines import Deadlines, Rules
from portal.domain.intake import Intake
from portal.domain.pauses import running
from portal.domain.timeliness import OnTime, timeliness


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that is due: its day, and how far away that is, in words."""

    label: str
    by: date
    left: str
    is_overdue: bool


def clocks(intake: Intake, due: Deadlines, today: date, days: WorkingDays) -> tuple[Clock, ...]:
    """What is still to be done, the first due first; nothing once it is closed."""
    if intake.closed_at:
        return ()
    dated = [
        ("Acknowledge by", due.acknowledge_by),
        ("Answer by", None if intake.triage.answer_sent else due.answer_by),
        ("Someone to speak up by", due.advocate_by),
        ("Acknowledge as data protection by", due.data_protection_by),
        ("Next stage usually asked for by", due.next_stage_by),
    ]
    found = [
        Clock(label, by, how_far(by, today, days), by < today)
        for label, by in dated
        if by is not None
    ]
    return tuple(sorted(found, key=lambda clock: clock.by))


def about_the_pause(intake: Intake, due: Deadlines, *, counts: bool) -> str:
    """The other date where somebody waits or waited for an advocate; "" where nobody did."""
    if not intake.triage.pauses:
        return ""
    if not counts:
        return (
            "The wait for an advocate does not move the date:"
            " the council's lawyer has not confirmed that it may."
        )
    if running(intake.triage.pauses):
        waits = "It is paused for an advocate: the date moves once the pause ends. "
    else:
        waits = ""
    return f"{waits}Without the pause: {on_day(due.answer_without_pause)}."


_SAID = {OnTime.YES: "on time", OnTime.NO: "late"}


def whether_on_time(intake: Intake, rules: Rules, today: date) -> str:
    """Whether it was answered on time, with the pause and without it; "" while it is open."""
    stands = timeliness(intake, rules, today)
    if stands.with_pause is OnTime.UNRECORDED:
        return "When it was answered is not recorded."
    if stands.working_days is None:
        return ""
    with_pause, without = _SAID[stands.with_pause], _SAID[stands.without_pause]
    if intake.triage.pauses:
        with_pause = f"{with_pause} with the pause, {without} without it"
    return f"Answered in {_in_days(stands.working_days)}: {with_pause}."


def how_far(by: date, today: date, days: WorkingDays) -> str:
    """How far a day is from today: a day is kept until it ends."""
    if by == today:
        return "today"
    if by < today:
        late = days.count(by, today)
        return f"overdue by {_in_days(late)}" if late else "overdue"
    if by == today + timedelta(days=1):
        return "tomorrow"
    return f"in {_in_days(days.count(today, by))}"


def _in_days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
