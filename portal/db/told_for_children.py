"""What an advocate told us for children: by which reference and when, and nothing of what it says.

Whoever is kept from an intake does not find it here either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select

from portal.db.decisions import BarredRow
from portal.db.intakes import IntakeRow
from portal.domain.staff import StaffMember

_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()


@dataclass(frozen=True, slots=True)
class Told:
    """One of them. `taken_over_at` None: the child has not made it theirs."""

    reference: str
    received_at: datetime
    taken_over_at: datetime | None
    code_words_hash: str | None


def told_by(connection: Connection, member: StaffMember, limit: int = 100) -> list[Told]:
    """What this advocate told us, the newest first."""
    columns = (
        *(_intake.c.reference, _intake.c.received_at),
        *(_intake.c.taken_over_at, _intake.c.code_words_hash),
    )
    newest_first = _intake.c.received_at.desc()
    rows = select(*columns).where(_is_theirs(member)).order_by(newest_first, _intake.c.id)
    return [Told(**row._mapping) for row in connection.execute(rows.limit(limit))]


def id_of(connection: Connection, member: StaffMember, reference: str) -> str | None:
    """The intake of theirs with this reference; None where there is none."""
    if "\0" in reference:
        return None
    wanted = select(_intake.c.id).where(_intake.c.reference == reference, _is_theirs(member))
    found: str | None = connection.scalar(wanted)
    return found


def _is_theirs(member: StaffMember) -> ColumnElement[bool]:
    barred_from = select(_barred.c.intake_id).where(_barred.c.staff_id == member.id)
    return and_(_intake.c.submitter_id == member.id, _intake.c.id.not_in(barred_from))
