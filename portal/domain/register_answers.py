"""What the register says of a complaint: read strictly, and made into decisions like anybody's.

docs/register-queue.md ("Answers back") is the contract. A field that is not there changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from portal.domain.decisions.base import Decision
from portal.domain.decisions.clock import DecideStage, Extend
from portal.domain.decisions.ending import Close
from portal.domain.decisions.people import Acknowledged, AnswerSent, Pass
from portal.domain.intake import Intake, verbatim
from portal.domain.taxonomy import Outcome, Stage

_LONGEST = 2_000
_IN_THE_REGISTER = "in the register"
Kind = TypeVar("Kind", bound=Enum)


class UnreadableAnswerError(ValueError):
    """It is no answer. The message names the field, and never what stands in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says. None: it says nothing of this.

    `is_closed`: it is closed there, with these outcomes.
    """

    stage: Stage | None = None
    is_complex: bool | None = None
    complex_reason: str | None = None
    stage_two_requested_on: date | None = None
    stage_two_agreed_on: date | None = None
    is_straight_to_two: bool | None = None
    stage_three_requested_on: date | None = None
    panel_met_on: date | None = None
    panel_reported_on: date | None = None
    extended_to: date | None = None
    extension_reason: str | None = None
    responsible_officer: str | None = None
    acknowledged_on: date | None = None
    answer_sent_on: date | None = None
    is_closed: bool | None = None
    outcomes: tuple[Outcome, ...] | None = None
    fault_found: bool | None = None
    learned: str | None = None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Answer:
        """The answer in these JSON values; a field that nobody knows is let pass.

        :raise UnreadableAnswerError: a field is not what it should be, or it says nothing.
        """
        found = {}
        for name, (field, reads) in _FIELDS.items():
            if said.get(name) is None:
                continue
            try:
                found[field] = reads(said[name])
            except (TypeError, ValueError):
                raise UnreadableAnswerError(f"{name} is not what it should be") from None
        if not found:
            raise UnreadableAnswerError("it says nothing that is known here")
        return cls(**found)

    def decisions(self, intake: Intake) -> list[Decision]:
        """What is to be decided of this intake, in order; empty where it is so already."""
        made = (
            self._stage(intake),
            self._extension(intake),
            self._officer(intake),
            self._acknowledged(intake),
            self._answered(intake),
            self._close(intake),
        )
        return [one for one in made if one is not None]

    def _stage(self, intake: Intake) -> Decision | None:
        decided = intake.triage
        before = DecideStage(
            decided.stage or Stage.ONE,
            decided.is_complex,
            decided.complex_reason,
            decided.stage_two_requested_on,
            decided.stage_two_agreed_on,
            decided.is_straight_to_two,
            decided.stage_three_requested_on,
            decided.panel_met_on,
            decided.panel_reported_on,
        )
        names = [one.name for one in fields(DecideStage)]
        said = {name: getattr(self, _OF_STAGE.get(name, name)) for name in names}
        after = replace(
            before, **{name: value for name, value in said.items() if value is not None}
        )
        is_first = self.stage is not None and decided.stage is None
        return after if is_first or after != before else None

    def _extension(self, intake: Intake) -> Decision | None:
        decided = intake.triage
        is_at_two = (self.stage or decided.stage) is Stage.TWO
        before = decided.stage_two_extended_to if is_at_two else decided.extended_to
        if self.extended_to is None or self.extended_to == before:
            return None
        return Extend(self.extended_to, self.extension_reason or _IN_THE_REGISTER)

    def _officer(self, intake: Intake) -> Decision | None:
        name = (self.responsible_officer or "").strip()
        # Whoever answers by an account here stays: a name alone would take it from them.
        if not name or intake.triage.passed_to or name == intake.triage.passed_to_name:
            return None
        return Pass(name=name)

    def _acknowledged(self, intake: Intake) -> Decision | None:
        on, before = self.acknowledged_on, intake.triage.acknowledged
        if on is None or (before and before.on == on):
            return None
        return Acknowledged(on, _IN_THE_REGISTER)

    def _answered(self, intake: Intake) -> Decision | None:
        on, before = self.answer_sent_on, intake.triage.answer_sent
        if on is None or (before and before.on == on):
            return None
        return AnswerSent(on, _IN_THE_REGISTER)

    def _close(self, intake: Intake) -> Decision | None:
        if not self.is_closed or intake.closed_at:
            return None
        return Close(
            self.outcomes or (),
            bool(self.fault_found),
            self.learned or "",
            knows=True,
            reason=_IN_THE_REGISTER,
        )


_OF_STAGE = {
    "requested_on": "stage_two_requested_on",
    "agreed_on": "stage_two_agreed_on",
    "is_straight": "is_straight_to_two",
    "panel_requested_on": "stage_three_requested_on",
}


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError
    return verbatim(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _one_of(kind: type[Kind]) -> Callable[[Any], Kind]:
    return lambda value: kind(_text(value))


def _outcomes(value: Any) -> tuple[Outcome, ...]:
    if not isinstance(value, list) or len(value) > len(Outcome):
        raise TypeError
    return tuple(dict.fromkeys(Outcome(_text(one)) for one in value))


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "stage": ("stage", _one_of(Stage)),
    "complex": ("is_complex", _yes_or_no),
    "complex_reason": ("complex_reason", _text),
    "stage_two_requested_on": ("stage_two_requested_on", _day),
    "stage_two_agreed_on": ("stage_two_agreed_on", _day),
    "straight_to_stage_two": ("is_straight_to_two", _yes_or_no),
    "stage_three_requested_on": ("stage_three_requested_on", _day),
    "panel_met_on": ("panel_met_on", _day),
    "panel_reported_on": ("panel_reported_on", _day),
    "extended_to": ("extended_to", _day),
    "extension_reason": ("extension_reason", _text),
    "responsible_officer": ("responsible_officer", _text),
    "acknowledged_on": ("acknowledged_on", _day),
    "answer_sent_on": ("answer_sent_on", _day),
    "closed": ("is_closed", _yes_or_no),
    "outcomes": ("outcomes", _outcomes),
    "fault_found": ("fault_found", _yes_or_no),
    "learned": ("learned", _text),
}
"""What may stand in an answer: its name there, the field here, and how it is read."""

NAMES = tuple(_FIELDS)
