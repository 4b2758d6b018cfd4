"""What a person said of themselves for the report's equalities tables; kept apart from the rest.

It is asked after Send, by telephone or in person, and never by text. None: nobody asked. That
they were asked and said nothing, or would not say, is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from portal.domain.taxonomy import AgeBand

_FIRST_ASKED = (AgeBand.UNDER_10, AgeBand.FROM_10, AgeBand.FROM_13)
"""Bands under 16, of whom nobody asks for their sexual orientation."""


class NoAnswer(StrEnum):
    """They were asked, and there is no more than that."""

    NOT_KNOWN = "Not known"
    PREFERS_NOT = "Prefers not to say"


class Ethnicity(StrEnum):
    """The groups of the Government Statistical Service for England, one step of two."""

    WHITE_BRITISH = "White: English, Welsh, Scottish, Northern Irish or British"
    WHITE_IRISH = "White: Irish"
    WHITE_TRAVELLER = "White: Gypsy or Irish Traveller"
    WHITE_ROMA = "White: Roma"
    WHITE_OTHER = "White: any other"
    MIXED_CARIBBEAN = "Mixed: White and Black Caribbean"
    MIXED_AFRICAN = "Mixed: White and Black African"
    MIXED_ASIAN = "Mixed: White and Asian"
    MIXED_OTHER = "Mixed: any other"
    INDIAN = "Asian: Indian"
    PAKISTANI = "Asian: Pakistani"
    BANGLADESHI = "Asian: Bangladeshi"
    CHINESE = "Asian: Chinese"
    ASIAN_OTHER = "Asian: any other"
    AFRICAN = "Black: African"
    CARIBBEAN = "Black: Caribbean"
    BLACK_OTHER = "Black: any other"
    ARAB = "Other: Arab"
    OTHER = "Other: any other"


class Gender(StrEnum):
    """Of whoever complains; both parents may complain together."""

    JOINT = "Joint (both parents)"
    MALE = "Male"
    FEMALE = "Female"
    ANOTHER = "Another gender"


class Disability(StrEnum):
    """In the report's words."""

    NOT_DISABLED = "Not disabled"
    DISABLED = "Disabled"


class Orientation(StrEnum):
    """Asked from 16 on."""

    HETEROSEXUAL = "Heterosexual or straight"
    GAY = "Gay or lesbian"
    BISEXUAL = "Bisexual"
    OTHER = "Another orientation"


@dataclass(frozen=True, slots=True)
class Equalities:
    """What was answered. Age is asked only where the child's own answer is not there already."""

    ethnicity: Ethnicity | NoAnswer | None = None
    age: AgeBand | NoAnswer | None = None
    gender: Gender | NoAnswer | None = None
    disability: Disability | NoAnswer | None = None
    orientation: Orientation | NoAnswer | None = None

    def answers(self) -> Iterator[tuple[str, StrEnum]]:
        """The name of each question that was asked, and what was said."""
        for one in fields(self):
            if (answer := getattr(self, one.name)) is not None:
                yield one.name, answer


NOTHING_SAID = Equalities()

CHOICES: dict[str, tuple[type[StrEnum], ...]] = {
    "ethnicity": (Ethnicity, NoAnswer),
    "age": (AgeBand, NoAnswer),
    "gender": (Gender, NoAnswer),
    "disability": (Disability, NoAnswer),
    "orientation": (Orientation, NoAnswer),
}
"""What each question can be answered with."""


def may_be_asked_for_orientation(age: AgeBand | NoAnswer | None) -> bool:
    """Whether they are known to be 16 or older."""
    return isinstance(age, AgeBand) and age not in _FIRST_ASKED


def read(said: dict[str, str]) -> Equalities:
    """The answers from their words, "" for none.

    :raise ValueError: one is none of those that can be given.
    """
    return Equalities(**{name: _read(name, text) for name, text in said.items() if text})


def _read(name: str, text: str) -> Any:
    for choices in CHOICES[name]:
        if text in set(choices):
            return choices(text)
    raise ValueError(name)
