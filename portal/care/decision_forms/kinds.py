"""Pages for what kind of thing an intake is, and for who deals with it."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.care.forms import Line, Lines, Needed, OneOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.kinds import Assign, DecideRecordType
from portal.domain.staff import Role
from portal.domain.taxonomy import RecordType


class RecordTypeForm(DecisionForm):
    """Statutory complaint, Non-statutory, Merit or Enquiry."""

    makes = DecideRecordType
    title = "What is it?"

    record_type = OneOf(
        "Record type", [Needed("Please choose a record type.")], choices=choices_of(RecordType)
    )
    late_reason = Lines("Why was it hard to tell us sooner?")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last."""
        intake = about.intake
        return {"record_type": intake.record_type or "", "late_reason": intake.triage.late_reason}

    def decision(self, about: About) -> Decision:
        """The record type."""
        return DecideRecordType(
            RecordType(self.record_type.data or ""), None, self.late_reason.data or ""
        )


class AssignForm(DecisionForm):
    """Who deals with it."""

    makes = Assign
    title = "Who deals with it?"

    assigned_to = OneOf("Who deals with it")
    note = Line("Note")

    def prepare(self, about: About) -> None:
        """Officers who may know of it, and nobody."""
        officers = [one for one in about.people if one.has(Role.OFFICER)]
        self.assigned_to.choices = [(one.id, one.name) for one in officers] + [("", "Nobody yet")]

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Who has it, or whoever asks."""
        return {"assigned_to": about.intake.triage.assigned_to or about.member.id}

    def decision(self, about: About) -> Decision:
        """Given to them, or given back."""
        return Assign(self.assigned_to.data or None, self.note.data or "")
