"""Which intakes belong with one, for the eyes of one person: none that they may not know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Select, and_, or_, select, union_all

from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.db.links import LinkRow
from portal.domain.links import LinkKind
from portal.domain.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Linked:
    """Another intake that belongs with this one, and why: no more of it than this is shown."""

    kind: LinkKind
    reference: str
    received_at: datetime


_link = LinkRow.as_table()
_intake = IntakeRow.as_table()
_first, _second = _link.c.first_id, _link.c.second_id
_COLUMNS = (_link.c.kind, _intake.c.reference, _intake.c.received_at)


def linked_with(connection: Connection, member: StaffMember, intake_id: str) -> list[Linked]:
    """The intakes that belong with this one and that this person may know of, oldest first."""
    other = or_(
        and_(_first == intake_id, _second == _intake.c.id),
        and_(_second == intake_id, _first == _intake.c.id),
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


def same_home(connection: Connection, member: StaffMember, intake_id: str) -> list[datetime]:
    """When each of one home came that is linked with this one, through others as well.

    Only through and of those that this person may know of; this one is not among them.
    """
    came: dict[str, datetime] = {}
    ask = {intake_id}
    while ask:
        sides = (_known(member, _first, _second, ask), _known(member, _second, _first, ask))
        found = {row.id: row.received_at for row in connection.execute(union_all(*sides))}
        ask = found.keys() - {intake_id} - came.keys()
        came.update((new, found[new]) for new in ask)
    return list(came.values())


def _known(
    member: StaffMember, here: Column[str], there: Column[str], ids: set[str]
) -> Select[tuple[str, datetime]]:
    found = select(_intake.c.id, _intake.c.received_at)
    found = found.select_from(_link).join(_intake, _intake.c.id == there)
    is_home = _link.c.kind == LinkKind.SAME_HOME
    return found.where(here.in_(ids), is_home, may_know(member))
