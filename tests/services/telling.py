"""Somebody tells us something, and more of it later; what is kept of it, and what is queued."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.db import intakes
from portal.db.register_queue import RegisterQueueRow
from portal.domain.intake import Intake, SafeContact, Words
from portal.services import intake as service
from portal.services.office import Office
from tests import any_intake
from tests.any_intake import NOW

CALM, DANGER = "They took my phone", "he hits me"
LATER = NOW + timedelta(minutes=5)
QUIET = timedelta(minutes=15)


def an_intake(said: str = CALM, **more: Any) -> Intake:
    """One intake with nothing but words, and what is named here."""
    bare = any_intake.an_intake(
        language="en",
        words=(Words(said, NOW),),
        looked_after=None,
        wants_advocate=None,
        advocate_asked_at=None,
        advocacy_services=(),
        feels_safe=None,
        flags=(),
        name="",
        desired_outcome="",
        should_not_see="",
        contact=SafeContact(),
        closed_at=None,
    )
    return replace(bare, **more)


def receive(office: Office, intake: Intake, **more: Any) -> Intake:
    """What is kept of it, committed."""
    with office.database.write() as connection:
        return service.receive(connection, office, intake, **more)


def add(office: Office, intake: Intake, text: str | None, **more: Any) -> Intake:
    """The same with `text` five minutes later, or with only what changed in it, committed."""
    said = Words(text, LATER, is_new=True) if text else None
    with office.database.write() as connection:
        return service.add(connection, office, intake, said, LATER, **more)


def kept(office: Office, intake: Intake) -> Intake:
    """The intake as it is kept now."""
    with office.database.read() as connection:
        return intakes.load(connection, office.keyring, intake.id)


def queued(office: Office) -> list[Any]:
    """The rows of the queue, oldest first."""
    rows = RegisterQueueRow.as_table()
    with office.database.read() as connection:
        return list(connection.execute(select(rows).order_by(rows.c.seq)))
