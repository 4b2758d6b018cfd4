"""From the answers of a visit to an intake, word for word."""

from __future__ import annotations

from datetime import datetime

from portal.child import questions as q
from portal.child.visit import Visit
from portal.domain.flags import Flag
from portal.domain.intake import Intake, SafeContact, Words, new_id, verbatim
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    YesNo,
)


def intake_from(
    visit: Visit,
    *,
    submission_id: str,
    reference: str,
    language: str,
    marks: tuple[Flag, ...],
    at: datetime,
) -> Intake:
    """Everything that was answered in this visit, as one intake.

    :raise portal.domain.intake.NothingSaidError: nothing was written and no advocate asked for.
    """
    kind, home = visit.kind, visit.value(q.HOME, "home")
    advocate = visit.value(q.ADVOCATE, "advocate")
    wants = YesNo.YES if kind == Kind.ADVOCATE_ONLY else YesNo(advocate) if advocate else None
    safe = visit.value(q.SAFE, "safe")
    age = visit.value(q.AGE, "age")
    return Intake(
        id=new_id(),
        reference=reference,
        received_at=at,
        method=MethodOfReceipt.WEB_FORM,
        language=language,
        words=tuple(Words(verbatim(text), at) for text in visit.all_free_text(q.WORDS, "words")),
        submission_id=submission_id,
        kind=Kind(kind) if kind else None,
        age_band=AgeBand(age) if age else None,
        looked_after=LookedAfter(home) if home else None,
        wants_advocate=wants,
        feels_safe=YesNo(safe) if safe in tuple(YesNo) else None,
        name=_typed(visit, q.NAME, "name"),
        desired_outcome=_typed(visit, q.BETTER, "better"),
        should_not_see=_typed(visit, q.HIDE, "hide"),
        contact=_contact(visit),
        flags=marks,
    )


def someone_now_from(
    values: dict[str, str],
    *,
    submission_id: str,
    reference: str,
    language: str,
    marks: tuple[Flag, ...],
    at: datetime,
) -> Intake:
    """Only the wish that somebody speaks up for the child, and how to reach them."""
    way = values.get("way")
    return Intake(
        id=new_id(),
        reference=reference,
        received_at=at,
        method=MethodOfReceipt.WEB_FORM,
        language=language,
        words=(),
        submission_id=submission_id,
        kind=Kind.ADVOCATE_ONLY,
        wants_advocate=YesNo.YES,
        name=verbatim(values.get("name", "")),
        contact=SafeContact(
            way=ContactWay(way) if way else None, details=verbatim(values.get("details", ""))
        ),
        flags=marks,
    )


def _typed(visit: Visit, slug: str, field: str) -> str:
    return verbatim("\n\n".join(visit.all_free_text(slug, field)))


def _contact(visit: Visit) -> SafeContact:
    way = visit.value(q.REACH, "way")
    return SafeContact(
        way=ContactWay(way) if way else None,
        details=_typed(visit, q.REACH, "details"),
        best_times=_typed(visit, q.TIMES, "times"),
        who_else_sees=_typed(visit, q.TIMES, "others"),
    )
