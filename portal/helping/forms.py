"""What an adult who helps may send us. Nothing is needed but words, or the wish for an advocate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.child.forms import CHILD_AGES, OneOf, QuestionForm
from portal.domain.intake import verbatim
from portal.domain.submitter import IN_THEIR_OWN_RIGHT, Knows, Relation, WordsOf
from portal.domain.taxonomy import ContactWay, FeelsSafe, LookedAfter, YesNo
from portal.services.own_details import OwnDetails, is_ours
from portal.web.app_office import office

# An advocate is not among them: advocates have accounts (portal/advocate).
OFFERED = tuple(relation for relation in Relation if relation is not Relation.ADVOCATE)
_AT_HOME = {
    Relation.PARENT,
    Relation.SPECIAL_GUARDIAN,
    Relation.FOSTER_CARER,
    Relation.CLOSE_RELATIVE,
}
CONSENT = ("knows", "agrees")


def said_or_asked(form: Form, field: Field) -> None:
    """The one thing that is needed: a word, or that the child asks for an advocate."""
    if not (field.data or "").strip() and not form["advocate"].data:
        raise ValidationError(_l("Please tell us what happened. One sentence is enough."))


def not_their_own(form: Form, field: Field) -> None:
    """Refuse, kindly, what reaches whoever is typing, or us, and not the child."""
    text, mine = field.data or "", (form[name].data or "" for name in ("own_contact", "own_name"))
    own = OwnDetails(None, None, *mine)
    if is_ours(office(), text):
        raise ValidationError(_l("This is our own number, not the child's."))
    if own.reaches(text) or (field.name == "details" and own.is_name(text)):
        raise ValidationError(
            _l(
                "This is how we reach you. Please write here what reaches only the child, or leave"
                " it empty."
            )
        )


def not_their_name(form: Form, field: Field) -> None:
    """Refuse, kindly, the name of whoever is typing as the child's."""
    if OwnDetails(None, name=form["own_name"].data or "").is_name(field.data or ""):
        raise ValidationError(
            _l("This is your own name. Please write the child's name, or leave this empty.")
        )


class HelpingForm(QuestionForm):
    """All that is asked; `for_relation` leaves out what a relation is not asked."""

    words = TextAreaField(validators=[said_or_asked])
    words_of = StringField(validators=[OneOf(WordsOf)])
    safe = StringField(validators=[OneOf(FeelsSafe)])
    name = StringField(validators=[not_their_name, not_their_own])
    age = StringField(validators=[OneOf(CHILD_AGES)])
    home = StringField(validators=[OneOf(LookedAfter)])
    knows = StringField(validators=[OneOf(Knows)])
    agrees = StringField(validators=[OneOf(Knows)])
    way = StringField(validators=[OneOf(ContactWay)])
    details = StringField(validators=[not_their_own])
    times = StringField(validators=[not_their_own])
    hide = TextAreaField()
    advocate = StringField(validators=[OneOf((YesNo.YES,))])
    own_name = StringField()
    own_organisation = StringField()
    own_contact = StringField()

    @classmethod
    def for_relation(cls, relation: Relation) -> HelpingForm:
        """The form in this request, with no more in it than this relation is asked."""
        form = cls()
        for name in not_asked(relation):
            del form[name]
        return form

    def values(self) -> dict[str, str]:
        """The answers as they are kept, and given back: as typed, less what nobody types."""
        return {name: verbatim(value) for name, value in super().values().items()}

    @property
    def is_ours(self) -> bool:
        """Whether, once validated, it came from a page of ours in this browser."""
        return "csrf_token" not in self.errors


def not_asked(relation: Relation) -> tuple[str, ...]:
    """The fields that somebody of this relation does not see.

    Whoever complains in their own right needs no consent of the child (section 26(3) of the
    Children Act 1989): the question alone would tell them otherwise.
    """
    consent = CONSENT if relation in IN_THEIR_OWN_RIGHT else ()
    return (*consent, *(("own_organisation",) if relation in _AT_HOME else ()))
