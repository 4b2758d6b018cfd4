"""Keep what somebody said of themselves for the equalities tables: asked, never required."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.db import audit, equalities, intakes
from portal.domain.decisions import RefusedError
from portal.domain.equalities import NOTHING_SAID, Equalities, may_be_asked_for_orientation
from portal.domain.intake import Intake
from portal.domain.staff import Role, StaffMember
from portal.services import desk
from portal.services.office import Office


def of(
    connection: Connection, office: Office, member: StaffMember, reference: str
) -> tuple[Intake, Equalities | None]:
    """The intake, and the answers that were noted in it; None: nobody asked.

    :raise portal.services.desk.UnknownIntakeError: there is none that this person may know of.
    """
    intake = desk.find(connection, office, member, reference).intake
    return intake, equalities.of_intake(connection, office.keyring, intake.id)


def note(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    said: Equalities,
    now: datetime,
) -> None:
    """Keep what they said by telephone or in person; the audit says that, and not what.

    :raise portal.services.desk.UnknownIntakeError: there is none that this person may know of.
    :raise portal.services.desk.NotTheirsError: no officer.
    :raise RefusedError: something was noted that nobody asks for.
    """
    if not member.has(Role.OFFICER):
        raise desk.NotTheirsError("equalities")
    intake = desk.find(connection, office, member, reference, lock=True).intake
    refuse(intake, said)
    equalities.keep(connection, office.keyring, intake.id, said, now, member.id)
    audit.append(connection, audit.Entry(now, member.id, "equalities.noted", intake.reference))


def say(
    connection: Connection, office: Office, intake_id: str, said: Equalities, now: datetime
) -> None:
    """Keep what the child said themselves, of their own accord, after it was sent.

    A question that they skip this time keeps the answer that was there.
    """
    intake = intakes.load(connection, office.keyring, intake_id, lock=True)
    before = equalities.of_intake(connection, office.keyring, intake.id) or NOTHING_SAID
    given: dict[str, Any] = dict(said.answers())
    together = replace(before, **given)
    equalities.keep(connection, office.keyring, intake.id, together, now, None)
    audit.append(connection, audit.Entry(now, None, "equalities.said", intake.reference))


def refuse(intake: Intake, said: Equalities) -> None:
    """Pass in silence.

    :raise RefusedError: sexual orientation of somebody who is not known to be 16.
    """
    if said.orientation and not may_be_asked_for_orientation(intake.age_band or said.age):
        raise RefusedError("orientation", "Nobody is asked this unless they are known to be 16.")
