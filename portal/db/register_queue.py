"""The table that the register reads. docs/register-queue.md is its contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    FromClause,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id, Json

# SQLite numbers rows by itself only in a column of exactly this type.
_Seq = BigInteger().with_variant(Integer(), "sqlite")


def _partial(name: str, columns: tuple[str, ...], where: str, **more: Any) -> Index:
    clause: Any = literal_column(where)
    return Index(name, *columns, postgresql_where=clause, sqlite_where=clause, **more)


class RegisterQueueRow(Base):
    """One version of one intake's record, on its way to the register.

    `seq` orders what is due at the same time and is never a cursor: numbers are taken before
    commits. `due_at` stays what it was however often a record is given back, so that its age is
    how long the register has gone without it; `retry_at` is when the next try may be. `data` is
    None once the record was emptied after its receipt.
    """

    __tablename__ = "register_queue"
    __table_args__ = (
        UniqueConstraint("subject", "subject_version"),
        CheckConstraint("status IN ('ready','leased','done','dead')", name="status"),
        CheckConstraint("(status = 'leased') = (lease_token IS NOT NULL)", name="lease"),
        CheckConstraint("(status IN ('done','dead')) = (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("status = 'done' OR data IS NOT NULL", name="emptied_when_done"),
        _partial("ix_register_queue_ready", ("due_at", "seq"), "status = 'ready'"),
        _partial("ix_register_queue_leased", ("lease_until",), "status = 'leased'"),
        _partial("ix_register_queue_open", ("subject", "subject_version"), "status <> 'done'"),
        _partial("uq_register_queue_leased", ("subject",), "status = 'leased'", unique=True),
        _partial(
            "ix_register_queue_full", ("finished_at",), "status = 'done' AND data IS NOT NULL"
        ),
        {
            "sqlite_autoincrement": True,
            "postgresql_with": {"fillfactor": 70, "autovacuum_vacuum_scale_factor": 0.01},
        },
    )

    seq: Mapped[int] = mapped_column(_Seq, primary_key=True)
    event_id: Mapped[str] = mapped_column(Id, unique=True)
    event_type: Mapped[str] = mapped_column(String(64))
    spec_version: Mapped[str] = mapped_column(String(8))
    source: Mapped[str] = mapped_column(String(255))
    data_schema: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(16))
    subject_version: Mapped[int] = mapped_column(Integer)
    occurred_at: Mapped[datetime]
    data: Mapped[dict[str, Any] | None] = mapped_column(Json(none_as_null=True))
    data_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(8))
    due_at: Mapped[datetime]
    retry_at: Mapped[datetime | None]
    claims: Mapped[int] = mapped_column(Integer)
    refusals: Mapped[int] = mapped_column(SmallInteger)
    lease_token: Mapped[str | None] = mapped_column(Id)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))
    receipt: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class RegisterPauseRow(Base):
    """When a register that cannot be reached is asked again. One row for each destination."""

    __tablename__ = "register_pause"

    destination: Mapped[str] = mapped_column(String(255), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))


def has_status(table: FromClause, status: str) -> ColumnElement[bool]:
    """That a row of the queue, or of an alias of it, has this status.

    Written out, because no database uses a partial index for a bound parameter.
    """
    clause: ColumnElement[bool] = table.c.status == literal_column(f"'{status}'")
    return clause
