"""The answers that the four questions before a record type can have."""

from __future__ import annotations

from enum import StrEnum


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


ON_THE_LIST = frozenset(
    {Who.CHILD, Who.CARE_LEAVER, Who.PARENT, Who.FOSTER_CARER, Who.GUARDIAN, Who.ADOPTION}
)
"""Who may complain under the statutory procedure in their own right."""
