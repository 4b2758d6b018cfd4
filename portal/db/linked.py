"""Which intakes belong with one, for the eyes of one person: none that they may not know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from portal.db.decisions import LinkRow
from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.domain.staff import StaffMember
from portal.domain.triage import LinkKind


@dataclass(frozen=True, slots=True)
class Linked:
    """Another intake that belongs with this one, and why: no more of it than this is shown."""

    kind: LinkKind
    reference: str
    received_at: datetime


_link = LinkRow.as_table()
_intake = IntakeRow.as_table()
_COLUMNS = (_link.c.kind, _intake.c.reference, _intake.c.received_at)


def linked_with(connection: Connection, member: StaffMember, intake_id: str) -> list[Linked]:
    """The intakes that belong with this one and that this person may know of, oldest first."""
    first, second = _link.c.first_id, _link.c.second_id
    other = or_(
        and_(first == intake_id, second == _intake.c.id),
        and_(second == intake_id, first == _intake.c.id),
    )
    statement = (
        select(*_COLUMNS)
        .join_from(_link, _intake, other)
        .where(may_know(member))
        .order_by(_intake.c.received_at, _intake.c.id)
    )
    return [
        Linked(LinkKind(row.kind), row.reference, row.received_at)
        for row in connection.execute(statement)
    ]
