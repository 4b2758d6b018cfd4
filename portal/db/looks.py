"""Who opened an intake, and when: what the audit says of it beside the decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.db.audit import AuditRow


@dataclass(frozen=True, slots=True)
class Look:
    """One time that something was done with an intake. `staff_id` None: by the service itself."""

    at: datetime
    staff_id: str | None
    action: str


_audit = AuditRow.as_table()
_ABOUT = (
    _audit.c.subject == bindparam("reference"),
    ~_audit.c.action.startswith("decision."),
)
_NEWEST = (
    select(_audit.c.at, _audit.c.staff_id, _audit.c.action)
    .where(*_ABOUT)
    .order_by(_audit.c.number.desc())
    .limit(bindparam("at_most"))
)
_HOW_MANY = select(func.count()).select_from(_audit).where(*_ABOUT)


def looks_at(connection: Connection, reference: str, at_most: int) -> tuple[list[Look], int]:
    """The newest of them, newest first, and how many there are in all."""
    rows = connection.execute(_NEWEST, {"reference": reference, "at_most": at_most})
    looks = [Look(row.at, row.staff_id, row.action) for row in rows]
    return looks, connection.scalar(_HOW_MANY, {"reference": reference}) or 0
