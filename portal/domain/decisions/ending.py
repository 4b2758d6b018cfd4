"""How an intake ends: taken back, closed with what came of it, and opened again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain import own_steps
from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.decisions.talking import private_of
from portal.domain.intake import Intake
from portal.domain.referral import waits_for_advocate
from portal.domain.shown_sentences import not_to_be_shown
from portal.domain.taxonomy import Outcome
from portal.domain.triage import AskedToStop, Closing, Withdrawn
from portal.domain.way_back import Means


@dataclass(frozen=True, slots=True)
class Withdraw(Decision):
    """A child takes the complaint back: kept all the same, and open until somebody closes it."""

    kind: ClassVar[str] = "withdrawn"
    label: ClassVar[str] = "Withdrawn"

    on: date | None = said("On", None)
    how: str = said("How we were told")
    asked_to_stop: AskedToStop = said("Did anyone ask the child to stop", AskedToStop.NOT_ASKED)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with it; nothing is taken away."""
        on = day_said("on", self.on, intake, by)
        not_empty("how", self.how, "Please say how the child told us.")
        withdrawn = Withdrawn(on, self.how, self.asked_to_stop, self.note)
        return replace(intake, triage=replace(intake.triage, withdrawn=withdrawn))


@dataclass(frozen=True, slots=True)
class Close(Decision):
    """What came of it, in the report's words, and what was learned.

    `may_ask_later`: what the child said of being asked, weeks after, if it got better; None: they
    were not asked, and what they said before stands. `sentence` is one for "You said, we
    did", "" for none. `knows` and `reason`: closed although something is left to do (`left_to_do`).
    """

    kind: ClassVar[str] = "close"
    label: ClassVar[str] = "Closed"

    outcomes: tuple[Outcome, ...] = said("Outcomes", ())
    fault_found: bool = said("Fault was found", False)
    learned: str = said("What was learned")
    may_ask_later: bool | None = said("The child may be asked later", None)
    sentence: str = said("May be shown to everybody")
    knows: bool = False
    reason: str = said("Closed all the same, because")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, closed."""
        self._refuse_outcomes(intake)
        if left_to_do(intake):
            if not self.knows:
                raise RefusedError("knows", "Please look at what is left to do.")
            not_empty("reason", self.reason, "Please say why it is closed all the same.")
        self._refuse_shown(intake, by)
        closing = Closing(self.outcomes, self.learned, self.fault_found, self.sentence.strip())
        after = replace(intake, closed_at=by.at, triage=replace(intake.triage, closing=closing))
        if self.may_ask_later is None:
            return after
        return own_steps.may_ask_later(after, self.may_ask_later, by.at, Means.CARE)

    def _refuse_shown(self, intake: Intake, by: By) -> None:
        if not self.sentence.strip():
            return
        private = private_of(intake, by.people, by.services)
        if why := not_to_be_shown(self.sentence, private):
            raise RefusedError("sentence", why)

    def _refuse_outcomes(self, intake: Intake) -> None:
        if not self.outcomes:
            raise RefusedError("outcomes", "Please say what came of it.")
        if Outcome.APOLOGY in self.outcomes and not self.fault_found:
            raise RefusedError("outcomes", "An apology counts only where fault was found.")
        if Outcome.WITHDRAWN in self.outcomes and intake.triage.withdrawn is None:
            raise RefusedError("outcomes", "Nobody has recorded that it was withdrawn.")


@dataclass(frozen=True, slots=True)
class Reopen(Decision):
    """What was closed is open again; what came of it the first time stays in the history."""

    kind: ClassVar[str] = "reopen"
    label: ClassVar[str] = "Opened again"
    on_closed: ClassVar[bool] = True

    reason: str = said("Reason")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake, open."""
        if intake.closed_at is None:
            raise RefusedError("", "It is open already.")
        not_empty("reason", self.reason, "Please say why.")
        return opened_again(intake)


def opened_again(intake: Intake) -> Intake:
    """The intake, open; what came of it the first time is in its history alone."""
    if intake.closed_at is None:
        return intake
    return replace(intake, closed_at=None, triage=replace(intake.triage, closing=None))


def asks_for_safeguarding(withdrawn: Withdraw | Withdrawn) -> bool:
    """Whether somebody may have put pressure on the child."""
    return withdrawn.asked_to_stop in (AskedToStop.YES, AskedToStop.NOT_SURE)


def left_to_do(intake: Intake) -> list[str]:
    """What nobody has done yet and should have before it is closed, in sentences."""
    decided, found = intake.triage, []
    if not decided.safeguarding and intake.is_urgent:
        found.append("It is marked urgent, and nobody has recorded whom they told of the danger.")
    withdrawn = None if decided.safeguarding else decided.withdrawn
    if withdrawn is not None and asks_for_safeguarding(withdrawn):
        found.append(
            "Somebody may have asked the child to stop, and nobody has recorded whom they told."
        )
    if waits_for_advocate(intake):
        found.append("No service has said yes to the child's wish for an advocate.")
    if _waits_for_answer(intake):
        found.append("It is a complaint, and nobody has recorded that the answer was sent.")
    return found


def _waits_for_answer(intake: Intake) -> bool:
    """Whether whoever complained was promised an answer that nobody has sent."""
    return intake.is_complaint and not (intake.triage.answer_sent or intake.triage.withdrawn)
