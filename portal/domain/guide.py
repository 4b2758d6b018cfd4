"""Four questions before a record type: what their answers propose, and why. They never decide.

Sources: SI 2006/1738, regulations 3 to 5, 8 and 9, and section 26(3) of the Children Act 1989, as
"Getting the Best from Complaints" explains them. Whatever is said, nothing is turned away: the
least that is proposed is a complaint outside the statutory procedure, and where it goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.guide_answers import Excluded, Function, Guide, Route, When, Who
from portal.domain.taxonomy import RecordType


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the guide would say: `record_type` None where it cannot tell yet."""

    record_type: RecordType | None
    reasons: tuple[str, ...]
    routes: tuple[Route, ...] = ()


_Found = tuple[RecordType, str]
_STATUTORY, _OUTSIDE = RecordType.STATUTORY, RecordType.NON_STATUTORY
_IS_NO_COMPLAINT: dict[str, _Found] = {
    Function.PRAISE: (RecordType.MERIT, "Something good was said: the report's word is Merit."),
    Function.QUESTION: (RecordType.ENQUIRY, "Something is asked, and nothing is wrong."),
}
_EXCLUDED: dict[str, _Found] = {
    Excluded.ALL_STAGES: (
        _OUTSIDE,
        "This very matter went through all stages: the Ombudsman is next, and we say how.",
    ),
    Excluded.STAFF: (
        _OUTSIDE,
        "Only about staff matters, or how an adult was treated: the council's own procedure.",
    ),
    Excluded.ASSESSMENT: (
        _OUTSIDE,
        "Assessing and registering foster carers and adopters has a procedure of its own.",
    ),
}
_OF_ANOTHER_FUNCTION: dict[str, _Found] = {
    Function.PROTECTION: (
        _OUTSIDE,
        (
            "Conferences, section 47 enquiries and court reports have their own procedure. Look"
            " again: what a social worker did or did not do beside them may be statutory."
        ),
    ),
    Function.EDUCATION: (_OUTSIDE, "Education is outside the children's procedure."),
    Function.SCHOOL: (_OUTSIDE, "What a school does is for that school's own procedure."),
    Function.OTHER: (_OUTSIDE, "Another service of the council: the council's own procedure."),
}
_BY_WHO: dict[str, _Found] = {
    Who.ON_BEHALF: (
        _STATUTORY,
        "Find out where possible that the child is happy with it, and that the words are theirs.",
    ),
    Who.INTEREST: (
        _STATUTORY,
        (
            "Decide soon whether their interest is sufficient, and what the child thinks of it."
            " If it is not, tell them, and tell the child where that is right."
        ),
    ),
    Who.MEMBER: (
        RecordType.ENQUIRY,
        (
            "The report counts letters from M.P.s and Members as enquiries. Where they bring the"
            " complaint of somebody on the list, it is that person's statutory complaint."
        ),
    ),
    Who.NO_NAME: (
        _OUTSIDE,
        (
            "Nobody is named. It is recorded and looked at like any other: having no name is no"
            " reason to do nothing."
        ),
    ),
}
_IN_THEIR_OWN_RIGHT = (
    "They may complain in their own right: the child need not consent, and they learn nothing"
    " of the child by it."
)
_A_CHILD = "A child or young person may complain in their own right, at any age, with no consent."
_ROUTES: dict[str, Route] = {
    Function.PROTECTION: Route.CORPORATE,
    Function.EDUCATION: Route.EDUCATION,
    Function.SCHOOL: Route.SCHOOL,
    Function.OTHER: Route.CORPORATE,
    Excluded.PROCEEDINGS: Route.COURT,
    Excluded.STAFF: Route.CORPORATE,
    Excluded.PROVIDER: Route.PROVIDER,
    Excluded.HEALTH: Route.HEALTH,
}
_BESIDE: dict[str, str] = {
    Excluded.DANGER: "Safeguarding comes first, today; the complaint stays beside it.",
    Excluded.PROCEEDINGS: (
        "What could harm the proceedings may wait, in whole or part. Tell them in writing, and"
        " that they can bring it again within a year of the end."
    ),
    Excluded.PROVIDER: (
        "The home or agency answers for what it did; we answer for what is ours to do."
    ),
    Excluded.HEALTH: "The health part is answered together with the health complaints manager.",
}
_WHEN: dict[str, str] = {
    When.KNOWN_LATELY: "The year counts from when they came to know of it: it is in time.",
    When.OVER_A_YEAR: (
        "Possibly out of time. It is never turned away for that alone: ask why it was hard to"
        " tell sooner, and whether it can still be looked into fairly."
    ),
}
WHERE_IT_GOES: dict[Route, str] = {
    Route.SCHOOL: "To the school, for its own procedure; whoever complained is told.",
    Route.EDUCATION: (
        "To the council's education side, or an appeal (admissions, transport, special needs);"
        " whoever complained is told which."
    ),
    Route.HEALTH: "To the health complaints manager, for one answer together; they are told.",
    Route.COURT: "What could harm proceedings waits until their end; they are told in writing.",
    Route.PROVIDER: (
        "To the children's home or fostering agency, and Ofsted can be told; they are told who"
        " answers for what."
    ),
    Route.CORPORATE: "To the council's own complaints procedure; they are told, and by when.",
}
"""What each route means, as a page says it."""


def propose(answers: Guide) -> Proposal:
    """What these answers propose, with every reason. An unknown answer counts as none."""
    asked = [answers.who, answers.function, *answers.excluded]
    found, why = _record_type(answers)
    beside = (_BESIDE[one] for one in answers.excluded if one in _BESIDE)
    late = (_WHEN[one] for one in (answers.when,) if one in _WHEN)
    routes = dict.fromkeys(_ROUTES[one] for one in asked if one in _ROUTES)
    return Proposal(found, tuple(dict.fromkeys((*why, *beside, *late))), tuple(routes))


def is_possibly_out_of_time(answers: Guide | None) -> bool:
    """Whether it is over a year old, so that a person looks at why it could not be told sooner."""
    return answers is not None and answers.when == When.OVER_A_YEAR


def _record_type(answers: Guide) -> tuple[RecordType | None, tuple[str, ...]]:
    if (function := answers.function) in _IS_NO_COMPLAINT:
        return _said(_IS_NO_COMPLAINT[function])
    excluded = [_EXCLUDED[one] for one in answers.excluded if one in _EXCLUDED]
    if excluded:
        return _OUTSIDE, tuple(why for _, why in excluded)
    if function in _OF_ANOTHER_FUNCTION:
        return _said(_OF_ANOTHER_FUNCTION[function])
    if function not in set(Function) or answers.who not in set(Who):
        return None, ("Say who is complaining and what about: then the guide can propose a type.",)
    if answers.who in _BY_WHO:
        return _said(_BY_WHO[answers.who])
    is_young = answers.who in (Who.CHILD, Who.CARE_LEAVER)
    return _STATUTORY, (_A_CHILD if is_young else _IN_THEIR_OWN_RIGHT,)


def _said(found: _Found) -> tuple[RecordType, tuple[str, ...]]:
    return found[0], (found[1],)
