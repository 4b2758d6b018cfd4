"""Which intakes belong to one, from either side of the pair."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Select, bindparam, delete, insert, select, union_all

from portal.db.decisions import LinkRow
from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.domain.record_triage import Link
from portal.domain.staff import StaffMember
from portal.domain.triage import LinkKind

_link = LinkRow.as_table()
_intake = IntakeRow.as_table()


def _from(here: Column[str], there: Column[str]) -> Select[tuple[str, str]]:
    found = select(_link.c.kind, _intake.c.reference).join(_intake, _intake.c.id == there)
    return found.where(here == bindparam("of_intake"))


_FIRST, _SECOND = _link.c.first_id, _link.c.second_id
_OF = union_all(_from(_FIRST, _SECOND), _from(_SECOND, _FIRST))


def of(connection: Connection, intake_id: str) -> list[Link]:
    """Every intake that this one belongs with, whoever may know of it: for the record alone."""
    # Sorted here: SQLite orders what two halves give by names that it does not keep.
    found = connection.execute(_OF, {"of_intake": intake_id}).all()
    pairs = sorted((row.kind, row.reference) for row in found)
    return [Link(LinkKind(kind), reference) for kind, reference in pairs]


def link(connection: Connection, a: str, b: str, kind: LinkKind) -> None:
    """Keep that these two belong together so, and no other way."""
    unlink(connection, a, b)
    first, second = sorted((a, b))
    connection.execute(insert(_link), {"first_id": first, "second_id": second, "kind": kind})


def unlink(connection: Connection, a: str, b: str) -> bool:
    """Forget that these two belong together; False where nobody had said so."""
    first, second = sorted((a, b))
    gone = delete(_link).where(_link.c.first_id == first, _link.c.second_id == second)
    return connection.execute(gone).rowcount > 0


def same_home(connection: Connection, member: StaffMember, intake_id: str) -> list[datetime]:
    """When each of one home came that is linked with this one, through others as well.

    Only through and of those that this person may know of; this one is not among them.
    """
    came: dict[str, datetime] = {}
    ask = {intake_id}
    while ask:
        sides = (_known(member, _FIRST, _SECOND, ask), _known(member, _SECOND, _FIRST, ask))
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
