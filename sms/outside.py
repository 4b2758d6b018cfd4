"""Apply what a text answered of what a text of ours had asked by itself (sms.asking)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from portal.db import intakes
from portal.domain import own_steps
from portal.domain.comebacks import Answer
from portal.domain.intake import Intake
from portal.domain.outgoing import Standing
from portal.domain.reach import Why
from portal.domain.way_back import Did, Means
from portal.services import comeback_checks, outgoing, unreached
from portal.services import own_steps as kept_steps
from portal.services.office import Office
from sms.answers import Outside
from sms.step import OutsideAnswer
from sms.turns import Turn

_YES = 1
_COMEBACKS = (Answer.BETTER, Answer.SAME, Answer.WORSE)


def apply(connection: Connection, office: Office, turn: Turn, said: OutsideAnswer) -> str | None:
    """Do what the answer means; the id of the intake that this phone speaks of from now on.

    None: of none, for somebody else has the phone. The digit is kept as words of its intake, which
    stays as open or closed as it was.
    """
    intake = _intake_of(connection, office, turn, said)
    if said.asked.question is Outside.THIS_PHONE:
        return _phone(connection, office, turn, said, intake)
    if said.asked.question is Outside.COMEBACK:
        return _comeback(connection, office, turn, said, intake)
    after = _STEPS[said.asked.question](intake, said, turn.now)
    _keep(connection, office, intake, after, turn)
    return turn.conversation.intake_id


def _intake_of(connection: Connection, office: Office, turn: Turn, said: OutsideAnswer) -> Intake:
    if turn.intake is not None and turn.intake.id == said.asked.intake_id:
        return turn.intake
    return intakes.load(connection, office.keyring, said.asked.intake_id, lock=True)


def _phone(
    connection: Connection, office: Office, turn: Turn, said: OutsideAnswer, intake: Intake
) -> str | None:
    is_theirs = said.choice == _YES
    after = own_steps.phone_said(intake, is_theirs, turn.now)
    if is_theirs:
        _keep(connection, office, intake, after, turn)
        outgoing.is_theirs(connection, office, turn.text.address, turn.now)
        return turn.conversation.intake_id
    # Whoever says so is not the child: what they typed is not put among the child's words.
    after = kept_steps.keep(connection, office, intake, after, (), turn.now, looks_again=False)
    outgoing.take_back(
        connection,
        office,
        intake.id,
        turn.now,
        standing=Standing.REFUSED,
        reason=Why.WRONG_PHONE,
    )
    unreached.note(connection, office, after, unreached.WRONG_PHONE, turn.now)
    return None if turn.conversation.intake_id == intake.id else turn.conversation.intake_id


def _comeback(
    connection: Connection, office: Office, turn: Turn, said: OutsideAnswer, intake: Intake
) -> str | None:
    worse = comeback_checks.answered(
        connection,
        office,
        intake,
        said.asked.about,
        _COMEBACKS[said.choice - 1],
        turn.now,
        by=Means.TEXT,
        words=turn.text.words,
        is_bare=True,
    )
    return worse.id if worse else turn.conversation.intake_id


def _keep(
    connection: Connection, office: Office, before: Intake, after: Intake, turn: Turn
) -> None:
    wants_change = after.way_back.last(Did.WANTS_CHANGE) != before.way_back.last(Did.WANTS_CHANGE)
    kept_steps.keep(
        connection,
        office,
        before,
        after,
        [turn.text.words],
        turn.now,
        looks_again=wants_change,
        is_bare=True,
    )


def _statement(intake: Intake, said: OutsideAnswer, now: datetime) -> Intake:
    step = own_steps.agreed if said.choice == _YES else own_steps.wants_change
    return step(intake, said.asked.about, now, Means.TEXT)


def _later(intake: Intake, said: OutsideAnswer, now: datetime) -> Intake:
    return own_steps.may_ask_later(intake, said.choice == _YES, now, Means.TEXT)


_STEPS: Mapping[Outside, Callable[[Intake, OutsideAnswer, datetime], Intake]] = {
    Outside.STATEMENT: _statement,
    Outside.MAY_ASK_LATER: _later,
}
