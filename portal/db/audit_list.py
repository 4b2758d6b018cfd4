"""The audit as a page shows it: newest first, without what the reader may not know of.

An entry about an intake from which its reader is barred, or which is shielded from them, is not
there: not by its number, not when asked for by reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from portal.db.audit import AuditRow
from portal.db.decisions import BarredRow
from portal.db.intakes import IntakeRow
from portal.domain.staff import Audience, StaffMember

_audit = AuditRow.as_table()
_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the entries before a number, of a person, about a subject. None: all."""

    before: int | None = None
    staff_id: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry as it is shown."""

    number: int
    at: datetime
    staff_id: str | None
    action: str
    subject: str | None
    detail: dict[str, Any]


def newest(connection: Connection, reader: StaffMember, wanted: Wanted, limit: int) -> list[Listed]:
    """At most `limit` entries that this reader may see, newest first."""
    about = _audit.outerjoin(_intake, _intake.c.reference == _audit.c.subject)
    columns = (_audit.c[name] for name in Listed.__slots__)
    found = (
        select(*columns)
        .select_from(about)
        .where(_may_see(reader), *_asked(wanted))
        .order_by(_audit.c.number.desc())
        .limit(limit)
    )
    return [Listed(*row) for row in connection.execute(found)]


def _may_see(reader: StaffMember) -> ColumnElement[bool]:
    # An administrator reads no intake, and may see that one was opened; never a shielded one.
    audiences = sorted(reader.audiences | {Audience.CARE})
    is_barred = exists().where(_barred.c.intake_id == _intake.c.id, _barred.c.staff_id == reader.id)
    return or_(_intake.c.id.is_(None), and_(_intake.c.audience.in_(audiences), ~is_barred))


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.before is not None:
        asked.append(_audit.c.number < wanted.before)
    if wanted.staff_id is not None:
        asked.append(_audit.c.staff_id == wanted.staff_id)
    if wanted.subject is not None:
        asked.append(_audit.c.subject == wanted.subject)
    return asked
