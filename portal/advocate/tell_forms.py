"""The form on which an advocate tells us something for a child: the child's words come first."""

from __future__ import annotations

from datetime import datetime

from wtforms import Field
from wtforms.validators import ValidationError

from portal.desk.forms import Choice, Line, Lines, Needed, OneOf, choices_of
from portal.desk.written_down import AGES, NOT_SAID, REACH, WrittenDownForm, one, typed
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.submitter import Knows, Relation, Submitter
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    LookedAfter,
    MethodOfReceipt,
    YesNo,
)
from portal.services.on_behalf import Part

ME = "me"
_WAYS: list[Choice] = [
    (ME, "Only through me"),
    *choices_of(ContactWay, {**REACH, ContactWay.THROUGH_SOMEONE: "Through someone else"}),
]
_ADVOCATE: list[Choice] = [
    (ME, "They have one: I speak for them already"),
    (YesNo.YES, "They would like another one"),
    (YesNo.NO, "They want none"),
]
_WANTS = {ME: YesNo.YES, YesNo.YES: YesNo.YES, YesNo.NO: YesNo.NO}


class TellForm(WrittenDownForm):
    """What the child says, whether it is theirs to have us told, how to reach them, who they are.

    Nothing is required but the words.
    """

    words = Lines(
        "What the child says, in their own words",
        [Needed("Please write down what the child says.")],
        description="As they said or wrote it: theirs, not yours. No summary, nothing put right.",
    )
    desired_outcome = Lines("What would make it better", description="In their words too.")
    child_knows = OneOf(
        "Does the child know that you tell us?", choices=choices_of(Knows) + NOT_SAID
    )
    child_agrees = OneOf(
        "Does the child agree?",
        choices=choices_of(Knows) + NOT_SAID,
        description="If not, we take it in all the same, and customer care see that first.",
    )
    how_known = Lines("How do you know that it is the child's own view?")
    should_not_see = Lines(
        "What does the child not want shared, and with whom?",
        description="As they say it. Only cleared officers open it until people are matched to it.",
    )
    way = OneOf("How can the child be reached safely?", choices=_WAYS + NOT_SAID)
    details = Line(
        "Their number or address, or who to go through",
        description="The child's only, never yours. The child confirms it before it is used for"
        " anything with content.",
    )
    best_times = Line("When is it safe?")
    who_else_sees = Line("Who else sees that phone or post?")
    name = Line("What to call the child", description="A first name or a nickname is enough.")
    age_band = OneOf("How old are they?", choices=choices_of(AgeBand, AGES) + NOT_SAID)
    looked_after = OneOf("Do they live in care?", choices=choices_of(LookedAfter) + NOT_SAID)
    language = Line("Language of their words", description="Such as English, Arabic or Tigrinya.")
    feels_safe = OneOf(
        "Do they feel safe right now?",
        choices=choices_of(FeelsSafe) + NOT_SAID,
        description="No, or not sure: ring first, and do not wait for this form.",
    )
    advocate = OneOf("Do they want someone to speak up for them?", choices=_ADVOCATE + NOT_SAID)
    own_contact = Line(
        "How customer care reach you",
        description="Yours, kept apart from the child's.",
    )

    def validate_details(self, field: Field) -> None:
        """Nothing, where the child is reached through the advocate alone."""
        if self.way.data == ME and (field.data or "").strip():
            raise ValidationError(
                "You chose 'Only through me': please leave this empty, or choose another way."
            )

    @property
    def part(self) -> Part:
        """What the advocate says of their own part."""
        return Part(speaks_already=self.advocate.data == ME, is_only_way=self.way.data == ME)

    @property
    def is_in_danger(self) -> bool:
        """Whether they cannot say that the child is safe."""
        return self.feels_safe.data in (FeelsSafe.NO, FeelsSafe.NOT_SURE)

    @property
    def is_against_the_child(self) -> bool:
        """Whether the child does not know of it, or does not agree."""
        return Knows.NO in (self.child_knows.data, self.child_agrees.data)

    def told(self, reference: str, submission_id: str, at: datetime) -> Intake:
        """All of it as an intake, told at this moment; the form passed its checks."""
        return Intake(
            id=new_id(),
            reference=reference,
            received_at=at,
            method=MethodOfReceipt.WEB_FORM,
            language=self.language_tag,
            words=(Words(typed(self.words), at),),
            submission_id=submission_id,
            age_band=one(AgeBand, self.age_band),
            looked_after=one(LookedAfter, self.looked_after),
            wants_advocate=_WANTS.get(self.advocate.data or ""),
            feels_safe=one(FeelsSafe, self.feels_safe),
            name=typed(self.name),
            desired_outcome=typed(self.desired_outcome),
            should_not_see=typed(self.should_not_see),
            contact=self._contact(),
            submitter=self._submitter(),
        )

    def _contact(self) -> SafeContact:
        is_me = self.way.data == ME
        return SafeContact(
            way=ContactWay.THROUGH_SOMEONE if is_me else one(ContactWay, self.way),
            details=typed(self.details),
            best_times=typed(self.best_times),
            who_else_sees=typed(self.who_else_sees),
            confirmed_by_child=False,
        )

    def _submitter(self) -> Submitter:
        return Submitter(
            Relation.ADVOCATE,
            contact=typed(self.own_contact),
            child_knows=one(Knows, self.child_knows),
            child_agrees=one(Knows, self.child_agrees),
            how_known=typed(self.how_known),
        )


# The parts of the form and of the page before sending, with the fields of each.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What the child says", ("words", "desired_outcome")),
    ("Is it theirs?", ("child_knows", "child_agrees", "how_known", "should_not_see")),
    ("How to reach the child", ("way", "details", "best_times", "who_else_sees")),
    (
        "About the child",
        ("name", "age_band", "looked_after", "language", "feels_safe", "advocate"),
    ),
    ("About you", ("own_contact",)),
)
