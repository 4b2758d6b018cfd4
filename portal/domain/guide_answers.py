"""What the four questions before a record type can be answered, and where a matter may go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.taxonomy import RecordType


class Who(StrEnum):
    """Who is complaining."""

    CHILD = "child"
    CARE_LEAVER = "care_leaver"
    PARENT = "parent"
    FOSTER_CARER = "foster_carer"
    GUARDIAN = "guardian"
    ADOPTION = "adoption"
    ON_BEHALF = "on_behalf"
    INTEREST = "interest"
    MEMBER = "member"
    NO_NAME = "no_name"


class Function(StrEnum):
    """What it is about."""

    CARE = "care"
    ORDERS = "orders"
    ADOPTION = "adoption"
    PROTECTION = "protection"
    EDUCATION = "education"
    SCHOOL = "school"
    OTHER = "other"
    QUESTION = "question"
    PRAISE = "praise"


class When(StrEnum):
    """When it happened, or became known to whoever complains."""

    WITHIN_A_YEAR = "within_a_year"
    KNOWN_LATELY = "known_lately"
    OVER_A_YEAR = "over_a_year"
    NOT_KNOWN = "not_known"


class Excluded(StrEnum):
    """What may send it, or a part of it, another way."""

    DANGER = "danger"
    PROCEEDINGS = "proceedings"
    ALL_STAGES = "all_stages"
    STAFF = "staff"
    ASSESSMENT = "assessment"
    PROVIDER = "provider"
    HEALTH = "health"


class Route(StrEnum):
    """Where a matter goes that is not, or not only, for the children's procedure."""

    SCHOOL = "school"
    EDUCATION = "education"
    HEALTH = "health"
    COURT = "court"
    PROVIDER = "provider"
    CORPORATE = "corporate"


@dataclass(frozen=True, slots=True)
class Guide:
    """The four questions before a record type, as answered; they propose and never decide.

    The answers are values of the enums above, "" where there is none; `excluded` may have several.
    """

    who: str = ""
    function: str = ""
    when: str = ""
    excluded: tuple[str, ...] = ()
    proposed: RecordType | None = None
