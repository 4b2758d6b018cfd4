"""What a child does on their way back, and what follows from it. None of it deletes anything.

Each gives the intake as it is then; the same twice changes nothing more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from portal.domain.clock import london_day
from portal.domain.comebacks import Answer
from portal.domain.deadlines import Deadlines
from portal.domain.decisions.clock import with_its_answer
from portal.domain.flags import NOT_LOOKED_AT, Flag, FlagName
from portal.domain.intake import Intake
from portal.domain.taxonomy import Stage
from portal.domain.triage import AskedToStop, Withdrawn
from portal.domain.way_back import ChildStep, Did, Means, WayBack

_PRESSED = {
    AskedToStop.YES: Flag(FlagName.URGENT, "told-to-stop"),
    AskedToStop.NOT_SURE: Flag(FlagName.URGENT, "not-sure-if-told-to-stop"),
}
_HOW = {
    Means.PAGE: "On their own page, with their code words",
    Means.TEXT: "By text",
    Means.CARE: "They told customer care",
}
_COMEBACK = {Answer.BETTER: Did.BETTER, Answer.SAME: Did.SAME, Answer.WORSE: Did.WORSE}


def agreed(intake: Intake, statement_id: str, at: datetime, by: Means) -> Intake:
    """The statement says it right. At Stage Two it is then the agreed statement of that stage.

    As it was where that statement does not wait any more.
    """
    waits = intake.way_back.to_agree
    if waits is None or waits.id != statement_id:
        return intake
    after = _about_statement(intake, Did.AGREED, at, by, agreed_at=at)
    decided = intake.triage
    if decided.stage is Stage.TWO and decided.stage_two_agreed_on is None:
        decided = replace(decided, stage_two_agreed_on=london_day(at))
    return replace(after, triage=decided)


def wants_change(intake: Intake, statement_id: str, at: datetime, by: Means) -> Intake:
    """The statement does not say it right: customer care write another."""
    waits = intake.way_back.to_agree
    if waits is None or waits.id != statement_id:
        return intake
    return _about_statement(intake, Did.WANTS_CHANGE, at, by, change_asked_at=at)


def _about_statement(intake: Intake, did: Did, at: datetime, by: Means, **said: Any) -> Intake:
    *before, last = intake.way_back.statements
    statements = (*before, replace(last, **said))
    back = replace(intake.way_back, statements=statements)
    return _with_step(replace(intake, way_back=back), ChildStep(did, at, by, last.id))


# After the panel there is the Ombudsman, and no stage of ours.
_AFTER = {Stage.ONE: Stage.TWO, Stage.TWO: Stage.THREE, Stage.THREE: None}


def next_step(intake: Intake, due: Deadlines, today: date) -> Stage | None:
    """The stage that the child may ask for now; None: no next step is theirs yet, or any more.

    It is once the answer is there, or its day is over; but not where they took it back, or asked
    for it already.
    """
    decided = intake.triage
    is_time = decided.answer_sent is not None or today > due.answer_by
    if decided.withdrawn or not is_time or asked_for_next_step(intake):
        return None
    return _AFTER[decided.stage or Stage.ONE]


def asked_for_next_step(intake: Intake) -> bool:
    """Whether they asked for the step that comes after the stage at which it is now."""
    asked = intake.way_back.last(Did.ASKED_NEXT_STEP)
    return asked is not None and asked.about == (intake.triage.stage or Stage.ONE)


def asks_next_step(intake: Intake, due: Deadlines, at: datetime, by: Means) -> Intake:
    """They ask for the next step: a later stage of the same complaint, from this day on.

    Where nobody has said yet that it is a complaint, or the next step is the panel, it is written
    down, and customer care do the rest.
    """
    today = london_day(at)
    stage = next_step(intake, due, today)
    if stage is None:
        return intake
    after = _with_step(
        intake, ChildStep(Did.ASKED_NEXT_STEP, at, by, intake.triage.stage or Stage.ONE)
    )
    if stage is not Stage.TWO or not intake.is_complaint:
        return after
    decided = replace(
        with_its_answer(after.triage, Stage.TWO),
        stage=Stage.TWO,
        stage_two_requested_on=today,
        stage_two_agreed_on=None,
    )
    return replace(after, triage=decided)


def asks_to_stop(intake: Intake, told_to: AskedToStop, at: datetime, by: Means) -> Intake:
    """They want it to stop. Where somebody told them to, or may have, a person looks first."""
    if intake.triage.withdrawn is not None and told_to is intake.triage.withdrawn.asked_to_stop:
        return intake
    withdrawn = Withdrawn(london_day(at), _HOW[by], told_to)
    after = replace(intake, triage=replace(intake.triage, withdrawn=withdrawn))
    flags = [_PRESSED[told_to]] if told_to in _PRESSED else []
    return _with_step(after.with_flags(*flags), ChildStep(Did.ASKED_TO_STOP, at, by))


def goes_on(intake: Intake, at: datetime, by: Means) -> Intake:
    """It should go on after all; what they said before stands in the history of their steps."""
    if intake.triage.withdrawn is None:
        return intake
    after = replace(intake, triage=replace(intake.triage, withdrawn=None))
    return _with_step(after, ChildStep(Did.GOES_ON, at, by))


def may_ask_later(intake: Intake, may: bool, at: datetime, by: Means) -> Intake:
    """Whether we may ask, weeks after it is closed, if it got better."""
    if intake.way_back.may_ask_later is may:
        return intake
    after = replace(intake, way_back=replace(intake.way_back, may_ask_later=may))
    return _with_step(after, ChildStep(Did.MAY_ASK_LATER if may else Did.NOT_LATER, at, by))


def answered_comeback(
    intake: Intake, comeback_id: str, said: Answer, at: datetime, by: Means
) -> Intake:
    """What they said of how it is now. That "worse" opens a new intake is the service's to do."""
    return _with_step(intake, ChildStep(_COMEBACK[said], at, by, comeback_id))


def phone_said(intake: Intake, is_theirs: bool, at: datetime) -> Intake:
    """Whoever has the phone now said whether it is the child's."""
    did = Did.PHONE_IS_THEIRS if is_theirs else Did.PHONE_IS_NOT
    return _with_step(intake, ChildStep(did, at, Means.TEXT))


def gave_files(intake: Intake, at: datetime, by: Means) -> Intake:
    """They gave us photos or recordings after it was sent: a person looks at it first."""
    return _with_step(intake.with_flags(NOT_LOOKED_AT), ChildStep(Did.GAVE_FILES, at, by))


def changed_contact(intake: Intake, at: datetime, by: Means) -> Intake:
    """They said anew how they may be reached; what they said stands in the intake."""
    return _with_step(intake, ChildStep(Did.CHANGED_CONTACT, at, by))


def _with_step(intake: Intake, step: ChildStep) -> Intake:
    back: WayBack = intake.way_back.with_step(step)
    return replace(intake, way_back=back)
