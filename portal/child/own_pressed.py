"""What the buttons of a child's own page do, beside sending what is typed on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.child.take_over_forms import OwnForm
from portal.domain import own_steps
from portal.domain.comebacks import Answer
from portal.domain.intake import Intake, verbatim
from portal.domain.way_back import Did, Means
from portal.services import comeback_checks
from portal.web.app_office import office

SEND, AGREE, CHANGE, NEXT_STEP, STOP, GO_ON, FILES = (
    *("send", "agree", "change"),
    *("next-step", "stop", "go-on", "files"),
)
CHECKS = {one.value: one for one in Answer}
BUTTONS = frozenset({SEND, AGREE, CHANGE, NEXT_STEP, STOP, GO_ON, FILES, *CHECKS})
_QUIET = frozenset({Did.AGREED, Did.MAY_ASK_LATER, Did.NOT_LATER})
_BY = Means.PAGE


def after_pressing(intake: Intake, form: OwnForm, pressed: str, at: datetime) -> Intake:
    """The intake with what the button does, and with what was said of asking later."""
    statement = form.statement.data or ""
    if pressed == AGREE:
        intake = own_steps.agreed(intake, statement, at, _BY)
    elif pressed == CHANGE:
        intake = own_steps.wants_change(intake, statement, at, _BY)
    elif pressed == NEXT_STEP:
        intake = own_steps.asks_next_step(intake, office().deadlines(intake), at, _BY)
    elif pressed == STOP:
        intake = own_steps.asks_to_stop(intake, form.said_to_stop, at, _BY)
    elif pressed == GO_ON:
        intake = own_steps.goes_on(intake, at, _BY)
    may = form.may_ask_later
    return intake if may is None else own_steps.may_ask_later(intake, may, at, _BY)


def is_quiet(before: Intake, after: Intake) -> bool:
    """Whether nobody need look at what differs: they agreed, or said whether we may ask later."""
    if replace(after, way_back=before.way_back, triage=before.triage) != before:
        return False
    new = after.way_back.steps[len(before.way_back.steps) :]
    return bool(new) and all(one.did in _QUIET for one in new)


def answer_check(
    connection: Connection, intake: Intake, form: OwnForm, pressed: str, at: datetime
) -> bool:
    """Keep the answer to a comeback check; whether the words went into the intake that it opened.

    The caller holds the intake, and has kept all else.
    """
    said = CHECKS.get(pressed)
    if said is None:
        return False
    words = verbatim(form.reply.data or "") if said is Answer.WORSE else ""
    opened = comeback_checks.answered(
        connection, office(), intake, form.check.data or "", said, at, by=_BY, words=words
    )
    return opened is not None


def typed(form: OwnForm, pressed: str, *, waits_for_check: bool) -> list[str]:
    """What was typed that becomes words of this intake, in the order of the page.

    What is written beside "worse" belongs to what that opens.
    """
    goes_there = pressed == Answer.WORSE and waits_for_check
    fields = (form.words, form.wrong, *(() if goes_there else (form.reply,)))
    texts = (verbatim(one.data or "") for one in fields)
    return [text for text in texts if text.strip()]
