"""Who deals with an intake and who answers it, and what each of them did on which day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.sight import may_be_given, may_be_passed, waits_for_names
from portal.domain.staff import Role
from portal.domain.triage import Done


@dataclass(frozen=True, slots=True)
class Assign(Decision):
    """Who deals with it. None: it is given back, and is nobody's."""

    kind: ClassVar[str] = "assign"
    label: ClassVar[str] = "Who deals with it"
    on_closed: ClassVar[bool] = True

    assigned_to: str | None = said("Now with", None, is_person=True)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake in these hands: of somebody who may know of it, or of nobody."""
        if self.assigned_to is not None:
            person = by.person("assigned_to", self.assigned_to)
            if not may_be_given(person, intake):
                raise RefusedError("assigned_to", "It cannot be theirs. Choose somebody else.")
        return replace(intake, triage=replace(intake.triage, assigned_to=self.assigned_to))


@dataclass(frozen=True, slots=True)
class Pass(Decision):
    """The responsible manager who answers at Stage One; they see what is passed to them alone.

    `name` is a manager's who has no account and gets the printed sheet. Neither: taken back.
    """

    kind: ClassVar[str] = "pass"
    label: ClassVar[str] = "Passed to a manager"

    passed_to: str | None = said("Responsible manager", None, is_person=True)
    name: str = said("Manager without an account")
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake in this manager's sight, and in no other's.

        Where nobody has it, it is then with whoever passed it on: somebody must watch its clock.
        """
        name = self.name.strip()
        if (self.passed_to or name) and waits_for_names(intake):
            where = "passed_to" if self.passed_to else "name"
            raise RefusedError(where, "First say who should not see it.")
        if self.passed_to is not None:
            self._refuse_unfit(self.passed_to, intake, by)
        elif not name and not (intake.triage.passed_to or intake.triage.passed_to_name):
            raise RefusedError("passed_to", "Please choose a manager, or write a name.")
        decided = replace(intake.triage, passed_to=self.passed_to, passed_to_name=name)
        after = replace(intake, triage=decided)
        if decided.assigned_to or not (self.passed_to or name):
            return after
        me = next((one for one in by.people if one.id == by.staff_id), None)
        if me is None or not may_be_given(me, after):
            return after
        return replace(after, triage=replace(decided, assigned_to=me.id))

    def _refuse_unfit(self, staff_id: str, intake: Intake, by: By) -> None:
        if self.name.strip():
            raise RefusedError("name", "Please choose a manager or write a name, not both.")
        person = by.person("passed_to", staff_id)
        if not may_be_passed(person, intake):
            raise RefusedError("passed_to", "It cannot be passed to them. Choose somebody else.")


@dataclass(frozen=True, slots=True)
class _OnADay(Decision):
    """Something that was done on a day."""

    on: date | None = said("On", None)
    how: str = said("How")
    note: str = said("Note")

    def done(self, intake: Intake, by: By) -> Done:
        """That it was done.

        :raise RefusedError: on no day that can be, or nobody said how.
        """
        on = day_said("on", self.on, intake, by)
        not_empty("how", self.how, "Please say how.")
        return Done(on, self.how, self.note)


@dataclass(frozen=True, slots=True)
class ContactMade(_OnADay):
    """That the child was spoken with, by whoever answers."""

    kind: ClassVar[str] = "contact-made"
    label: ClassVar[str] = "Contact made"
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.OFFICER, Role.MANAGER})

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it."""
        decided = replace(intake.triage, contact_made=self.done(intake, by))
        return replace(intake, triage=decided)


@dataclass(frozen=True, slots=True)
class AnswerSent(_OnADay):
    """That the answer went out; the day counts for the report's timeliness."""

    kind: ClassVar[str] = "answer-sent"
    label: ClassVar[str] = "Answer sent"
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.OFFICER, Role.MANAGER})

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it."""
        decided = replace(intake.triage, answer_sent=self.done(intake, by))
        return replace(intake, triage=decided)


@dataclass(frozen=True, slots=True)
class Acknowledged(_OnADay):
    """That a person told the child we have it."""

    kind: ClassVar[str] = "acknowledged"
    label: ClassVar[str] = "Acknowledged"

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it."""
        decided = replace(intake.triage, acknowledged=self.done(intake, by))
        return replace(intake, triage=decided)


@dataclass(frozen=True, slots=True)
class Note(Decision):
    """A plain note, for colleagues; it stands in the history and changes nothing else."""

    kind: ClassVar[str] = "note"
    label: ClassVar[str] = "Note"
    on_closed: ClassVar[bool] = True

    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The same intake."""
        not_empty("note", self.note, "Please write the note.")
        return intake
