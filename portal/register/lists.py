"""What of the hand-over somebody of the desk may see, intake by intake.

Of an intake that they may not know of nothing is there, not even in a number: `flask register`
counts them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from portal.db.decisions import BarredRow
from portal.db.desk import may_know
from portal.db.intakes import IntakeRow
from portal.db.register_answers import Refused, refused_since
from portal.db.register_queue import RegisterQueueRow, has_status
from portal.domain.staff import Audience, Role, StaffMember
from portal.register.standing import Dead

_queue = RegisterQueueRow.as_table()
_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()
_ABOUT = _queue.join(_intake, _intake.c.reference == _queue.c.subject)
# As its partial index says it, so that what was delivered over the years costs nothing.
_OPEN: ColumnElement[bool] = literal_column("register_queue.status <> 'done'")
_COUNTS = (
    select(_queue.c.status, func.count().label("of_it"))
    .select_from(_ABOUT)
    .where(_OPEN)
    .group_by(_queue.c.status)
)
_OLDEST = (
    select(func.min(_queue.c.due_at))
    .select_from(_ABOUT)
    .where(_OPEN, ~has_status(_queue, "dead"), _queue.c.due_at <= bindparam("at"))
)
_DEAD = (
    select(_queue.c.subject, _queue.c.subject_version, _queue.c.finished_at, _queue.c.last_error)
    .select_from(_ABOUT)
    .where(_OPEN, has_status(_queue, "dead"))
    .order_by(_queue.c.finished_at, _queue.c.seq)
)
# What is emptied was delivered long ago; the index of what is not gives the order.
_DELIVERED = (
    select(
        _queue.c.seq,
        _queue.c.subject.label("reference"),
        _queue.c.subject_version.label("version"),
        _queue.c.receipt,
        _queue.c.finished_at,
    )
    .select_from(_ABOUT)
    .where(has_status(_queue, "done"), _queue.c.data.is_not(None))
    .order_by(_queue.c.finished_at.desc(), _queue.c.seq.desc())
)
_BEFORE = or_(
    _queue.c.finished_at < bindparam("at"),
    and_(_queue.c.finished_at == bindparam("at"), _queue.c.seq < bindparam("number")),
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One version of a record that the register has. `seq` orders those of one moment."""

    seq: int
    reference: str
    version: int
    receipt: str | None
    finished_at: datetime


def counts(connection: Connection, member: StaffMember) -> dict[str, int]:
    """How many records are ready, leased, and dead, of those that this person may know of."""
    rows = connection.execute(_COUNTS.where(_may_see(member)))
    found = {row.status: row.of_it for row in rows}
    return {status: found.get(status, 0) for status in ("ready", "leased", "dead")}


def oldest_due_at(connection: Connection, member: StaffMember, now: datetime) -> datetime | None:
    """Since when the oldest of these that is due by now has waited; None: none is due."""
    statement = _OLDEST.where(_may_see(member))
    found: datetime | None = connection.scalar(statement, {"at": now})
    return found


def dead(connection: Connection, member: StaffMember, limit: int) -> list[Dead]:
    """The dead records that this person may know of, the longest dead first."""
    statement = _DEAD.where(_may_see(member)).limit(limit)
    return [Dead(*row) for row in connection.execute(statement)]


def may_retry(connection: Connection, member: StaffMember, reference: str) -> bool:
    """Whether this person may know of the intake with this reference, as far as it is listed."""
    found = select(_intake.c.id).where(_intake.c.reference == reference, _may_see(member))
    return connection.scalar(found) is not None


def delivered(
    connection: Connection, member: StaffMember, before: tuple[datetime, int] | None, limit: int
) -> list[Delivered]:
    """What the register got lately, newest first, of what this officer may know of.

    `before`: what was delivered before this moment, and this place within it. None: the newest.
    """
    statement, after = _DELIVERED.where(may_know(member)).limit(limit), {}
    if before is not None:
        statement, after = statement.where(_BEFORE), {"at": before[0], "number": before[1]}
    return [Delivered(**row._mapping) for row in connection.execute(statement, after)]


def refused_answers(
    connection: Connection, member: StaffMember, since: datetime, limit: int
) -> list[Refused]:
    """Answers of the register that changed nothing since then, the newest first.

    Of an intake that this person may not know of none is there. One that names no intake of ours
    is for everybody: it may be a mistake of the register's.
    """
    found = refused_since(connection, since)
    known = select(_intake.c.reference, _may_see(member).label("may"))
    subjects = [one.subject for one in found]
    rows = connection.execute(known.where(_intake.c.reference.in_(subjects))).all()
    hidden = {row.reference for row in rows if not row.may}
    return [one for one in found if one.subject not in hidden][:limit]


def _may_see(member: StaffMember) -> ColumnElement[bool]:
    """An administrator reads no intake, and may see that one is stuck; never a shielded one."""
    if member.has(Role.OFFICER):
        return may_know(member)
    is_barred = exists().where(_barred.c.intake_id == _intake.c.id, _barred.c.staff_id == member.id)
    return and_(_intake.c.audience == Audience.CARE, ~is_barred)
