"""Comeback checks: ask the child when one is due, on their page and by the way they called safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, comebacks, decisions, intakes, links
from portal.domain import own_steps
from portal.domain.comebacks import Answer, Comeback
from portal.domain.flags import WORSE_SINCE
from portal.domain.intake import Intake, Words, new_id
from portal.domain.kept_out import still_kept_out
from portal.domain.links import LinkKind
from portal.domain.outgoing import What
from portal.domain.taxonomy import Kind, MethodOfReceipt, Originator, SubmittedBy
from portal.domain.way_back import Means, WayBack
from portal.services import intake as intake_service
from portal.services import outgoing
from portal.services import own_steps as kept_steps
from portal.services.office import Office
from portal.services.ways_back import free_reference

_METHODS = {Means.TEXT: MethodOfReceipt.TEXT_MESSAGE, Means.PAGE: MethodOfReceipt.WEB_FORM}


def ask_due(office: Office, now: datetime) -> int:
    """Ask those whose check is due; how many. Its page shows it from now on. Never twice."""
    with office.database.read() as connection:
        due = comebacks.due(connection, now)
    return sum(_asked(office, intake_id, one, now) for intake_id, one in due)


def _asked(office: Office, intake_id: str, one: Comeback, now: datetime) -> bool:
    with office.database.write() as connection:
        intake = intakes.load(connection, office.keyring, intake_id, lock=True)
        current = _of(connection, intake, one.id)
        if current is None or current.asked_at or current.over_at:
            return False
        comebacks.note(connection, replace(current, asked_at=now))
        outgoing.put(connection, office, intake, What.COMEBACK, now, about=one.id)
        audit.append(connection, audit.Entry(now, None, "child.asked-later", intake.reference))
    return True


def waiting(connection: Connection, intake: Intake) -> Comeback | None:
    """The check that waits for this child's answer; None: none does."""
    found = comebacks.of_intake(connection, intake.id)
    return next((one for one in reversed(found) if one.waits_for_answer), None)


def answered(
    connection: Connection,
    office: Office,
    intake: Intake,
    comeback_id: str,
    said: Answer,
    now: datetime,
    *,
    by: Means,
    words: str = "",
    is_bare: bool = False,
) -> Intake | None:
    """Keep what a child says of how it is now; the new intake where it got worse, else None.

    `words` are theirs, kept as given; `is_bare`: they are the answer's digit alone, which nobody
    need read. The same check is answered once. The caller holds the intake.
    """
    one = _of(connection, intake, comeback_id)
    if one is None or not one.waits_for_answer:
        return None
    worse = None
    if said is Answer.WORSE:
        worse = _worse(connection, office, intake, now, by, "" if is_bare else words)
    told = replace(
        one, answer=said, answered_at=now, over_at=now, led_to=worse.id if worse else None
    )
    comebacks.note(connection, told)
    after = own_steps.answered_comeback(intake, comeback_id, said, now, by)
    is_kept_here = words.strip() and (worse is None or is_bare)
    kept_steps.keep(
        connection,
        office,
        intake,
        after,
        [words] if is_kept_here else [],
        now,
        looks_again=False,
        is_bare=is_bare,
    )
    if worse is not None:
        _no_more(connection, intake, now)
    return worse


def _of(connection: Connection, intake: Intake, comeback_id: str) -> Comeback | None:
    every = comebacks.of_intake(connection, intake.id)
    return next((one for one in every if one.id == comeback_id), None)


def _worse(
    connection: Connection, office: Office, before: Intake, now: datetime, by: Means, words: str
) -> Intake:
    """A new urgent intake of the same child, linked to the one before.

    Who was kept from that one is kept from this one too.
    """
    new = replace(
        before,
        id=new_id(),
        reference=free_reference(connection),
        received_at=now,
        method=_METHODS.get(by, before.method),
        words=(Words(words, now),) if words.strip() else (),
        submission_id=None,
        originator=Originator.CHILD,
        submitted_by=SubmittedBy.CHILD,
        submitter=None,
        taken_over_at=None,
        kind=Kind.WRONG,
        record_type=None,
        topic=None,
        wants_advocate=None,
        advocate_asked_at=None,
        advocacy_services=(),
        feels_safe=None,
        desired_outcome="",
        flags=(WORSE_SINCE,),
        closed_at=None,
        seen_at=None,
        child_says=None,
        triage=still_kept_out(before.triage),
        way_back=WayBack(),
    )
    received = intake_service.receive(connection, office, new)
    decisions.bar(connection, received.id, received.triage.barred)
    links.link(connection, before.id, received.id, LinkKind.COMEBACK)
    return received


def _no_more(connection: Connection, intake: Intake, now: datetime) -> None:
    for one in comebacks.of_intake(connection, intake.id):
        if one.over_at is None:
            comebacks.note(connection, replace(one, over_at=now))
