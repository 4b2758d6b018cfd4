"""The register's words, copied exactly from the annual report of 2007/08, and the child's own.

Source: Annual Complaints Report 2007/08, section 3 and Appendix 1. "Web form" and
"Text message" are new: the report's year had neither.
"""

from enum import StrEnum


class RecordType(StrEnum):
    """What customer care decide an intake is. Set at triage, never by a child."""

    STATUTORY = "Statutory complaint"
    NON_STATUTORY = "Non-statutory"
    MERIT = "Merit"
    ENQUIRY = "Enquiry"


class Originator(StrEnum):
    """Who is complaining, as the report counts them. An advocate is not an originator."""

    CHILD = "Child or young person"
    PARENT = "Parent"
    CLOSE_RELATIVE = "Close relative"
    CARER = "Carer"
    FOSTER_CARER = "Foster Carer"
    HEALTH = "Health representative"
    LEGAL = "Legal representative"
    MP = "M.P"
    SCHOOL = "School"


class MethodOfReceipt(StrEnum):
    """How an intake came."""

    LETTER = "Letter"
    EMAIL = "E-mail"
    TELEPHONE = "Telephone"
    IN_PERSON = "In person"
    WEB_FORM = "Web form"
    TEXT_MESSAGE = "Text message"


class SubmittedBy(StrEnum):
    """Who typed it, which is not who it is about."""

    CHILD = "child"
    ADVOCATE = "advocate"
    HELPER = "helper"
    STAFF = "staff"


class Kind(StrEnum):
    """What the child says it is, in the child's own terms."""

    WRONG = "something_wrong"
    GOOD = "something_good"
    QUESTION = "question"
    ADVOCATE_ONLY = "advocate_only"


class AgeBand(StrEnum):
    """Bands that the report's own bands can be added up from."""

    UNDER_10 = "under_10"
    FROM_10 = "10-12"
    FROM_13 = "13-15"
    FROM_16 = "16-17"
    FROM_18 = "18-19"
    FROM_20 = "20-24"
    FROM_25 = "25-59"
    FROM_60 = "60-64"
    FROM_65 = "65+"


class LookedAfter(StrEnum):
    """Whether the child lives in the council's care, as they say it."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class FeelsSafe(StrEnum):
    """Whether the child is safe right now, as they say it."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class YesNo(StrEnum):
    """An answer that was given. None, beside it, means: not asked or not answered."""

    YES = "yes"
    NO = "no"


class ContactWay(StrEnum):
    """How a child says they can be reached safely."""

    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    THROUGH_SOMEONE = "through_someone"
    DO_NOT_CONTACT = "do_not_contact"


class TextsAllowed(StrEnum):
    """What may go out by text to the phone that texted us."""

    ABOUT_IT = "about_it"
    NEUTRAL_ONLY = "neutral_only"
    ANOTHER_WAY = "another_way"
