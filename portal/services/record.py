"""The record of an intake as it is now: the intake, and what stands beside it in other tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from portal.db import attachments, comebacks, links, messages, staff
from portal.db import decisions as kept
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.record import snapshot
from portal.domain.record_advocacy import NamedService
from portal.domain.record_triage import Decisions
from portal.domain.record_way_back import Beside
from portal.services import advocacy_services
from portal.services.office import Office


def record_of(
    connection: Connection, office: Office, intake: Intake, version: int, decisions: int
) -> dict[str, Any]:
    """What the register is to read. `decisions` made about it so far; 0: there is nothing of
    them to ask the database for.

    Once something was decided, the answer is due when that says.
    """
    due = office.due_dates(intake.received_at)
    decided = None
    if decisions:
        decided = _decided(connection, office, intake, decisions)
        due = replace(due, answer_by=decided.due.answer_by)
    named, beside = (
        _named(connection, office, intake),
        _beside(connection, office, intake, decisions),
    )
    return snapshot(intake, version, due, named, decided, beside)


def _beside(connection: Connection, office: Office, intake: Intake, decisions: int) -> Beside:
    """What is kept beside it. Nobody writes to a child, or asks them later, without a decision."""
    files = attachments.of_intake(connection, office.keyring, intake.id)
    linked = tuple(links.of(connection, intake.id))
    if not decisions and intake.closed_at is None:
        return Beside(files=files, links=linked)
    return Beside(
        messages.of_intake(connection, office.keyring, intake.id),
        comebacks.of_intake(connection, intake.id),
        files,
        linked,
    )


def _decided(connection: Connection, office: Office, intake: Intake, count: int) -> Decisions:
    names = staff.names(connection)
    return Decisions(
        count=count,
        last_at=kept.last_made_at(connection, intake.id),
        due=office.deadlines(intake),
        name_of=lambda staff_id: names.get(staff_id, ""),
        links=tuple(links.of(connection, intake.id)),
    )


def _named(connection: Connection, office: Office, intake: Intake) -> tuple[NamedService, ...]:
    if not intake.advocacy_services:
        return ()
    day = london_day(intake.received_at)
    return tuple(
        NamedService(service.key, service.name_on(day))
        for service in advocacy_services.every(connection, office)
        if service.key in intake.advocacy_services
    )
