"""Lists of intakes: the pages of the inbox and its counts, each read from an index of its own.

Nothing sealed is read here. Every statement asks `may_know`, so that nobody learns of an intake
that is kept from them, not even by a number.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    literal_column,
    select,
    text,
)

from portal.db import intake_indexes as indexed
from portal.db.desk import may_know
from portal.db.inbox_lists import Cursor, Filter, Show, beyond, order_of
from portal.db.intakes import IntakeRow
from portal.domain.staff import Audience, Role, StaffMember

PAGE = 50
COUNTED = 1_000


_intake = IntakeRow.as_table()
_ID = _intake.c.id
_INDEXES = {
    Show.NEW: "ix_intake_inbox_unseen",
    Show.MINE: "ix_intake_inbox_given",
    Show.NOBODYS: "ix_intake_inbox_nobodys",
    Show.URGENT: "ix_intake_inbox_urgent",
    Show.ADVOCACY: "ix_intake_inbox_advocacy",
    Show.OVERDUE: "ix_intake_inbox_due",
}
_ONLY = {
    Show.NEW: indexed.UNSEEN,
    Show.NOBODYS: indexed.NOBODYS,
    Show.URGENT: indexed.URGENT,
    Show.ADVOCACY: indexed.ADVOCACY,
}
ROW: tuple[ColumnElement[Any], ...] = (
    *(_ID, _intake.c.reference, _intake.c.received_at, _intake.c.method, _intake.c.kind),
    *(_intake.c.language, _intake.c.flags, _intake.c.seen_at, _intake.c.closed_at),
    *(_intake.c.inbox_rank, _intake.c.due_on, _intake.c.waits_for_advocate),
    *(_intake.c.advocate_by, _intake.c.assigned_to, _intake.c.passed_to),
)


_NEXT = f"SELECT min(language) FROM intake WHERE {indexed.OPEN} AND {indexed.NOT_ENGLISH}"  # noqa: S608 - words of ours
_LANGUAGES = text(
    f"WITH RECURSIVE said(tag) AS ({_NEXT} UNION ALL"  # noqa: S608 - words of ours
    f" SELECT ({_NEXT} AND language > tag) FROM said WHERE tag IS NOT NULL)"
    " SELECT tag FROM said WHERE tag IS NOT NULL"
)


def page(
    connection: Connection,
    member: StaffMember,
    wanted: Filter,
    today: date,
    after: Cursor | None = None,
) -> tuple[list[Row[Any]], Cursor | None]:
    """Up to `PAGE` rows of the list after this place, and the place for more; None: no more."""
    statement = _listed(select(*ROW), member, wanted, today, PAGE + 1)
    if after is not None:
        statement = statement.where(beyond(wanted.show, after))
    read_in_order(connection)
    rows = list(connection.execute(statement))
    if len(rows) <= PAGE:
        return rows, None
    return rows[:PAGE], Cursor.after(wanted.show, rows[PAGE - 1])


def counts(
    connection: Connection, member: StaffMember, wanted: list[Filter], today: date
) -> dict[Filter, int]:
    """How many each list has, in one statement; whoever counts stops at `COUNTED`."""
    numbers, known = [], may_know(member)
    for one in wanted:
        rows = _listed(select(literal_column("1")), member, one, today, COUNTED, known).subquery()
        numbers.append(select(func.count()).select_from(rows).scalar_subquery())
    read_in_order(connection)
    return dict(zip(wanted, connection.execute(select(*numbers)).one(), strict=True))


def first_open(member: StaffMember, most: int) -> Select[Any]:
    """The ids of the first open intakes that this person may know of, by inbox order."""
    return _listed(select(_ID), member, Filter(), date.min, most)


def languages(connection: Connection) -> list[str]:
    """The languages of what is open, English first; one look at the index for each.

    They say nothing of who may know: show one only where `counts` counts something.
    """
    return ["en", *connection.scalars(_LANGUAGES)]


def rows_of(connection: Connection, member: StaffMember, ids: list[str]) -> list[Row[Any]]:
    """The rows of these intakes, in this order, less those that this person may not know of."""
    statement = select(*ROW).where(_ID.in_(ids), may_know(member))
    found = {row.id: row for row in connection.execute(statement)} if ids else {}
    return [found[one] for one in ids if one in found]


def read_in_order(connection: Connection) -> None:
    """Let PostgreSQL walk an index until it has enough, in this transaction.

    It would rather gather everything that fits and sort it, which grows with what waits.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "SELECT set_config('enable_sort', 'off', true),"
            " set_config('enable_bitmapscan', 'off', true)"
        )


def _listed(
    columns: Select[Any],
    member: StaffMember,
    wanted: Filter,
    today: date,
    most: int,
    known: ColumnElement[bool] | None = None,
) -> Select[Any]:
    """A list in its order. Its length stands in the text: it is part of how it is planned.

    `known` is `may_know`, where many lists are asked at once.
    """
    is_closed = wanted.show is Show.CLOSED
    index = index_for(member, wanted)
    statement = (
        columns.select_from(_intake)
        .with_hint(_intake, f"INDEXED BY {index}", "sqlite")
        .where(*map(literal_column, indexed.TERMS[index]))
        .where(*_values(member, wanted, today))
        .where(may_know(member) if known is None else known)
    )
    order = order_of(wanted.show)
    return statement.order_by(*(column.desc() for column in order) if is_closed else order).limit(
        literal_column(str(most))
    )


def index_for(member: StaffMember, wanted: Filter) -> str:
    """The index that this list is read from: of those that fit, the one that leads to least else.

    SQLite is told; PostgreSQL, which knows how many rows there are of everything, finds it.
    """
    of = "ix_intake_closed" if wanted.show is Show.CLOSED else "ix_intake_inbox"
    if not member.has(Role.OFFICER):
        return f"{of}_passed"
    if member.audiences == {Audience.OUTSIDE} and not member.has(Role.MANAGER):
        return f"{of}_outside"
    if wanted.show in (Show.MINE, Show.OVERDUE):
        return _INDEXES[wanted.show]
    if wanted.language not in (None, "en"):
        return f"{of}_language"
    if wanted.show in _INDEXES:
        return _INDEXES[wanted.show]
    return of if wanted.method is None else f"{of}_method"


def _values(member: StaffMember, wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    values: list[ColumnElement[bool]] = []
    if wanted.show in _ONLY:
        values.append(literal_column(_ONLY[wanted.show]))
    if wanted.show is Show.MINE:
        values.append(_intake.c.assigned_to == member.id)
    if wanted.show is Show.OVERDUE:
        values.append(_intake.c.due_on < today)
    if wanted.method is not None:
        values.append(_intake.c.method == wanted.method)
    if wanted.language is not None:
        values.append(_intake.c.language == wanted.language)
    return values
