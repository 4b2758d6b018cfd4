"""Who may not act, as the intake's page says it: what is recorded, and what must be put right."""

from __future__ import annotations

from dataclasses import dataclass

from portal.care.intake_parts.rows import Row
from portal.desk.days_said import on_day
from portal.domain.advocacy import AdvocacyService
from portal.domain.conflicts import REASONS
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.domain.standing_conflicts import Part, StandingConflict, standing_conflicts

_IS = {
    Part.SERVICE: "has the child's wish now, and may not act",
    Part.ADVOCATE: "is named as the child's advocate, and may not act",
    Part.INDEPENDENT_PERSON: "is recorded as Independent Person, and may not be",
    Part.ACCOUNT: "may not act, and can still open what was passed to their service",
}
_TO_DO = {
    Part.SERVICE: (
        "Nothing happens by itself. Tell the service, record that it is over, and pass the wish"
        " to another."
    ),
    Part.ADVOCATE: (
        "Nothing happens by itself. Tell the service, and record who the advocate is instead, or"
        " that the service hands it back. Where this is somebody else of that name, record that."
    ),
    Part.INDEPENDENT_PERSON: "Nothing happens by itself. Record who it is instead.",
    Part.ACCOUNT: "Keep them from it: who should not see it.",
}
# Offered only where something is recorded.
_TAKEN_AWAY = ("may-act", "What was recorded does not stand")
# The decisions that put it right, each with what its link says.
_LEADS_TO = {
    Part.SERVICE: (("advocacy-news", "It is over with this service"), _TAKEN_AWAY),
    Part.ADVOCATE: (
        ("advocacy-news", "Another advocate, or handed back"),
        ("not-meant", "It is somebody else"),
        _TAKEN_AWAY,
    ),
    Part.INDEPENDENT_PERSON: (("independent-person", "Who is it instead?"),),
    Part.ACCOUNT: (("shield", "Who should not see it?"),),
}


@dataclass(frozen=True, slots=True)
class ToPutRight:
    """One of them: `said` follows the name, `leads_to` are (kind of decision, its link's words)."""

    who: str
    said: str
    why: str
    to_do: str
    leads_to: tuple[tuple[str, str], ...]


def to_put_right(
    intake: Intake, services: tuple[AdvocacyService, ...], people: tuple[StaffMember, ...]
) -> tuple[ToPutRight, ...]:
    """Whoever has to do with it now and may not; nothing where it is closed."""
    if intake.closed_at:
        return ()
    return tuple(map(_said, standing_conflicts(intake, services, people)))


def _said(found: StandingConflict) -> ToPutRight:
    part = found.part
    return ToPutRight(found.who, _IS[part], found.why, _TO_DO[part], _LEADS_TO[part])


def who_may_not(intake: Intake, *, is_officer: bool) -> tuple[Row, ...]:
    """What is recorded of it; whom a child does not want is for officers alone to see."""
    decided = intake.triage
    person = decided.independent_person
    barred = "; ".join(f"{one.name}: {REASONS[one.ground]}" for one in decided.may_not_act)
    asked = "; ".join(f"{one.name}, asked {on_day(one.on)}" for one in decided.not_meant)
    watches = (
        f"{person.name}, {person.organisation}, appointed {on_day(person.appointed_on)}"
        if person
        else ""
    )
    of_names = (Row("May not act", barred), Row("Somebody else is meant", asked))
    rows = (*(of_names if is_officer else ()), Row("Independent Person", watches))
    return tuple(row for row in rows if row.value)
