"""Which intakes somebody of the desk may know of: one condition, for every list and every page.

Whoever is barred from an intake, or is not of its audience, does not find it: not in the inbox,
not by its reference, not in a count.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select

from portal.db.decisions import BarredRow
from portal.db.intakes import IntakeRow
from portal.domain.staff import Audience, Role, StaffMember

_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()
_BY_REFERENCE = select(_intake.c.id).where(_intake.c.reference == bindparam("said"))


def may_know(member: StaffMember) -> ColumnElement[bool]:
    """The condition on `intake` that this person may know of it."""
    ways: list[ColumnElement[bool]] = []
    if audiences := sorted(member.audiences):
        ways.append(_intake.c.audience.in_(audiences))
    if member.has(Role.MANAGER):
        passed = and_(_intake.c.passed_to == member.id, _intake.c.audience != Audience.CLEARED)
        ways.append(passed)
    # Asked once for a list, where `exists` would be asked of every row of it.
    barred_from = select(_barred.c.intake_id).where(_barred.c.staff_id == member.id)
    return and_(or_(*ways), _intake.c.id.not_in(barred_from)) if ways else _intake.c.id.is_(None)


def known_among(connection: Connection, member: StaffMember, ids: list[str]) -> set[str]:
    """Those of these intakes that this person may know of."""
    statement = select(_intake.c.id).where(_intake.c.id.in_(ids), may_know(member))
    return set(connection.scalars(statement))


def id_of(connection: Connection, member: StaffMember, reference: str) -> str | None:
    """The intake with this reference; None where there is none that this person may know of."""
    # An address may hold what no reference does, and PostgreSQL takes no NUL at all.
    if "\0" in reference:
        return None
    statement = _BY_REFERENCE.where(may_know(member))
    found: str | None = connection.scalar(statement, {"said": reference})
    return found
