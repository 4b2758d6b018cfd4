"""From the answers of a visit to an intake, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from portal.child import questions as q
from portal.child.forms import TRUSTED
from portal.child.visit import Visit
from portal.domain.flags import Flag
from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words, new_id, verbatim
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    YesNo,
)
from portal.services.answered_wish import with_answer

E = TypeVar("E", bound=StrEnum)
# Fields of all pages that hold what a child typed.
_TYPED = (
    *("words", "better", "name", "hide", "details", "times", "others"),
    *("not_them", "trusted_who"),
)

# Between two texts of one field, as portal.child.visit shows them.
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a telling is sent in: its one-time id, the page's language, what looked odd, when."""

    submission_id: str
    language: str
    marks: tuple[Flag, ...]
    at: datetime


def intake_from(visit: Visit, envelope: Envelope, reference: str) -> Intake:
    """Everything that was answered in this visit, as one intake.

    :raise portal.domain.intake.NothingSaidError: nothing was written and no advocate asked for.
    """
    said = visit.all_free_text(q.WORDS, "words")
    return replace(
        _empty(envelope, reference),
        words=tuple(Words(verbatim(text), envelope.at) for text in said),
        kind=_one_of(Kind, visit.kind),
        age_band=_one_of(AgeBand, visit.value(q.AGE, "age")),
        looked_after=_one_of(LookedAfter, visit.value(q.HOME, "home")),
        wants_advocate=wants_advocate(visit),
        wish=_wish(visit),
        feels_safe=_one_of(FeelsSafe, visit.value(q.SAFE, "safe")),
        name=_typed(visit, q.NAME, "name"),
        desired_outcome=_typed(visit, q.BETTER, "better"),
        should_not_see=_typed(visit, q.HIDE, "hide"),
        contact=_contact(visit),
    )


def wants_advocate(visit: Visit) -> YesNo | None:
    """What was answered; where nothing was, what the child came for."""
    answered = _wanted(visit.value(q.ADVOCATE, "advocate"))
    asks = visit.kind == Kind.ADVOCATE_ONLY
    return answered or (YesNo.YES if asks else None)


def someone_now_from(values: Mapping[str, str], envelope: Envelope, reference: str) -> Intake:
    """Only the wish that somebody speaks up for the child, and how to reach them."""
    way = _one_of(ContactWay, values.get("way"))
    return replace(
        _empty(envelope, reference),
        kind=Kind.ADVOCATE_ONLY,
        wish=_wish_later(AdvocateWish(), values),
        name=verbatim(values.get("name", "")),
        contact=SafeContact(way=way, details=verbatim(values.get("details", ""))),
    )


def answered_later(
    intake: Intake, values: Mapping[str, str], at: datetime
) -> tuple[Intake, list[Words]]:
    """An intake with what was answered on a page of it after it was sent, and new words in it.

    An answer that was picked counts as the child's last word. What was typed fills what was left
    out; where something stands already it becomes new words, for nothing is written over.
    """
    picked = _with_answers(intake, values)
    if wants := _wanted(values.get("advocate")):
        picked = with_answer(picked, wants, at, trusted=values["advocate"] == TRUSTED)
    kept = _everything_typed(picked)
    typed = (verbatim(values[field]) for field in _TYPED if values.get(field, "").strip())
    more = [text for text in typed if _with_plain_breaks(text) not in kept]
    if verbatim(values.get("hide", "")) in more:
        # Somebody else may be meant now: names are matched anew.
        picked = replace(picked, triage=replace(picked.triage, names_matched=False))
    return picked, [Words(text, at, is_new=True) for text in more]


def _with_answers(intake: Intake, values: Mapping[str, str]) -> Intake:
    """The intake with what was picked, and with what was typed where nothing stands yet."""
    contact = intake.contact
    return replace(
        intake,
        feels_safe=_one_of(FeelsSafe, values.get("safe")) or intake.feels_safe,
        age_band=_one_of(AgeBand, values.get("age")) or intake.age_band,
        looked_after=_one_of(LookedAfter, values.get("home")) or intake.looked_after,
        wish=_wish_later(intake.wish, values),
        name=intake.name or verbatim(values.get("name", "")),
        desired_outcome=intake.desired_outcome or verbatim(values.get("better", "")),
        should_not_see=intake.should_not_see or verbatim(values.get("hide", "")),
        contact=replace(
            contact,
            way=_one_of(ContactWay, values.get("way")) or contact.way,
            details=contact.details or verbatim(values.get("details", "")),
            best_times=contact.best_times or verbatim(values.get("times", "")),
            who_else_sees=contact.who_else_sees or verbatim(values.get("others", "")),
        ),
    )


def _everything_typed(intake: Intake) -> set[str]:
    """Each text of an intake; where two of one field stand one below the other, each and both."""
    words, contact = [said.text for said in intake.words], intake.contact
    asides = (intake.name, intake.desired_outcome, intake.should_not_see, *_of_wish(intake.wish))
    reach = (contact.details, contact.best_times, contact.who_else_sees)
    parts = (part for text in (*asides, *reach) for part in text.split(_BETWEEN))
    return set(map(_with_plain_breaks, (*words, _BETWEEN.join(words), *asides, *reach, *parts)))


def _of_wish(wish: AdvocateWish) -> tuple[str, str]:
    return (wish.not_them, wish.trusted_who)


def _with_plain_breaks(text: str) -> str:
    # A browser sends CRLF for each line break that a page shows, also for one of ours.
    return text.replace("\r\n", "\n")


def _empty(envelope: Envelope, reference: str) -> Intake:
    """A telling with nothing in it yet but the wish for an advocate, which needs no words."""
    return Intake(
        id=new_id(),
        reference=reference,
        received_at=envelope.at,
        method=MethodOfReceipt.WEB_FORM,
        language=envelope.language,
        words=(),
        submission_id=envelope.submission_id,
        wants_advocate=YesNo.YES,
        flags=envelope.marks,
    )


def _one_of(answers: type[E], said: str | None) -> E | None:
    """The answer, None where it was left out."""
    return answers(said) if said in tuple(answers) else None


def _wanted(said: str | None) -> YesNo | None:
    """Whether one of ours is wanted: not where somebody they trust helps them."""
    return YesNo.NO if said == TRUSTED else _one_of(YesNo, said)


def _wish(visit: Visit) -> AdvocateWish:
    return AdvocateWish(
        service=visit.value(q.ADVOCATE, "service") or "",
        not_them=_typed(visit, q.ADVOCATE, "not_them"),
        trusted=visit.value(q.ADVOCATE, "advocate") == TRUSTED,
        trusted_who=_typed(visit, q.ADVOCATE, "trusted_who"),
    )


def _wish_later(wish: AdvocateWish, values: Mapping[str, str]) -> AdvocateWish:
    return replace(
        wish,
        service=values.get("service") or wish.service,
        not_them=wish.not_them or verbatim(values.get("not_them", "")),
        trusted_who=wish.trusted_who or verbatim(values.get("trusted_who", "")),
    )


def _typed(visit: Visit, slug: str, field: str) -> str:
    return verbatim(_BETWEEN.join(visit.all_free_text(slug, field)))


def _contact(visit: Visit) -> SafeContact:
    return SafeContact(
        way=_one_of(ContactWay, visit.value(q.REACH, "way")),
        details=_typed(visit, q.REACH, "details"),
        best_times=_typed(visit, q.TIMES, "times"),
        who_else_sees=_typed(visit, q.TIMES, "others"),
    )
