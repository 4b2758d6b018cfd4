"""The form on which an officer writes down what came another way, and the read-back's."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from portal.desk.days import read_time, time_in_field
from portal.desk.days_said import at_time
from portal.desk.forms import Choice, DeskForm, Line, Lines, Needed, OneOf, Time, choices_of
from portal.desk.language_names import tag_of
from portal.domain.decisions import RefusedError
from portal.domain.decisions.taking_down import SPOKEN, TakeDown
from portal.domain.intake import Intake, SafeContact, Words, new_id, verbatim
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    YesNo,
)
from portal.domain.triage import ReadBack

E = TypeVar("E", bound=StrEnum)
_WAYS: list[Choice] = [
    (MethodOfReceipt.TELEPHONE, "Telephone"),
    (MethodOfReceipt.IN_PERSON, "In person"),
    (MethodOfReceipt.LETTER, "Letter"),
    (MethodOfReceipt.EMAIL, "E-mail"),
]
_KINDS: dict[str, str] = {
    Kind.WRONG: "Something is wrong",
    Kind.GOOD: "Something is good",
    Kind.QUESTION: "A question",
    Kind.ADVOCATE_ONLY: "They want someone to speak up for them",
}
_AGES: dict[str, str] = {AgeBand.UNDER_10: "Under 10", AgeBand.FROM_65: "65 or older"}
_REACH: dict[str, str] = {
    ContactWay.TEXT: "Text message",
    ContactWay.CALL: "Telephone call",
    ContactWay.EMAIL: "E-mail",
    ContactWay.LETTER: "Letter",
    ContactWay.THROUGH_SOMEONE: "Through someone they trust",
    ContactWay.DO_NOT_CONTACT: "Do not contact them",
}
_NOT_SAID: list[Choice] = [("", "Not asked, or not said")]


class TakeDownForm(DeskForm):
    """What came, in the words in which it came, and what a child would be asked."""

    method = OneOf("How it came", [Needed("Please choose how it came.")], choices=_WAYS)
    received_at = Time(
        "When it reached us",
        [Needed("Please say when it reached us.")],
        description="Day and time in London. The clock of the complaint starts then.",
    )
    words = Lines(
        "The words, as they were said or written",
        [Needed("Please write down the words.")],
        description="Theirs, not yours: no summary, and nothing put right.",
    )
    language = Line("Language of the words", description="Such as English, Arabic or Tigrinya.")
    originator = OneOf(
        "Who is complaining",
        [Needed("Please choose who is complaining.")],
        choices=choices_of(Originator, {one: one for one in Originator}),
    )
    kind = OneOf("What they say it is", choices=choices_of(Kind, _KINDS) + _NOT_SAID)
    desired_outcome = Lines("What would make it better")
    feels_safe = OneOf(
        "Do they feel safe right now?",
        choices=choices_of(FeelsSafe) + _NOT_SAID,
        description="No, or not sure: tell safeguarding now, and do not wait for this form.",
    )
    name = Line("Their name, or what they like to be called")
    age_band = OneOf("How old they are", choices=choices_of(AgeBand, _AGES) + _NOT_SAID)
    looked_after = OneOf("Do they live in care?", choices=choices_of(LookedAfter) + _NOT_SAID)
    wants_advocate = OneOf(
        "Do they want someone independent to speak up for them?",
        choices=choices_of(YesNo) + _NOT_SAID,
    )
    should_not_see = Lines(
        "Who should not see this?",
        description="As they say it. Only cleared officers open it until people are matched to it.",
    )
    way = OneOf("How to reach them safely", choices=choices_of(ContactWay, _REACH) + _NOT_SAID)
    details = Line("Their number, address, or who to go through", description="Never your own.")
    best_times = Line("When it is safe to try")
    who_else_sees = Line("Who else sees that phone or post")
    confirmed_by_child = BooleanField("The child said themself that they may be reached so")

    def validate_received_at(self, field: Field) -> None:
        """A moment."""
        try:
            read_time("received_at", field.data)
        except RefusedError as refused:
            raise ValidationError(str(refused)) from None

    def validate_language(self, field: Field) -> None:
        """A language that we know by this name, or none."""
        if (field.data or "").strip() and tag_of(field.data) is None:
            raise ValidationError("We know no language of that name. Leave it empty if unsure.")

    @property
    def is_spoken(self) -> bool:
        """Whether it was heard, so that it is read back."""
        return self.method.data in SPOKEN

    def answers(self) -> list[tuple[str, str]]:
        """All that was answered but the words: (label, answer as the page offers it)."""
        fields = [field for field in self.shown_fields() if field.data and field is not self.words]
        return [(str(field.label.text), _as_offered(field)) for field in fields]

    def told(self, reference: str, submission_id: str) -> Intake:
        """All of it as an intake; the form passed its checks."""
        received_at = read_time("received_at", self.received_at.data)
        assert received_at  # noqa: S101 - the form refuses nothing typed
        wants = (
            YesNo.YES if self.kind.data == Kind.ADVOCATE_ONLY else _one(YesNo, self.wants_advocate)
        )
        return Intake(
            id=new_id(),
            reference=reference,
            received_at=received_at,
            method=MethodOfReceipt(self.method.data or ""),
            language=tag_of(self.language.data or "") or "und",
            words=(Words(_typed(self.words), received_at),),
            submission_id=submission_id,
            kind=_one(Kind, self.kind),
            originator=_one(Originator, self.originator),
            age_band=_one(AgeBand, self.age_band),
            looked_after=_one(LookedAfter, self.looked_after),
            wants_advocate=wants,
            feels_safe=_one(FeelsSafe, self.feels_safe),
            name=_typed(self.name),
            desired_outcome=_typed(self.desired_outcome),
            should_not_see=_typed(self.should_not_see),
            contact=self._contact(),
        )

    def _contact(self) -> SafeContact:
        return SafeContact(
            way=_one(ContactWay, self.way),
            details=_typed(self.details),
            best_times=_typed(self.best_times),
            who_else_sees=_typed(self.who_else_sees),
            confirmed_by_child=bool(self.confirmed_by_child.data),
        )


class ReadBackForm(DeskForm):
    """How the child agreed to what was written down."""

    read_back = OneOf(
        "Did the child agree?",
        [Needed("Please say whether you read it back to the child.")],
        choices=[
            (ReadBack.AGREED, "Yes: read back, and they say that it is right"),
            (ReadBack.NOT_POSSIBLE, "It was not possible to read it back"),
        ],
    )
    reason = Line("Why it was not possible", description="Only where it was not.")

    def decision(self, method: MethodOfReceipt) -> TakeDown:
        """That it was taken down, and how it was agreed."""
        return TakeDown(method, _one(ReadBack, self.read_back), self.reason.data or "")


def first_values(now: datetime) -> dict[str, str]:
    """How the form begins: nothing of the officer's own."""
    return {
        "received_at": time_in_field(now),
        "language": "English",
        "originator": Originator.CHILD,
    }


def _as_offered(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "Yes"
    if isinstance(field, Time):
        return at_time(read_time(field.name, field.data))
    offered = {choice[0]: choice[1] for choice in getattr(field, "choices", ())}
    return str(offered.get(field.data, field.data))


def _one(values: type[E], field: Field) -> E | None:
    return values(field.data) if field.data else None


def _typed(field: Field) -> str:
    return verbatim(field.data or "")
