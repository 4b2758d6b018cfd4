"""The answers that an adult is offered: value, words and, for some, a note."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.child.choices import Choice, ages
from portal.domain.submitter import Relation, WordsOf
from portal.domain.taxonomy import ContactWay, FeelsSafe, YesNo


def relations() -> list[Choice]:
    """Who somebody may be to the child, the likeliest first."""
    return [
        (Relation.PARENT, _("Parent"), _("By birth or adoption, or about to adopt.")),
        (Relation.FOSTER_CARER, _("Foster carer"), _("For the council or through an agency.")),
        (
            Relation.SPECIAL_GUARDIAN,
            _("Special guardian"),
            _("Or anyone else with parental responsibility."),
        ),
        (
            Relation.CLOSE_RELATIVE,
            _("Close relative"),
            _("Such as a grandparent, aunt or brother."),
        ),
        (Relation.CARER, _("Another carer"), _("Such as staff of a children's home.")),
        (Relation.SCHOOL, _("School or college"), _("A teacher, or anyone who works there.")),
        (Relation.HEALTH, _("Health worker"), _("Such as a doctor, nurse or therapist.")),
        (Relation.LEGAL, _("Legal representative"), _("Such as a solicitor.")),
        (Relation.MP, _("Member of Parliament"), _("Or somebody of their office.")),
        (Relation.SOMEONE_ELSE, _("Someone else"), _("Such as a friend, neighbour or councillor.")),
    ]


def words_of() -> list[Choice]:
    """Whose words they are."""
    return [
        (WordsOf.CHILD, _("The child's own words, as they said them")),
        (WordsOf.SUBMITTER, _("My own words")),
        (WordsOf.BOTH, _("Some of each")),
    ]


def yes_no() -> list[Choice]:
    """What may be answered about the child; its values are the same for each such question."""
    return [
        (FeelsSafe.YES, _("Yes")),
        (FeelsSafe.NO, _("No")),
        (FeelsSafe.NOT_SURE, _("I am not sure")),
    ]


def ways() -> list[Choice]:
    """How the child may be reached."""
    return [
        (ContactWay.TEXT, _("By text message")),
        (ContactWay.CALL, _("By telephone")),
        (ContactWay.EMAIL, _("By e-mail")),
        (ContactWay.LETTER, _("By letter")),
        (
            ContactWay.THROUGH_SOMEONE,
            _("Through somebody they trust"),
            _("If that is you, leave the next box empty."),
        ),
        (ContactWay.DO_NOT_CONTACT, _("No way is safe"), _("We do not contact the child.")),
    ]


def advocate() -> list[Choice]:
    """Only a yes: no adult turns an advocate down for a child, to whom we offer one ourselves."""
    return [(YesNo.YES, _("Yes, the child has asked for an advocate"))]


_OFFERED = {
    "words_of": words_of,
    "age": ages,
    "way": ways,
    "advocate": advocate,
    **dict.fromkeys(("safe", "home", "knows", "agrees"), yes_no),
}


def said(field: str, value: str) -> str:
    """The answer as the page offers it; free text as it is."""
    offered = _OFFERED[field]() if field in _OFFERED else []
    return next((choice[1] for choice in offered if choice[0] == value), value)


def relation_said(relation: Relation) -> str:
    """The relation as the page names it."""
    return next(choice[1] for choice in relations() if choice[0] == relation)
