"""Who told us something about a child, where it was not the child: never mixed with the child."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.taxonomy import Originator


class Relation(StrEnum):
    """Who somebody is to the child they tell us about."""

    ADVOCATE = "advocate"
    PARENT = "parent"
    CLOSE_RELATIVE = "close_relative"
    CARER = "carer"
    FOSTER_CARER = "foster_carer"
    SPECIAL_GUARDIAN = "special_guardian"
    HEALTH = "health"
    LEGAL = "legal"
    MP = "mp"
    SCHOOL = "school"
    SOMEONE_ELSE = "someone_else"


class Knows(StrEnum):
    """Whether a child knows, or agrees, as somebody else says."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class WordsOf(StrEnum):
    """Whose words somebody else brought, as they say: the child's, their own, or some of each."""

    CHILD = "child"
    SUBMITTER = "submitter"
    BOTH = "both"


class ChildSays(StrEnum):
    """What a child says of what somebody else told us about them."""

    RIGHT = "right"
    WRONG = "something_wrong"
    """Something is wrong or missing."""
    NOT_WANTED = "not_wanted"
    """They did not want it told."""


ORIGINATORS: dict[Relation, Originator | None] = {
    Relation.ADVOCATE: Originator.CHILD,
    Relation.PARENT: Originator.PARENT,
    Relation.CLOSE_RELATIVE: Originator.CLOSE_RELATIVE,
    Relation.CARER: Originator.CARER,
    Relation.FOSTER_CARER: Originator.FOSTER_CARER,
    Relation.SPECIAL_GUARDIAN: Originator.CARER,
    Relation.HEALTH: Originator.HEALTH,
    Relation.LEGAL: Originator.LEGAL,
    Relation.MP: Originator.MP,
    Relation.SCHOOL: Originator.SCHOOL,
    Relation.SOMEONE_ELSE: None,
}
"""How the report counts them: an advocate is no originator, the child is. None: triage decides.

The report has no word for special guardians: they are counted with those who care for a child.
"""

# Section 26(3) of the Children Act 1989 and its regulations: they complain in their own right, and
# no child need agree. A special guardian here is anyone else with parental responsibility too.
IN_THEIR_OWN_RIGHT = frozenset({Relation.PARENT, Relation.FOSTER_CARER, Relation.SPECIAL_GUARDIAN})


@dataclass(frozen=True, slots=True)
class Submitter:
    """Somebody who told us about a child. "" and None: not said, or not asked.

    `contact` is theirs, never the child's. `service` is the key of an advocate's service and
    `organisation` its name on that day, or the school, surgery or firm. `how_known` is how they
    know that it is the child's own view.
    """

    relation: Relation
    name: str = ""
    organisation: str = ""
    contact: str = ""
    staff_id: str | None = None
    service: str = ""
    child_knows: Knows | None = None
    child_agrees: Knows | None = None
    how_known: str = ""
    words_of: WordsOf | None = None

    @property
    def in_person(self) -> str:
        """Who they are, as it stands where a child is reached through them alone."""
        return ", ".join(one for one in (self.name, self.organisation) if one)
