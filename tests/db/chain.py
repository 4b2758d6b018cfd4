"""An audit with some entries, and what somebody who has the database can do to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from portal.db import audit
from portal.db.audit import AuditRow, Entry, Noted, Verdict
from portal.db.database import Database

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ENTRIES = 6
_TRIGGERS = {
    True: [
        "DROP TRIGGER audit_is_not_changed",
        "DROP TRIGGER audit_is_not_deleted",
        "DROP TRIGGER audit_is_not_replaced",
    ],
    False: ["DROP TRIGGER audit_is_only_added_to ON audit"],
}
table = AuditRow.as_table()


def an_entry(number: int) -> Entry:
    """The `number`-th of them."""
    at = AT + timedelta(minutes=number)
    return Entry(at, None, "intake.view", "HH2H-H2HH", (("number", number), ("again", True)))


def add(database: Database, entries: int = ENTRIES) -> None:
    """Add so many, each in its own transaction, as they come."""
    for number in range(1, entries + 1):
        with database.write() as connection:
            audit.append(connection, an_entry(number))


def without_triggers(database: Database) -> None:
    """Take away what only keeps mistakes out."""
    with database.write() as connection:
        for statement in _TRIGGERS[database.is_sqlite]:
            connection.exec_driver_sql(statement)


def verdict(database: Database, noted: Noted | None = None) -> Verdict:
    """What verifying says of it."""
    with database.read() as connection:
        return audit.verify(connection, noted)


def kept(database: Database) -> list[dict[str, Any]]:
    """Every entry as it is kept, oldest first."""
    with database.read() as connection:
        found = connection.execute(select(table).order_by(table.c.number))
        return [dict(row._mapping) for row in found]


def last(database: Database) -> Noted:
    """The last entry, to be noted."""
    with database.read() as connection:
        return audit.last(connection)


def replace_all(database: Database, kept: list[dict[str, Any]]) -> None:
    """Have these entries instead, and nothing else."""
    with database.write() as connection:
        connection.execute(text("DELETE FROM audit"))
        if kept:
            connection.execute(table.insert(), kept)
