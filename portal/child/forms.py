"""What each page may send us. Every message is our own, in every language of the pages."""

from __future__ import annotations

from enum import StrEnum

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.taxonomy import AgeBand, ContactWay, FeelsSafe, Kind, LookedAfter, YesNo

# Bands a child is shown; the older ones are for adults who help, on pages of their own.
CHILD_AGES = (
    AgeBand.UNDER_10,
    AgeBand.FROM_10,
    AgeBand.FROM_13,
    AgeBand.FROM_16,
    AgeBand.FROM_18,
    AgeBand.FROM_20,
)


# Answers beside yes and no, and beside the services that a page names.
TRUSTED, YOU_CHOOSE = "trusted", "you_choose"


class OneOf:
    """Refuse an answer that no page of ours offers; no answer is always fine."""

    def __init__(self, answers: type[StrEnum] | tuple[StrEnum, ...], *more: str) -> None:
        self._answers = {str(answer) for answer in answers} | set(more)

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise in the page's language."""
        if field.data and field.data not in self._answers:
            raise ValidationError(_l("Please pick one of these, or leave it out."))


def something_said(_form: Form, field: Field) -> None:
    """The one thing that is needed: a word."""
    if not (field.data or "").strip():
        raise ValidationError(_l("Please write something first. One word is enough."))


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What every question page sends beside its answer; checked by the page's own token."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """No page of ours sends files or JSON, and neither holds words as a field does."""

        def wrap_formdata(self, _form: Form, _formdata: object) -> MultiDict[str, str]:
            """The fields of the form, and nothing else."""
            return request.form

    def values(self) -> dict[str, str]:
        """The answers as typed, without the form's own token."""
        return {field.name: field.data or "" for field in self if field.name != "csrf_token"}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered: nothing would be lost with it."""
        return not any(value.strip() for value in self.values().values())

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, field by field, in the page's language."""
        return [
            (name, str(messages[0]))
            for name, messages in self.errors.items()
            if messages and name != "csrf_token"
        ]


class StartForm(QuestionForm):
    """Which kind of thing a child wants to tell us."""

    kind = StringField(validators=[OneOf(Kind)])


class WordsForm(QuestionForm):
    """What happened, in the child's own words."""

    words = TextAreaField(validators=[something_said])


class SafeForm(QuestionForm):
    """Whether the child is safe right now."""

    safe = StringField(validators=[OneOf(FeelsSafe)])


class BetterForm(QuestionForm):
    """What would make it better."""

    better = TextAreaField()


class NameForm(QuestionForm):
    """What to call the child, if they like."""

    name = StringField()


class AgeForm(QuestionForm):
    """How old the child is, in bands."""

    age = StringField(validators=[OneOf(CHILD_AGES)])


class HomeForm(QuestionForm):
    """Whether the child lives in care."""

    home = StringField(validators=[OneOf(LookedAfter)])


class WhichAdvocateForm(QuestionForm):
    """Which service it should be, and whom it should not be.

    A service is refused by nobody: the page may be older than the end of its contract.
    """

    service = StringField()
    not_them = TextAreaField()


class AdvocateForm(WhichAdvocateForm):
    """Whether somebody should speak up for the child, or somebody they trust does."""

    advocate = StringField(validators=[OneOf(YesNo, TRUSTED)])
    trusted_who = StringField()


class HideForm(QuestionForm):
    """Who should not see this."""

    hide = TextAreaField()


class ReachForm(QuestionForm):
    """How to reach the child safely."""

    way = StringField(validators=[OneOf(ContactWay)])
    details = StringField()


class SafeTimesForm(QuestionForm):
    """When it is safe, and who else sees the phone or the post."""

    times = StringField()
    others = StringField()


class SomeoneNowForm(WhichAdvocateForm, ReachForm):
    """Only the wish for an advocate, and how to reach the child."""

    name = StringField()


class SendForm(QuestionForm):
    """Nothing but Send."""
