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


class Stage(StrEnum):
    """Where a statutory complaint stands in the procedure, in the words of the report's 2(5)."""

    ONE = "Stage One - Local Resolution"
    TWO = "Stage Two - Investigation Stage"
    THREE = "Stage Three - Complaints Review Panel"


class Subject(StrEnum):
    """What a complaint is about: the sixteen values that the report counts."""

    ATTITUDE = "Attitude of staff"
    BEHAVIOUR = "Behaviour of staff"
    CHILD_PROTECTION = "Child Protection"
    CONFIDENTIALITY = "Confidentiality"
    CONTACT = "Contact with staff"
    DELAY = "Delay"
    DECISION = "Disputed decision"
    FINANCE = "Financial assessment"
    IN_HOUSE = "In House Service"
    KINSHIP = "Kinship Payments"
    INFORMATION = "Lack of information"
    RESPITE = "Lack of respite care"
    SUPPORT = "Lack of support"
    OTHER = "Other/unknown"
    PERSONAL_INFORMATION = "Personal information"
    REQUEST = "Request for service"


class Outcome(StrEnum):
    """What came of a complaint; there may be several. Apology only where fault was found."""

    EXPLANATION = "Explanation"
    APOLOGY = "Apology"
    ADVICE = "Advice Given"
    RESOLVED = "Issue Resolved"
    PRACTICE = "Practice issues addressed"
    WITHDRAWN = "Complaint withdrawn"
    PROCEDURAL = "Other procedural issue"
    DECISION_CHANGED = "Change of decision"
    SERVICE_CHANGED = "Service Change"
    SETTLEMENT = "Financial settlement"


class EducationType(StrEnum):
    """What an education matter is recorded as: its own seven values."""

    COMPLAINT = "Complaint/discontent"
    ENQUIRY = "Enquiry"
    INFORMATION_ACTION = "Information (action required)"
    INFORMATION_NO_ACTION = "Information (no action required)"
    MERIT = "Merit/Compliment"
    SCHOOL = "School issue"
    OTHER = "Other"


class EducationOriginator(StrEnum):
    """Who brought an education matter: its own thirteen values."""

    PARENT = "Parent/Guardian/relative"
    MP = "M.P"
    OTHER = "Other"
    LEGAL = "Legal Representative"
    SCHOOL = "School"
    GOVERNOR = "School Governor"
    COUNCILLOR = "County Councillor"
    CONTRACTOR = "Contractor"
    ANONYMOUS = "Anonymous"
    NEIGHBOUR = "Neighbour"
    ADVOCATE = "Advocate"
    CHILD = "Child/young person"
    PROVIDER = "Service Provider"


class OmbudsmanDecision(StrEnum):
    """What the Local Government Ombudsman decided, as the report lists it."""

    PREMATURE = "Premature"
    NO_MALADMINISTRATION = "Non maladministration"
    OUTSIDE = "Outside jurisdiction"
    DISCRETION = "Not investigated (Ombudsman's discretion)"
    SETTLEMENT = "Local settlement"
    PENDING = "Still under consideration"
