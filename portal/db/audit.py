"""What was done and seen, by whom, when: only ever added to, and each entry bound to the last.

An entry's hash is of all that stands in it and of the hash before, so whoever changes, takes
out or puts in an entry must change every later one; whoever noted a later hash sees it.
No entry holds a word that a child or a member of staff wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKey, Integer, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.database import canonical_json
from portal.db.tables import Base, Id, Json

# What stands before the first entry.
NOTHING = "0" * 64
# Any number, as long as nothing else in the database locks by it.
_APPENDING = 4_753_178_022


class AuditRow(Base):
    """One thing done. `number` counts from 1 without a gap; `subject` is what it was done to."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str | None] = mapped_column(String(64), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(Json())
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done: by whom (None: by the service itself), what, to what, with which numbers.

    `detail` holds names of ours and numbers, never what anybody wrote.
    """

    at: datetime
    staff_id: str | None
    action: str
    subject: str | None = None
    detail: tuple[tuple[str, str | int | bool], ...] = ()


_audit = AuditRow.as_table()
_LAST = select(_audit.c.number, _audit.c.hash).order_by(_audit.c.number.desc()).limit(1)
_INSERT = insert(_audit)


def append(connection: Connection, entry: Entry) -> None:
    """Add an entry, in the transaction that does what it speaks of. Do it last: others wait."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_APPENDING})")
    last = connection.execute(_LAST).first()
    number, previous = (last.number + 1, last.hash) if last else (1, NOTHING)
    row = {
        "number": number,
        "at": entry.at,
        "staff_id": entry.staff_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "previous_hash": previous,
    }
    connection.execute(_INSERT, {**row, "hash": hash_of(row)})


def hash_of(row: dict[str, Any]) -> str:
    """The hash of an entry: of everything in it but the hash itself."""
    at: datetime = row["at"]
    content = {**row, "at": at.astimezone(UTC).isoformat(timespec="microseconds")}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def first_break(connection: Connection) -> int | None:
    """The number of the first entry that is not as it was written; None where all are.

    Entries missing at the end do not show here: compare the last hash with one noted elsewhere.
    """
    expected, previous = 1, NOTHING
    for row in _rows(connection):
        content = {name: value for name, value in row.items() if name != "hash"}
        is_next = row["number"] == expected and row["previous_hash"] == previous
        if not is_next or hash_of(content) != row["hash"]:
            return expected
        expected, previous = expected + 1, row["hash"]
    return None


def last(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry; 0 where there is none."""
    row = connection.execute(_LAST).first()
    return (row.number, row.hash) if row else (0, NOTHING)


def _rows(connection: Connection) -> Iterator[dict[str, Any]]:
    statement = select(_audit).order_by(_audit.c.number)
    for row in connection.execution_options(yield_per=500).execute(statement):
        yield dict(row._mapping)
