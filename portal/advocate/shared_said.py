"""What a child agreed to share, in an advocate's words, and the steps of their wish so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.desk.answers_said import age_said, home_said, safe_said
from portal.desk.language_names import lang_attribute, language_name
from portal.domain.clock import WorkingDays
from portal.domain.deadlines import ADVOCATE_DAYS
from portal.domain.referral_steps import Shares, Step
from portal.domain.running_referral import has_left
from portal.domain.shared import SeenStep, Shared
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import SubmittedBy

WHO_WROTE = {
    SubmittedBy.CHILD: "What they told us, in their own words",
    SubmittedBy.ADVOCATE: "What they told us, as an advocate wrote it",
    SubmittedBy.HELPER: "What they told us, as someone who helps them wrote it",
    SubmittedBy.STAFF: "What they told us, as customer care wrote it down",
}
_STEPS = {
    Step.SENT: "Passed to you",
    Step.SHARED: "The child said what you may be told",
    Step.ACCEPTED: "You accepted it",
    Step.NAMED: "The advocate was named",
    Step.MET: "They met for the first time",
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing the child agreed to share. An empty value was not said."""

    label: str
    value: str
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One child on the list. `name` "": they gave none, so their reference stands for them.

    `due` is when an answer is due, None once there is one. `has_left`: another is to be named.
    """

    told: Shared
    name: str
    lang: str
    language: str
    standing: str
    due: date | None
    is_late: bool
    has_left: bool = False


def agreed(told: Shared) -> tuple[Agreed, ...]:
    """All but the words, in the order in which they are asked for."""
    rows = {
        Shares.DESIRED_OUTCOME: Agreed(
            "What would make it better", told.desired_outcome, is_typed=True
        ),
        Shares.AGE: Agreed("Age", age_said(told.age_band)),
        Shares.LOOKED_AFTER: Agreed("Lives in care", home_said(told.looked_after)),
        Shares.FEELS_SAFE: Agreed("Feels safe now", safe_said(told.feels_safe)),
    }
    return tuple(row for share, row in rows.items() if share in told.shares)


def steps(told: Shared) -> tuple[tuple[SeenStep, str], ...]:
    """Each step with what it is called."""
    return tuple((one, _STEPS[one.step]) for one in told.steps)


def listed(
    told: Shared, days: WorkingDays, today: date, people: Sequence[StaffMember] = ()
) -> Listed:
    """The child as the list has them; `days` count until when an answer is due.

    `people` are all of the service, those who left as well.
    """
    due, gone = _answer_due(told, days), _has_left(told, people)
    return Listed(
        told=told,
        name=told.name if told.name.strip() else "",
        lang=lang_attribute(told.language),
        language=language_name(told.language),
        standing="Their advocate has left: name another" if gone else _standing(told),
        due=due,
        is_late=due is not None and due < today,
        has_left=gone,
    )


def _answer_due(told: Shared, days: WorkingDays) -> date | None:
    """The day by which the child is to know that somebody speaks up for them; None: they do."""
    if told.accepted_on or told.asked_on is None:
        return None
    return days.add(told.asked_on, ADVOCATE_DAYS)


def _has_left(told: Shared, people: Sequence[StaffMember]) -> bool:
    return any(has_left(told.advocate, one.service or "", people) for one in people[:1])


def _standing(told: Shared) -> str:
    if told.accepted_on is None:
        return "Not accepted yet"
    if not told.advocate:
        return "No advocate named"
    return "Running" if told.met_on else "Not met yet"
