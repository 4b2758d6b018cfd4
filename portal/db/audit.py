"""What was done and seen, by whom, when: only ever added to, and each entry bound to the last.

An entry's hash is of all that stands in it and of the hash before, so whoever changes, takes
out or puts in an entry must change every later one; whoever noted a later hash sees it.
No entry holds a word that a child or a member of staff wrote. Triggers keep a mistake of ours
from changing an entry; who has the database can drop them, and the chain shows what they did.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    bindparam,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.database import canonical_json
from portal.db.tables import Base, Id, Json

# What stands before the first entry.
NOTHING = "0" * 64
# Any number, as long as nothing else in the database locks by it.
_APPENDING = 4_753_178_022
# A part of the table at a time: an audit of years does not fit into memory.
_AT_ONCE = 500
# Somebody may have put one in before the first.
_BEFORE_ALL = -(2**63)


class AuditRow(Base):
    """One thing done. `number` counts from 1 without a gap; `subject` is what it was done to."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_staff_id_number", "staff_id", "number"),
        Index("ix_audit_subject_number", "subject", "number"),
    )

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str | None] = mapped_column(String(64))
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


@dataclass(frozen=True, slots=True)
class Noted:
    """The number and the hash of an entry, as somebody wrote them down elsewhere."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading the whole chain found.

    `last` is the last entry that is as it was written (number 0: there is none). `broken_at` is
    the number of the first that is not, None where all are. `is_as_noted` False: the noted entry
    is another one now, or is missing.
    """

    last: Noted
    broken_at: int | None
    is_as_noted: bool = True


_audit = AuditRow.as_table()
_LAST = select(_audit.c.number, _audit.c.hash).order_by(_audit.c.number.desc()).limit(1)
_IN_ORDER = select(_audit).where(_audit.c.number > bindparam("after")).order_by(_audit.c.number)
_INSERT = insert(_audit)


def append(connection: Connection, entry: Entry) -> None:
    """Add an entry, in the transaction that does what it speaks of. Do it last: others wait."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_APPENDING})")
    before = last(connection)
    row = {
        "number": before.number + 1,
        "at": entry.at,
        "staff_id": entry.staff_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "previous_hash": before.hash,
    }
    connection.execute(_INSERT, {**row, "hash": hash_of(row)})


def last(connection: Connection) -> Noted:
    """The last entry, to be noted elsewhere; number 0 where there is none."""
    row = connection.execute(_LAST).first()
    return Noted(row.number, row.hash) if row else Noted(0, NOTHING)


def hash_of(row: dict[str, Any]) -> str:
    """The hash of an entry: of everything in it but the hash itself."""
    at: datetime = row["at"]
    content = {**row, "at": at.astimezone(UTC).isoformat(timespec="microseconds")}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def verify(connection: Connection, noted: Noted | None = None) -> Verdict:
    """Read the whole chain, a part at a time, and say where it breaks.

    Entries missing at its end show only against one `noted` elsewhere.
    """
    chain = _Chain(noted)
    try:
        chain.follow(connection, _AT_ONCE)
    except _UNREADABLE:
        # One at a time, to know which of the part it is.
        chain.follow_to_unreadable(connection)
    return chain.verdict()


# What a value raises that our code never wrote: SQLite keeps any text in any column.
_UNREADABLE = (AttributeError, TypeError, ValueError)


class _Chain:
    """The entries up to the first that is not as it was written."""

    def __init__(self, noted: Noted | None) -> None:
        self._last = Noted(0, NOTHING)
        self._noted = noted
        self._is_as_noted = noted is None or noted == self._last
        self._is_broken = False

    def follow(self, connection: Connection, at_once: int) -> None:
        """Go on from the last good entry for as long as each fits the one before."""
        after = {"after": self._last.number or _BEFORE_ALL}
        options = {"yield_per": at_once}
        with connection.execute(_IN_ORDER, after, execution_options=options) as rows:
            self._is_broken = not all(self._fits(dict(row._mapping)) for row in rows)

    def follow_to_unreadable(self, connection: Connection) -> None:
        """The same, where one of the entries cannot even be read."""
        try:
            self.follow(connection, 1)
        except _UNREADABLE:
            self._is_broken = True

    def verdict(self) -> Verdict:
        """What was found."""
        broken_at = self._last.number + 1 if self._is_broken else None
        return Verdict(self._last, broken_at, self._is_as_noted)

    def _fits(self, row: dict[str, Any]) -> bool:
        said = row.pop("hash")
        is_next = (row["number"], row["previous_hash"]) == (self._last.number + 1, self._last.hash)
        if not is_next or hash_of(row) != said:
            return False
        self._last = Noted(row["number"], said)
        self._is_as_noted = self._is_as_noted or self._last == self._noted
        return True
