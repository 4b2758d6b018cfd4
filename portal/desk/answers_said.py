"""What a child answered, as people of every desk read it; "" where nothing was said."""

from __future__ import annotations

from portal.domain.taxonomy import AgeBand, ContactWay, FeelsSafe, LookedAfter, SubmittedBy

_SAFE = {
    FeelsSafe.YES: "Yes",
    FeelsSafe.NO: "No: they do not feel safe",
    FeelsSafe.NOT_SURE: "They are not sure",
}
_AGES = {
    AgeBand.UNDER_10: "Under 10",
    AgeBand.FROM_16: "16 or 17",
    AgeBand.FROM_18: "18 or 19",
    AgeBand.FROM_65: "65 or over",
}
_IN_CARE = {
    LookedAfter.YES: "Yes",
    LookedAfter.NO: "No",
    LookedAfter.NOT_SURE: "They are not sure",
}
REACHED_BY = {
    ContactWay.TEXT: "Text them",
    ContactWay.CALL: "Call them",
    ContactWay.EMAIL: "E-mail them",
    ContactWay.LETTER: "Write them a letter",
    ContactWay.THROUGH_SOMEONE: "Only through the person they name",
}
GIVEN_BY = {
    SubmittedBy.CHILD: "The child",
    SubmittedBy.ADVOCATE: "An advocate",
    SubmittedBy.HELPER: "Someone who helps them",
    SubmittedBy.STAFF: "Customer care, on their behalf",
}
# Somebody else may have had them: whoever goes there should know.
BY_CODE_WORDS = "Yes, behind the code words: whoever had those could say so"


def safe_said(answer: FeelsSafe | None) -> str:
    """Whether they feel safe."""
    return _SAFE[answer] if answer else ""


def age_said(band: AgeBand | None) -> str:
    """How old they are."""
    return _AGES.get(band, band.replace("-", " to ")) if band else ""


def home_said(answer: LookedAfter | None) -> str:
    """Whether they live in care."""
    return _IN_CARE[answer] if answer else ""
