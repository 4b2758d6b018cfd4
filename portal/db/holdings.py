"""What is in somebody's hands, and which of it another may move to a colleague."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from portal.db.decisions import BarredRow
from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.domain.staff import Role, StaffMember

_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()


def may_move(member: StaffMember) -> ColumnElement[bool]:
    """The condition on `intake` that this person may move it, unread.

    An officer what they may know of; an administrator all that they are not barred from.
    """
    if not member.has(Role.ADMINISTRATOR):
        return may_know(member)
    return ~exists().where(_barred.c.intake_id == _intake.c.id, _barred.c.staff_id == member.id)


def open_with(
    connection: Connection, member: StaffMember, holder_id: str, after: str, limit: int
) -> list[str]:
    """Ids of open intakes after this id that `holder_id` deals with or answers, in order."""
    theirs = or_(_intake.c.assigned_to == holder_id, _intake.c.passed_to == holder_id)
    statement = (
        select(_intake.c.id)
        .where(theirs, _intake.c.closed_at.is_(None), _intake.c.id > after, may_move(member))
        .order_by(_intake.c.id)
        .limit(limit)
    )
    return list(connection.scalars(statement))
