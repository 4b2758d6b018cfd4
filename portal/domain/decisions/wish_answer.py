"""What a child says now of an advocate, as customer care hear it.

What they said before stays as it is: each answer is a step of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from portal.domain.conflicts import service_called
from portal.domain.decisions.advocacy import after_what_was_done, both, part_now, with_step
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.decisions.conflicts import barring
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.names import in_a_line
from portal.domain.referral import (
    Status,
    asked_on,
    current,
    is_with_fall_back,
    status,
)
from portal.domain.referral_steps import Happened, Step
from portal.domain.same_name import is_part_of, same_name


class Answer(StrEnum):
    """What a child says about an advocate, as customer care hear it."""

    WANTS_ONE = "wants_one"
    DECLINES = "declines"
    ANOTHER = "another"
    NOT_THEM = "not_them"
    TRUSTS_SOMEBODY = "trusts_somebody"
    NO_LONGER = "no_longer"


_STEPS = {
    Answer.WANTS_ONE: Step.REQUESTED,
    Answer.DECLINES: Step.DECLINED,
    Answer.ANOTHER: Step.CHANGED,
    Answer.NOT_THEM: Step.CHANGED,
    Answer.TRUSTS_SOMEBODY: Step.TRUSTED,
    Answer.NO_LONGER: Step.NO_LONGER_WANTED,
}


@dataclass(frozen=True, slots=True)
class AnswerAboutAdvocate(Decision):
    """What the child says now. `name`: whom they do not want, a person or a service."""

    kind: ClassVar[str] = "advocacy-answer"
    label: ClassVar[str] = "The child's answer about an advocate"

    answer: Answer = said("They said", Answer.WANTS_ONE)
    name: str = said("Not this one")
    on: date | None = said("On", None)
    how: str = said("How")
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with their answer; what they said before stays as it is."""
        on = day_said("on", self.on, intake, by)
        not_empty("how", self.how, "Please say how they told us.")
        after_what_was_done("on", on, intake)
        if self.answer is Answer.NOT_THEM:
            return self._without_them(intake, by, on)
        if why := why_not(self.answer, intake):
            raise RefusedError("answer", why)
        return with_step(intake, self._step(intake, by, on))

    def _step(self, intake: Intake, by: By, on: date) -> Happened:
        step = Happened(_STEPS[self.answer], on, by.at, note=both(self.how, self.note))
        return replace(step, **part_now(intake))

    def _without_them(self, intake: Intake, by: By, on: date) -> Intake:
        """That this one may not act; where it is their advocate, another has to be found."""
        not_empty("name", self.name, "Please say whom they do not want.")
        name, running = in_a_line(self.name), current(intake)
        has_now = running.advocate if running else ""
        if is_part_of(name, has_now) and not same_name(name, has_now):
            raise RefusedError("name", f"Is {has_now} meant? Please write the whole name.")
        service = service_called(name, by.services)
        key = service.key if service else ""
        is_theirs = running is not None and (key == running.service or same_name(name, has_now))
        objection = MayNotAct(Ground.CHILD_OBJECTS, name, key)
        if objection in intake.triage.may_not_act and not is_theirs:
            raise RefusedError("name", "That is recorded already.")
        after = barring(intake, objection)
        return with_step(after, self._step(intake, by, on)) if is_theirs else after


def why_not(answer: Answer, intake: Intake) -> str:
    """Why this cannot be what the child says now, as their wish stands; "" where it can."""
    asks, runs, stands = asked_on(intake) is not None, current(intake) is not None, status(intake)
    match answer:
        case Answer.WANTS_ONE if asks and not is_with_fall_back(intake):
            return "They ask for one already."
        case Answer.ANOTHER if not runs:
            return "No service has it now."
        case Answer.NO_LONGER if not asks and not runs:
            return "They ask for none."
        case Answer.DECLINES if runs:
            return "A service has it already: say that they do not want one any more."
        case Answer.DECLINES if stands is Status.REFUSED:
            return "They said so already."
        case Answer.TRUSTS_SOMEBODY if stands is Status.TRUSTED:
            return "They said so already."
    return ""
