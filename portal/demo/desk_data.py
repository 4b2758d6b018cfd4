"""Invented people of the desk, and a few decisions of theirs, so that the desk is not empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.db import staff
from portal.demo.settings import ADMINISTRATOR, MANAGER, OF_NCH, OF_UPFRONT, OFFICER
from portal.domain.account import a_member
from portal.domain.clock import london_day
from portal.domain.decisions import Decision
from portal.domain.decisions.advocacy import SendReferral
from portal.domain.decisions.people import Assign, Pass
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.decisions.subjects import DecideSubjects
from portal.domain.decisions.talking import Write
from portal.domain.intake import Intake
from portal.domain.messages import Purpose
from portal.domain.referral_steps import Shares
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import RecordType, Subject
from portal.services import accounts, desk, passwords
from portal.services.accounts import By, OneTimePassword
from portal.services.office import Office

_TOLD_HER = "We told Miss Bello what you wrote. She was very happy, and says thank you back."


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody of the demo's desk; `note` says what to see as them."""

    email: str
    name: str
    role: Role
    note: str
    service: str | None = None


PEOPLE = (
    Invented(OFFICER, "Olu Officer", Role.OFFICER, "sees every intake, and decides"),
    Invented(MANAGER, "Mo Manager", Role.MANAGER, "sees what is passed to them, and answers"),
    Invented(
        ADMINISTRATOR,
        "Ada Administrator",
        Role.ADMINISTRATOR,
        "looks after accounts, advocacy services and the audit",
    ),
    Invented(
        OF_UPFRONT,
        "Una Upfront",
        Role.ADVOCATE,
        "of Upfront, whom a child in care waits for",
        "upfront",
    ),
    Invented(
        OF_NCH,
        "Nia NCH",
        Role.ADVOCATE,
        "of Action for Children, which was NCH; sees nothing of Upfront's",
        "nch",
    ),
)


def people_of_the_desk(
    connection: Connection, office: Office, password: str, now: datetime
) -> dict[str, StaffMember]:
    """An account for each of the invented people, by address; made for whoever has none."""
    known = {member.email: member for member in staff.every(connection)}
    for one in PEOPLE:
        if one.email not in known:
            known[one.email] = _account(connection, office, one, password, now)
    return known


def _account(
    connection: Connection, office: Office, one: Invented, password: str, now: datetime
) -> StaffMember:
    # The officer is cleared: nobody else could open what a child asks to keep from somebody.
    member = a_member(
        one.email,
        one.name,
        frozenset({one.role}),
        is_cleared=one.role is Role.OFFICER,
        service=one.service,
    )
    accounts.add(connection, office, member, OneTimePassword.make(), By(None, now))
    accounts.choose_password(connection, member.id, passwords.hash_of(password), now)
    return member


def decided(
    connection: Connection,
    office: Office,
    people: dict[str, StaffMember],
    told: list[Intake],
    now: datetime,
) -> None:
    """Some decisions about what came by web.

    The first is with the manager, and its wish for an advocate with Upfront; the last was praise,
    and the child has an answer on their own page.
    """
    officer, manager = people[OFFICER], people[MANAGER]
    first, last = told[0], told[-1]
    _decide(connection, office, officer, first, now, DecideRecordType(RecordType.STATUTORY))
    _decide(connection, office, officer, first, now, DecideSubjects(Subject.INFORMATION))
    _decide(connection, office, officer, first, now, Assign(officer.id))
    _decide(connection, office, officer, first, now, Pass(manager.id))
    _decide(connection, office, officer, first, now, _to_upfront(now))
    _decide(connection, office, officer, last, now, DecideRecordType(RecordType.MERIT))
    _decide(connection, office, officer, last, now, Write(Purpose.ANSWER, _TOLD_HER))


def _to_upfront(now: datetime) -> SendReferral:
    return SendReferral(
        service="upfront",
        name="Upfront",
        passed_on=london_day(now),
        how="At the desk",
        shares=(Shares.WORDS, Shares.AGE),
        agreed="They said so when we rang",
    )


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
