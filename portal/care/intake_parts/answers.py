"""What a child answered, in a manager's words."""

from __future__ import annotations

from datetime import date

from portal.care.intake_parts.rows import Row, typed
from portal.desk.answers_said import age_said, home_said, safe_said
from portal.desk.days_said import at_time
from portal.domain.advocacy import AdvocacyService
from portal.domain.clock import london_day
from portal.domain.flags import FlagName
from portal.domain.intake import Intake
from portal.domain.taxonomy import Kind, SubmittedBy, YesNo

KINDS = {
    Kind.WRONG: "Something is wrong",
    Kind.GOOD: "Something is good",
    Kind.QUESTION: "A question",
    Kind.ADVOCATE_ONLY: "Only wants someone to speak up for them",
}
WHO_WROTE = {
    SubmittedBy.CHILD: "In their own words",
    SubmittedBy.ADVOCATE: "As their advocate wrote it",
    SubmittedBy.HELPER: "As someone who helps them wrote it",
    SubmittedBy.STAFF: "As customer care wrote it down",
}


def answers(intake: Intake, services: tuple[AdvocacyService, ...]) -> tuple[Row, ...]:
    """Every answer but the name, which no paper says; `services`: all that the council has."""
    return (
        Row("What it is", KINDS[intake.kind] if intake.kind else ""),
        typed("What they want to happen", intake.desired_outcome),
        Row("Feels safe now", safe_said(intake.feels_safe)),
        Row("Age", age_said(intake.age_band)),
        Row("Lives in care", home_said(intake.looked_after)),
        Row("Wants someone to speak up", _advocate(intake)),
        Row("Services named to them", _named(intake, services)),
    )


def _advocate(intake: Intake) -> str:
    if intake.wants_advocate is YesNo.NO:
        return "No"
    asked_at = intake.advocate_asked_at
    since = f", since {at_time(asked_at)}" if asked_at else ""
    if intake.wants_advocate is YesNo.YES:
        return f"Yes{since}"
    if intake.has_flag(FlagName.ADVOCACY):
        return f"They did not answer, but their words sound like it{since}"
    return ""


def _named(intake: Intake, services: tuple[AdvocacyService, ...]) -> str:
    day: date = london_day(intake.received_at)
    known = {service.key: service.name_on(day) for service in services}
    return ", ".join(known.get(key, key) for key in intake.advocacy_services)
