"""What a child answered, in a manager's words."""

from __future__ import annotations

from datetime import date

from portal.care.intake_parts.rows import Row, typed
from portal.desk.days_said import at_time
from portal.domain.advocacy import AdvocacyService
from portal.domain.clock import london_day
from portal.domain.flags import FlagName
from portal.domain.intake import Intake
from portal.domain.taxonomy import AgeBand, FeelsSafe, Kind, LookedAfter, SubmittedBy, YesNo

KINDS = {
    Kind.WRONG: "Something is wrong",
    Kind.GOOD: "Something is good",
    Kind.QUESTION: "A question",
    Kind.ADVOCATE_ONLY: "Only wants someone to speak up for them",
}
_SAFE = {
    FeelsSafe.YES: "Yes",
    FeelsSafe.NO: "No: they do not feel safe",
    FeelsSafe.NOT_SURE: "They are not sure",
}
_AGES = {
    AgeBand.UNDER_10: "Under 10",
    AgeBand.FROM_16: "16 or 17",
    AgeBand.FROM_18: "18 or 19",
    AgeBand.FROM_65: "65 or over",
}
_IN_CARE = {
    LookedAfter.YES: "Yes",
    LookedAfter.NO: "No",
    LookedAfter.NOT_SURE: "They are not sure",
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
        Row("Feels safe now", _SAFE[intake.feels_safe] if intake.feels_safe else ""),
        Row("Age", _age(intake.age_band)),
        Row("Lives in care", _IN_CARE[intake.looked_after] if intake.looked_after else ""),
        Row("Wants someone to speak up", _advocate(intake)),
        Row("Services named to them", _named(intake, services)),
    )


def _age(band: AgeBand | None) -> str:
    return _AGES.get(band, band.replace("-", " to ")) if band else ""


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
