"""What every form has that is filled in for a child by somebody else: its choices and readings."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from portal.desk.days import read_time
from portal.desk.days_said import at_time
from portal.desk.forms import Choice, DeskForm, Lines, Time
from portal.desk.language_names import tag_of
from portal.domain.intake import verbatim
from portal.domain.taxonomy import AgeBand, ContactWay

E = TypeVar("E", bound=StrEnum)
NOT_SAID: list[Choice] = [("", "Not asked, or not said")]
AGES: dict[str, str] = {AgeBand.UNDER_10: "Under 10", AgeBand.FROM_65: "65 or older"}
REACH: dict[str, str] = {
    ContactWay.TEXT: "Text message",
    ContactWay.CALL: "Telephone call",
    ContactWay.EMAIL: "E-mail",
    ContactWay.LETTER: "Letter",
    ContactWay.THROUGH_SOMEONE: "Through someone they trust",
    ContactWay.DO_NOT_CONTACT: "Do not contact them",
}


class WrittenDownForm(DeskForm):
    """A form with the words of a child, and the language of them by its English name."""

    words: Lines

    def validate_language(self, field: Field) -> None:
        """A language that we know by this name, or none."""
        if (field.data or "").strip() and tag_of(field.data) is None:
            raise ValidationError("We know no language of that name. Leave it empty if unsure.")

    @property
    def language_tag(self) -> str:
        """The language of the words; "und" where nobody said."""
        return tag_of(self["language"].data or "") or "und"

    def answers(self) -> list[tuple[str, str]]:
        """All that was answered but the words: (label, answer as the page offers it)."""
        fields = [field for field in self.shown_fields() if field.data and field is not self.words]
        return [(str(field.label.text), as_offered(field)) for field in fields]


def as_offered(field: Field) -> str:
    """What was answered, as the page offers it."""
    if isinstance(field, BooleanField):
        return "Yes"
    if isinstance(field, Time):
        return at_time(read_time(field.name, field.data))
    offered = {choice[0]: choice[1] for choice in getattr(field, "choices", ())}
    return str(offered.get(field.data, field.data))


def one(values: type[E], field: Field) -> E | None:
    """The value that was chosen; None where none was."""
    return values(field.data) if field.data else None


def typed(field: Field) -> str:
    """What was typed, as it was typed."""
    return verbatim(field.data or "")
