"""Pages for who deals with an intake, who answers it, and what each of them did."""

from __future__ import annotations

from typing import Any, ClassVar

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Lines, Needed, OneOf
from portal.domain.decisions import Decision
from portal.domain.decisions.people import (
    Acknowledged,
    AnswerSent,
    Assign,
    ContactMade,
    Note,
    Pass,
)
from portal.domain.sight import may_be_given, may_be_passed
from portal.domain.triage import Done

_NOBODY = "nobody"


class AssignForm(DecisionForm):
    """Who deals with it."""

    makes = Assign
    title = "Who deals with it?"
    template = "care/assign.html"

    assigned_to = OneOf("Who deals with it", [Needed("Please choose somebody, or nobody.")])
    note = Line("Note")

    def prepare(self, about: About) -> None:
        """Officers who may know of it, whoever asks first, and nobody."""
        me = about.member.id
        officers = [one for one in about.people if may_be_given(one, about.intake)]
        officers.sort(key=lambda one: (one.id != me, one.name))
        named = [(one.id, f"{one.name} (you)" if one.id == me else one.name) for one in officers]
        self.assigned_to.choices = [*named, (_NOBODY, "Nobody yet: give it back")]

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Who has it, or whoever asks."""
        return {"assigned_to": about.intake.triage.assigned_to or about.member.id}

    def decision(self, about: About) -> Decision:
        """Given to them, or given back."""
        return Assign(_person(self.assigned_to.data), self.note.data or "")


class PassForm(DecisionForm):
    """The manager who answers at Stage One."""

    makes = Pass
    title = "Who answers it?"
    intro = (
        "The responsible manager answers at Stage One. They see this intake and no other, until"
        " you take it back. If nobody has it yet, you look after it from now on."
    )
    template = "care/pass.html"

    passed_to = OneOf("Responsible manager")
    name = Line(
        "Or a manager without an account",
        description="Their name. Give them the printed sheet: it has no contact of the child.",
    )
    note = Line("Note")

    def prepare(self, about: About) -> None:
        """Managers who are not kept from it."""
        managers = [one for one in about.people if may_be_passed(one, about.intake)]
        self.passed_to.choices = [
            *((one.id, one.name) for one in managers),
            (_NOBODY, "Nobody with an account"),
        ]

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Who has it now."""
        decided = about.intake.triage
        return {"passed_to": decided.passed_to or "", "name": decided.passed_to_name}

    def decision(self, about: About) -> Decision:
        """Passed to them, or taken back."""
        return Pass(_person(self.passed_to.data), self.name.data or "", self.note.data or "")


class OnADayForm(DecisionForm):
    """What was done on a day, and how."""

    on = Day("On which day?")
    how = Line("How?")
    note = Lines("Note")

    @classmethod
    def last(cls, about: About) -> Done | None:
        """The same as it was recorded last; None where it was not."""
        raise NotImplementedError

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was said last, or today."""
        last = cls.last(about) or Done(about.today)
        return {"on": day_in_field(last.on), "how": last.how, "note": last.note}

    def said(self) -> tuple[Any, str, str]:
        """The day, how, and the note.

        :raise portal.domain.decisions.RefusedError: the day is none.
        """
        return read_day("on", self.on.data), self.how.data or "", self.note.data or ""


class AcknowledgedForm(OnADayForm):
    """That a person told the child we have it."""

    makes = Acknowledged
    title = "It was acknowledged"
    intro = "A person told the child, in the way the child said is safe, that we have it."

    @classmethod
    def last(cls, about: About) -> Done | None:
        """As it was recorded last."""
        return about.intake.triage.acknowledged

    def decision(self, about: About) -> Decision:
        """Acknowledged."""
        return Acknowledged(*self.said())


class ContactMadeForm(OnADayForm):
    """That the child was spoken with."""

    makes = ContactMade
    title = "Contact was made"
    intro = "Whoever answers has spoken with the child."

    @classmethod
    def last(cls, about: About) -> Done | None:
        """As it was recorded last."""
        return about.intake.triage.contact_made

    def decision(self, about: About) -> Decision:
        """Contact made."""
        return ContactMade(*self.said())


class AnswerSentForm(OnADayForm):
    """That the answer went out."""

    makes = AnswerSent
    title = "The answer was sent"
    intro = "The day counts: it says whether the answer was in time."

    @classmethod
    def last(cls, about: About) -> Done | None:
        """As it was recorded last."""
        return about.intake.triage.answer_sent

    def decision(self, about: About) -> Decision:
        """Answer sent."""
        return AnswerSent(*self.said())


class NoteForm(DecisionForm):
    """A plain note."""

    makes = Note
    title = "Write a note"
    intro: ClassVar[str] = "Colleagues who may open this intake read it. The child does not."

    note = Lines("Note", [Needed("Please write the note.")])

    def decision(self, about: About) -> Decision:
        """The note."""
        return Note(self.note.data or "")


def _person(chosen: str | None) -> str | None:
    return None if chosen in (None, "", _NOBODY) else chosen
