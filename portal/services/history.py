"""What was decided about an intake, for the eyes of one person."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.db import decisions, desk
from portal.db.decisions import Decided
from portal.domain.decisions import KINDS
from portal.domain.staff import Role, StaffMember
from portal.services.office import Office


def theirs(
    connection: Connection, office: Office, member: StaffMember, intake_id: str, after: int = 0
) -> list[Decided]:
    """The decisions after the `after`-th that this person may read, oldest first.

    An officer reads all, a manager what managers decide and no note of an officer's. That it
    belongs with another is there for whoever may know of both: to others it would say that there
    is one.
    """
    found = [
        one
        for one in decisions.history(connection, office.keyring, intake_id, after)
        if _reads(member, one.kind)
    ]
    others = [one.other for one in found if one.other]
    known = desk.known_among(connection, member, others) if others else set()
    return [one for one in found if one.other is None or one.other in known]


def _reads(member: StaffMember, kind: str) -> bool:
    return member.has(Role.OFFICER) or (kind in KINDS and member.has(*KINDS[kind].decided_by))
