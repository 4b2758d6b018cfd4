"""The form on which an officer writes down what came another way, and the read-back's."""

from __future__ import annotations

from datetime import datetime

from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from portal.desk.days import read_time, time_in_field
from portal.desk.forms import Choice, DeskForm, Line, Lines, Needed, OneOf, Time, choices_of
from portal.desk.written_down import AGES, NOT_SAID, REACH, WrittenDownForm, one, typed
from portal.domain.decisions import RefusedError
from portal.domain.decisions.taking_down import SPOKEN, TakeDown
from portal.domain.intake import Intake, SafeContact, Words, new_id
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


class TakeDownForm(WrittenDownForm):
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
        choices=choices_of(Originator, {each: each for each in Originator}),
    )
    kind = OneOf("What they say it is", choices=choices_of(Kind, _KINDS) + NOT_SAID)
    desired_outcome = Lines("What would make it better")
    feels_safe = OneOf(
        "Do they feel safe right now?",
        choices=choices_of(FeelsSafe) + NOT_SAID,
        description="No, or not sure: tell safeguarding now, and do not wait for this form.",
    )
    name = Line("Their name, or what they like to be called")
    age_band = OneOf("How old they are", choices=choices_of(AgeBand, AGES) + NOT_SAID)
    looked_after = OneOf("Do they live in care?", choices=choices_of(LookedAfter) + NOT_SAID)
    wants_advocate = OneOf(
        "Do they want someone independent to speak up for them?",
        choices=choices_of(YesNo) + NOT_SAID,
    )
    should_not_see = Lines(
        "Who should not see this?",
        description="As they say it. Only cleared officers open it until people are matched to it.",
    )
    way = OneOf("How to reach them safely", choices=choices_of(ContactWay, REACH) + NOT_SAID)
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

    @property
    def is_spoken(self) -> bool:
        """Whether it was heard, so that it is read back."""
        return self.method.data in SPOKEN

    def told(self, reference: str, submission_id: str) -> Intake:
        """All of it as an intake; the form passed its checks."""
        received_at = read_time("received_at", self.received_at.data)
        assert received_at  # noqa: S101 - the form refuses nothing typed
        wants = (
            YesNo.YES if self.kind.data == Kind.ADVOCATE_ONLY else one(YesNo, self.wants_advocate)
        )
        return Intake(
            id=new_id(),
            reference=reference,
            received_at=received_at,
            method=MethodOfReceipt(self.method.data or ""),
            language=self.language_tag,
            words=(Words(typed(self.words), received_at),),
            submission_id=submission_id,
            kind=one(Kind, self.kind),
            originator=one(Originator, self.originator),
            age_band=one(AgeBand, self.age_band),
            looked_after=one(LookedAfter, self.looked_after),
            wants_advocate=wants,
            feels_safe=one(FeelsSafe, self.feels_safe),
            name=typed(self.name),
            desired_outcome=typed(self.desired_outcome),
            should_not_see=typed(self.should_not_see),
            contact=self._contact(),
        )

    def _contact(self) -> SafeContact:
        return SafeContact(
            way=one(ContactWay, self.way),
            details=typed(self.details),
            best_times=typed(self.best_times),
            who_else_sees=typed(self.who_else_sees),
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
        return TakeDown(method, one(ReadBack, self.read_back), self.reason.data or "")


def first_values(now: datetime) -> dict[str, str]:
    """How the form begins: nothing of the officer's own."""
    return {
        "received_at": time_in_field(now),
        "language": "English",
        "originator": Originator.CHILD,
    }
