"""The open intakes that notices may be due about, each list by an index of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, select, tuple_

from portal.db.decisions import BarredRow
from portal.db.intakes import IntakeRow, WordsRow
from portal.db.notices import NoticeRow
from portal.domain.inbox import Rank
from portal.domain.notices import NoticeKind, Watched
from portal.domain.staff import Audience

# More than a person could look at; the rest has its turn a few seconds later.
_AT_ONCE = 500

_intake = IntakeRow.as_table()
_barred = BarredRow.as_table()
_words = WordsRow.as_table()
_notice = NoticeRow.as_table()
_LAST_SAID = (
    select(func.max(_words.c.said_at, type_=_words.c.said_at.type))
    .where(_words.c.intake_id == _intake.c.id)
    .scalar_subquery()
)
_COLUMNS = (
    _intake.c.id,
    _intake.c.audience,
    _intake.c.received_at,
    _intake.c.due_on,
    _intake.c.inbox_rank,
    _intake.c.assigned_to,
    _intake.c.passed_to,
)
_OPEN = _intake.c.closed_at.is_(None)
_ORDER = (_intake.c.inbox_rank, _intake.c.due_on, _intake.c.id)
_WAS_TOLD = exists().where(
    _notice.c.about == _intake.c.id, _notice.c.kind == NoticeKind.NOBODYS.value
)
_URGENT_UNSEEN = (
    select(*_COLUMNS, _LAST_SAID.label("said_at"))
    .where(_OPEN, _intake.c.inbox_rank == int(Rank.URGENT_UNSEEN))
    .order_by(_intake.c.due_on, _intake.c.id)
)
_NOBODYS = (
    select(*_COLUMNS)
    .where(_OPEN, _intake.c.assigned_to.is_(None))
    .where(_intake.c.received_at <= bindparam("until"), ~_WAS_TOLD)
    .order_by(*_ORDER)
    .limit(_AT_ONCE)
)
# What waits is few: their days need not stand in an index.
_UNACCEPTED = (
    select(*_COLUMNS)
    .where(_OPEN, _intake.c.waits_for_advocate, _intake.c.advocate_by < bindparam("until"))
    .order_by(*_ORDER)
)
_DUE = select(*_COLUMNS).where(_OPEN, _intake.c.due_on <= bindparam("until"))


def urgent_unseen(connection: Connection) -> list[Watched]:
    """What is urgent and was not opened since something was last said in it."""
    return list(_watched(connection, _URGENT_UNSEEN))


def nobodys(connection: Connection, received_until: datetime) -> list[Watched]:
    """What nobody has, was received by then, and nobody was told of as such yet."""
    return list(_watched(connection, _NOBODYS, until=received_until))


def due(connection: Connection, until: date) -> list[Watched]:
    """What is due by this day, or was before it."""
    return list(_watched(connection, _DUE, until=until))


@dataclass(frozen=True, slots=True)
class Overdue:
    """An open intake of which something is overdue, and since when it is due."""

    id: str
    due_on: date


def overdue(
    connection: Connection, before: date, *, after: Overdue | None, limit: int
) -> list[Overdue]:
    """What was due before this day, the longest first; those that come `after` this one."""
    found = select(_intake.c.id, _intake.c.due_on).where(_OPEN, _intake.c.due_on < before)
    if after is not None:
        is_after = tuple_(_intake.c.due_on, _intake.c.id) > tuple_(after.due_on, after.id)
        found = found.where(is_after)
    rows = connection.execute(found.order_by(_intake.c.due_on, _intake.c.id).limit(limit))
    return [Overdue(row.id, row.due_on) for row in rows]


def unaccepted(connection: Connection, before: date) -> list[Watched]:
    """Where a child waits for an advocate whom a service should have given before this day."""
    return list(_watched(connection, _UNACCEPTED, until=before))


def these(connection: Connection, ids: set[str]) -> dict[str, Watched]:
    """Those of these that are open, by id."""
    found: dict[str, Watched] = {}
    listed = sorted(ids)
    for at in range(0, len(listed), _AT_ONCE):
        part = listed[at : at + _AT_ONCE]
        statement = select(*_COLUMNS).where(_OPEN, _intake.c.id.in_(part))
        found |= {one.id: one for one in _watched(connection, statement)}
    return found


def _watched(connection: Connection, statement: Select[Any], **said: Any) -> Iterator[Watched]:
    rows = connection.execute(statement, said).all()
    barred = barred_from(connection, [row.id for row in rows])
    for row in rows:
        yield Watched(
            id=row.id,
            audience=Audience(row.audience),
            received_at=row.received_at,
            said_at=getattr(row, "said_at", None) or row.received_at,
            due_on=row.due_on,
            is_urgent_unseen=row.inbox_rank == Rank.URGENT_UNSEEN,
            assigned_to=row.assigned_to,
            passed_to=row.passed_to,
            barred=frozenset(barred.get(row.id, ())),
        )


def barred_from(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    """Who is kept from these intakes, by the intake's id."""
    found: dict[str, list[str]] = {}
    for at in range(0, len(ids), _AT_ONCE):
        chosen = _barred.c.intake_id.in_(ids[at : at + _AT_ONCE])
        for row in connection.execute(select(_barred).where(chosen)):
            found.setdefault(row.intake_id, []).append(row.staff_id)
    return found
