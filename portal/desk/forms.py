"""Forms of the desk: plain fields with a label and a hint, rendered by desk/fields.html.

A field's `description` is its hint. Messages are our own, for an adult who is in a hurry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.decisions.base import as_text
from portal.domain.intake import verbatim


class DeskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What every form of the desk has: a token of its own, and nothing but its fields."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """No page of ours sends files or JSON."""

        def wrap_formdata(self, _form: Form, formdata: Any) -> Any:
            """The fields of the request's form; `formdata` where a form is given back."""
            if isinstance(formdata, MultiDict):
                return formdata
            return request.form if request.method == "POST" else None

    def shown_fields(self) -> list[Field]:
        """The fields that a page shows, in order."""
        return [field for field in self if field.name != "csrf_token"]

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: (field, message); the form's own token under ""."""
        token = [("", STALE)] if "csrf_token" in self.errors else []
        named = [
            (name, str(messages[0]))
            for name, messages in self.errors.items()
            if name != "csrf_token" and messages
        ]
        return token + named


STALE = "This page was open for a long time. Nothing is lost: please press the button once more."


class Needed:
    """Refuse an empty field, in a sentence of its own."""

    field_flags = {"required": True}  # noqa: RUF012 - as WTForms wants it

    def __init__(self, message: str) -> None:
        self._message = message

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise where nothing was said."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(self._message)


class Line(StringField):
    """One line of text, as it was typed but for what no keyboard types (a NUL)."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was typed: PostgreSQL can keep no NUL in a record."""
        if valuelist:
            self.data = verbatim(valuelist[0])


class Lines(TextAreaField, Line):
    """Several lines of text."""


class Day(StringField):
    """A day, as a browser's own field sends it (2026-11-26) or as typed (26/11/2026)."""


class Time(StringField):
    """A day and a time, as 2026-11-26T09:30 or 26/11/2026 09:30, in London."""


# What is sent, what the page calls it, and where it helps a hint.
Choice = tuple[str, str] | tuple[str, str, str]


class _Offering(Field):
    """A field that takes only what its page offers. `choices` may be set later, by `prepare`."""

    def __init__(
        self,
        label: str,
        validators: Iterable[Any] = (),
        choices: Iterable[Choice] = (),
        **more: Any,
    ) -> None:
        super().__init__(label, list(validators), **more)
        self.choices: Sequence[Choice] = list(choices)

    def pre_validate(self, _form: Any) -> None:
        """Refuse what the page does not offer."""
        chosen = [self.data] if isinstance(self.data, str) else self.data or []
        offered = {"", *(choice[0] for choice in self.choices)}
        if not offered.issuperset(chosen):
            raise ValidationError("Please choose one of these.")


class OneOf(_Offering, StringField):
    """One of a few, all in sight. Nothing chosen is "" and passes; use `Needed` otherwise."""


class SomeOf(_Offering):
    """Any of a few, all in sight; `data` is a list."""

    def process_data(self, value: Any) -> None:
        """What was chosen before."""
        self.data = [str(one) for one in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was chosen now."""
        self.data = list(valuelist)


def choices_of(values: type[StrEnum], names: dict[str, str] | None = None) -> list[Choice]:
    """All values of an enum as (value, what the page calls it); the report's as the report does."""
    named = names or {}
    return [(str(value), named.get(value) or _with_a_capital(as_text(value))) for value in values]


def _with_a_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
