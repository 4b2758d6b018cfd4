"""Wishes for an advocate that began in some days: what is counted of them, and no word besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal, literal_column, select, tuple_

from portal.db.inbox import read_in_order
from portal.db.intake_sealed import triage_from, wish_from
from portal.db.intakes import IntakeRow
from portal.db.sealing import Keyring
from portal.domain.intake import Intake, Words
from portal.domain.taxonomy import MethodOfReceipt, YesNo

AT_ONCE = 300

_intake = IntakeRow.as_table()
_COLUMNS = (
    *(_intake.c.id, _intake.c.received_at, _intake.c.method, _intake.c.language),
    *(_intake.c.wants_advocate, _intake.c.advocate_asked_at, _intake.c.advocacy_on),
    *(_intake.c.wish_sealed, _intake.c.triage_sealed),
)
# As the index says it, letter for letter.
_COUNTS: ColumnElement[bool] = literal_column("advocacy_on IS NOT NULL")


def began_between(
    connection: Connection, keyring: Keyring, first: date, last: date
) -> Iterator[Intake]:
    """Every intake whose wish began from `first` to `last`, `AT_ONCE` read at a time.

    It holds what the numbers are counted from: its words are not read, and stand as none of them.
    """
    asked = (
        select(*_COLUMNS)
        .where(_COUNTS, _intake.c.advocacy_on.between(first, last))
        .order_by(_intake.c.advocacy_on, _intake.c.id)
        .limit(AT_ONCE)
    )
    read_in_order(connection)
    rows = connection.execute(asked).all()
    while rows:
        yield from (_counted(keyring, row) for row in rows)
        end = rows[-1]
        rows = connection.execute(asked.where(_beyond(end))).all() if len(rows) == AT_ONCE else []


def _beyond(row: Any) -> ColumnElement[bool]:
    place = tuple_(literal(row.advocacy_on), literal(row.id))
    return tuple_(_intake.c.advocacy_on, _intake.c.id) > place


def _counted(keyring: Keyring, row: Any) -> Intake:
    return Intake(
        id=row.id,
        reference="",
        received_at=row.received_at,
        method=MethodOfReceipt(row.method),
        language=row.language,
        # An intake without any would be refused.
        words=(Words("-", row.received_at),),
        wants_advocate=YesNo(row.wants_advocate) if row.wants_advocate else None,
        advocate_asked_at=row.advocate_asked_at,
        wish=wish_from(keyring, row),
        triage=triage_from(keyring, row),
    )
