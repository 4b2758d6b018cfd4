"""Who told us for a child, apart from the child: whether it is the child's to have been told."""

from __future__ import annotations

from portal.care.intake_parts.glance import Glimpse
from portal.care.intake_parts.rows import Row, typed
from portal.desk.days_said import at_time
from portal.domain.intake import Intake
from portal.domain.submitter import (
    IN_THEIR_OWN_RIGHT,
    ChildSays,
    Knows,
    Relation,
    Submitter,
    WordsOf,
)

RELATIONS = {
    Relation.ADVOCATE: "Advocate",
    Relation.PARENT: "Parent",
    Relation.CLOSE_RELATIVE: "Close relative",
    Relation.CARER: "Carer",
    Relation.FOSTER_CARER: "Foster carer",
    Relation.SPECIAL_GUARDIAN: "Special guardian",
    Relation.HEALTH: "Health worker",
    Relation.LEGAL: "Legal representative",
    Relation.MP: "Member of Parliament",
    Relation.SCHOOL: "School",
    Relation.SOMEONE_ELSE: "Someone else",
}
_KNOWS = {Knows.YES: "Yes", Knows.NO: "No", Knows.NOT_SURE: "Not sure"}
_WORDS_OF = {
    WordsOf.CHILD: "The child's own",
    WordsOf.SUBMITTER: "Their own",
    WordsOf.BOTH: "Some of each",
}
_CHILD_SAYS = {
    ChildSays.RIGHT: "It is right",
    ChildSays.WRONG: "Something is wrong or missing",
    ChildSays.NOT_WANTED: "They did not want it told",
}


def told_by(intake: Intake) -> tuple[Row, ...]:
    """Who told us, as they say; empty where the child told us, or customer care took it down."""
    found = intake.submitter
    if found is None:
        return ()
    place = "Service" if found.relation is Relation.ADVOCATE else "Organisation"
    return (
        typed("Name", found.name),
        Row("They are", RELATIONS[found.relation]),
        typed(place, found.organisation),
        typed("Reached by", found.contact),
        Row("Whose words", _WORDS_OF[found.words_of] if found.words_of else ""),
        *_consent(found),
        typed("How they know it is the child's view", found.how_known),
        Row("Taken over by the child", at_time(intake.taken_over_at) or "Not yet"),
        *_of_the_child(intake),
    )


def not_agreed(intake: Intake) -> tuple[Glimpse, ...]:
    """What an officer must know before reading on: that the child may not want it told."""
    found = intake.submitter
    if intake.child_says is ChildSays.NOT_WANTED:
        return (Glimpse("The child says that they did not want this told", "danger", "told-by"),)
    if found is None or intake.taken_over_at:
        return ()
    said = []
    if found.child_knows is Knows.NO:
        said.append("does not know that we were told")
    if found.child_agrees is Knows.NO:
        said.append("does not agree")
    return (Glimpse(f"The child {' and '.join(said)}", "danger", "told-by"),) if said else ()


def _consent(found: Submitter) -> tuple[Row, ...]:
    if found.relation in IN_THEIR_OWN_RIGHT:
        return (Row("The child's consent", "Not asked: they complain in their own right"),)
    knows, agrees = _said(found.child_knows), _said(found.child_agrees)
    return Row("The child knows", knows), Row("The child agrees", agrees)


def _said(answer: Knows | None) -> str:
    return _KNOWS[answer] if answer else ""


def _of_the_child(intake: Intake) -> tuple[Row, ...]:
    return (Row("The child says", _CHILD_SAYS[intake.child_says]),) if intake.child_says else ()
