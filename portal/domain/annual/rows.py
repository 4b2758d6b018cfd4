"""The names of the report's lines, in its order, and in which of them each value is counted."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.equalities import (
    Disability,
    Equalities,
    Ethnicity,
    Gender,
    NoAnswer,
    Orientation,
)
from portal.domain.taxonomy import (
    AgeBand,
    EducationOriginator,
    EducationType,
    MethodOfReceipt,
    OmbudsmanDecision,
    Originator,
    Outcome,
    RecordType,
    Stage,
    Subject,
)

NOT_DECIDED = "Not decided yet"
NO_OUTCOME = "No outcome yet"
STRAIGHT = "Straight to Stage Two"
TAKEN_BACK, TAKEN_BACK_LATER = "Taken back", "Taken back at Stage Two or Three"
COMPLAINTS = "Statutory complaints"

RECORD_TYPES = {
    RecordType.ENQUIRY: "Enquiry",
    RecordType.MERIT: "Merit",
    RecordType.NON_STATUTORY: "Non-statutory",
    RecordType.STATUTORY: COMPLAINTS,
}
STAGES = {
    Stage.ONE: "Stage One - Local Resolution",
    Stage.TWO: "Stage Two - Formal Investigation",
    Stage.THREE: "Stage Three - Complaints Review Panel",
}
_WHITE_OTHER, _MIXED_OR_OTHER, _ASIAN, _BLACK_OTHER = (
    *("White Other", "Any other ethnic group"),
    *("Asian", "Black Other"),
)
ETHNICITIES: dict[StrEnum, str] = {
    Ethnicity.AFRICAN: "African",
    **dict.fromkeys(
        (
            *(Ethnicity.MIXED_CARIBBEAN, Ethnicity.MIXED_AFRICAN, Ethnicity.MIXED_ASIAN),
            *(Ethnicity.MIXED_OTHER, Ethnicity.ARAB, Ethnicity.OTHER),
        ),
        _MIXED_OR_OTHER,
    ),
    **dict.fromkeys(
        (
            *(Ethnicity.PAKISTANI, Ethnicity.BANGLADESHI),
            *(Ethnicity.CHINESE, Ethnicity.ASIAN_OTHER),
        ),
        _ASIAN,
    ),
    **dict.fromkeys((Ethnicity.CARIBBEAN, Ethnicity.BLACK_OTHER), _BLACK_OTHER),
    Ethnicity.INDIAN: "Indian",
    NoAnswer.NOT_KNOWN: "Not known",
    Ethnicity.WHITE_BRITISH: "White British",
    **dict.fromkeys(
        (
            *(Ethnicity.WHITE_IRISH, Ethnicity.WHITE_TRAVELLER),
            *(Ethnicity.WHITE_ROMA, Ethnicity.WHITE_OTHER),
        ),
        _WHITE_OTHER,
    ),
}
AGES: dict[StrEnum, str] = {
    **dict.fromkeys((AgeBand.UNDER_10, AgeBand.FROM_10, AgeBand.FROM_13), "Under 16"),
    **dict.fromkeys((AgeBand.FROM_16, AgeBand.FROM_18), "16-19"),
    **{
        band: band.value
        for band in (AgeBand.FROM_20, AgeBand.FROM_25, AgeBand.FROM_60, AgeBand.FROM_65)
    },
    NoAnswer.NOT_KNOWN: "Not known",
}
GENDERS: dict[StrEnum, str] = {one: one.value for one in (Gender.JOINT, Gender.MALE, Gender.FEMALE)}
DISABILITIES: dict[StrEnum, str] = {
    **{one: one.value for one in Disability},
    NoAnswer.NOT_KNOWN: "Not known",
}
ORIENTATIONS: dict[StrEnum, str] = {one: one.value for one in Orientation}
EQUALITIES = {
    "ethnicity": ETHNICITIES,
    "age": AGES,
    "gender": GENDERS,
    "disability": DISABILITIES,
    "orientation": ORIENTATIONS,
}

STAGE_ONE_IN_TIME = "Stage One within 10 working days"
COMPLEX_IN_TIME = "complex Stage One within 20 working days"
STAGE_TWO_USUAL = "Stage Two within 25 working days"
STAGE_TWO_LONGEST = "Stage Two within 65 working days"
STAGE_THREE_IN_TIME = "Stage Three within 15 working days of the panel's report"
IN_TIME = (
    *(STAGE_ONE_IN_TIME, COMPLEX_IN_TIME),
    *(STAGE_TWO_USUAL, STAGE_TWO_LONGEST, STAGE_THREE_IN_TIME),
)
FROM_CHILDREN, BY_ADVOCATE = (
    "Complaints from a child or young person",
    "of these, told by an advocate",
)
ADVOCACY = {
    "asked": "Asked for an advocate",
    "offered": "Were offered one by customer care",
    "accepted": "A service said yes",
    "refused": "Want none",
    "met": "Met their advocate",
}


def of_all(timed: str) -> str:
    """The line that a line of timeliness is a part of."""
    return f"{timed}, of"


def _values(*kinds: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for kind in kinds for one in kind)


ROWS: dict[str, tuple[str, ...]] = {
    "record_type": (*RECORD_TYPES.values(), NOT_DECIDED),
    "stage": (*STAGES.values(), STRAIGHT),
    "originator": _values(Originator),
    "subject": _values(Subject),
    "outcome": (*_values(Outcome), NO_OUTCOME, TAKEN_BACK, TAKEN_BACK_LATER),
    **{key: tuple(dict.fromkeys(names.values())) for key, names in EQUALITIES.items()},
    "method": _values(MethodOfReceipt),
    "timeliness": (*IN_TIME, *map(of_all, IN_TIME)),
    "ombudsman": _values(OmbudsmanDecision),
    "education_type": _values(EducationType),
    "education_originator": _values(EducationOriginator),
    "advocacy": tuple(ADVOCACY.values()),
    "children": (FROM_CHILDREN, BY_ADVOCATE),
}
"""The lines of each table as the report has them."""

MORE_ROWS: dict[str, tuple[str, ...]] = {
    "gender": (Gender.ANOTHER.value, NoAnswer.NOT_KNOWN.value),
    "orientation": (NoAnswer.NOT_KNOWN.value,),
}
"""Lines that the report of 2007/08 does not have: shown where there is something in them."""


def more_rows(key: str) -> tuple[str, ...]:
    """The lines of this table that are shown only where there is something in them."""
    more = MORE_ROWS.get(key, ())
    return (*more, NoAnswer.PREFERS_NOT.value) if key in EQUALITIES else more


def equality_rows(said: Equalities, age: AgeBand | None) -> dict[str, str | None]:
    """In which line each question is counted; None: it was not asked, so it is unrecorded.

    `age` is the child's own answer, which counts before what was asked later.
    """
    answers = {**dict.fromkeys(EQUALITIES), **dict(said.answers())}
    answers["age"] = age or answers["age"]
    return {
        name: None if answer is None else EQUALITIES[name].get(answer, answer.value)
        for name, answer in answers.items()
    }
