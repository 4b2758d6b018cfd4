"""Invented people of the desk, and a few decisions of theirs, so that the desk is not empty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.db import staff
from portal.demo.settings import ADMINISTRATOR, MANAGER, OFFICER
from portal.domain.decisions import Decision
from portal.domain.decisions.people import Assign, Pass
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.decisions.subjects import DecideSubjects
from portal.domain.intake import Intake
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import RecordType, Subject
from portal.services import accounts, desk, passwords
from portal.services.accounts import By, OneTimePassword
from portal.services.office import Office

PEOPLE = (
    (OFFICER, "Olu Officer", Role.OFFICER, "sees every intake, and decides"),
    (MANAGER, "Mo Manager", Role.MANAGER, "sees what is passed to them, and answers"),
    (ADMINISTRATOR, "Ada Administrator", Role.ADMINISTRATOR, "looks after accounts and the audit"),
)


def people_of_the_desk(
    connection: Connection, password: str, now: datetime
) -> dict[str, StaffMember]:
    """An officer, a manager and an administrator, by address; made where nobody has an account."""
    known = {member.email: member for member in staff.every(connection)}
    if known:
        return known
    for email, name, role, _ in PEOPLE:
        # The officer is cleared: nobody else could open what a child asks to keep from somebody.
        member = accounts.a_member(
            email, name, frozenset({role}), is_cleared=role is Role.OFFICER, is_outside=False
        )
        accounts.add(connection, member, OneTimePassword.make(), By(None, now))
        accounts.choose_password(connection, member.id, passwords.hash_of(password), now)
        known[email] = member
    return known


def decided(
    connection: Connection,
    office: Office,
    people: dict[str, StaffMember],
    told: list[Intake],
    now: datetime,
) -> None:
    """Some decisions about what came by web: the first is with the manager, the last was praise."""
    officer, manager = people[OFFICER], people[MANAGER]
    first, last = told[0], told[-1]
    _decide(connection, office, officer, first, now, DecideRecordType(RecordType.STATUTORY))
    _decide(connection, office, officer, first, now, DecideSubjects(Subject.INFORMATION))
    _decide(connection, office, officer, first, now, Assign(officer.id))
    _decide(connection, office, officer, first, now, Pass(manager.id))
    _decide(connection, office, officer, last, now, DecideRecordType(RecordType.MERIT))


def _decide(
    connection: Connection,
    office: Office,
    member: StaffMember,
    intake: Intake,
    now: datetime,
    decision: Decision,
) -> None:
    opened = desk.view(connection, office, member, intake.reference, now)
    desk.decide(connection, office, member, intake.reference, decision, opened.version, now)
