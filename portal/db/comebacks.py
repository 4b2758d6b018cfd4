"""Comeback checks: when a child is asked whether it got better, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Row,
    SmallInteger,
    String,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id
from portal.domain.comebacks import Answer, Comeback

_WAITS = text("asked_at IS NULL AND over_at IS NULL")


class ComebackRow(Base):
    """One check, `weeks` after its intake was closed.

    `asked_at` None: not asked yet. `over_at`: nothing comes of it any more, for it was answered,
    or the intake was opened again, or the child wants no more of them. `led_to` is the intake
    that "worse" opened.
    """

    __tablename__ = "comeback"
    __table_args__ = (
        Index("ix_comeback_due", "due_at", postgresql_where=_WAITS, sqlite_where=_WAITS),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), index=True)
    weeks: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    led_to: Mapped[str | None] = mapped_column(Id, ForeignKey("intake.id"))


_comeback = ComebackRow.as_table()
_OF = (
    select(_comeback)
    .where(_comeback.c.intake_id == bindparam("of_intake"))
    .order_by(_comeback.c.due_at, _comeback.c.id)
)
_DUE = (
    select(_comeback)
    .where(_WAITS, _comeback.c.due_at <= bindparam("at"))
    .order_by(_comeback.c.due_at, _comeback.c.id)
    .limit(bindparam("most"))
)
_NOTE = update(_comeback).where(_comeback.c.id == bindparam("comeback_id"))


def put(connection: Connection, intake_id: str, new: Comeback) -> None:
    """Write down that a child is to be asked."""
    row = {"id": new.id, "intake_id": intake_id, "weeks": new.weeks, "due_at": new.due_at}
    connection.execute(insert(_comeback), row)


def of_intake(connection: Connection, intake_id: str) -> tuple[Comeback, ...]:
    """All checks of this intake, the first first."""
    return tuple(_opened(row) for row in connection.execute(_OF, {"of_intake": intake_id}))


def due(connection: Connection, now: datetime, limit: int = 100) -> list[tuple[str, Comeback]]:
    """Which children are to be asked by now, longest due first: the intake's id, and the check."""
    rows = connection.execute(_DUE, {"at": now, "most": limit})
    return [(row.intake_id, _opened(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were asked, and what they said. `silent`: they said nothing."""

    asked: int
    better: int
    same: int
    worse: int

    @property
    def silent(self) -> int:
        """Asked, without an answer."""
        return self.asked - self.better - self.same - self.worse


def counts(connection: Connection) -> Counts:
    """All checks so far."""
    rows = connection.execute(
        select(_comeback.c.answer, func.count())
        .where(_comeback.c.asked_at.is_not(None))
        .group_by(_comeback.c.answer)
    ).all()
    said = {row[0]: row[1] for row in rows}
    better, same, worse = (said.get(one.value, 0) for one in Answer)
    return Counts(sum(said.values()), better, same, worse)


def note(connection: Connection, comeback: Comeback) -> None:
    """Keep what became of a check."""
    said = {
        "comeback_id": comeback.id,
        "asked_at": comeback.asked_at,
        "answer": comeback.answer,
        "answered_at": comeback.answered_at,
        "over_at": comeback.over_at,
        "led_to": comeback.led_to,
    }
    connection.execute(_NOTE, said)


def _opened(row: Row[Any]) -> Comeback:
    return Comeback(
        id=row.id,
        weeks=row.weeks,
        due_at=row.due_at,
        asked_at=row.asked_at,
        answer=Answer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        over_at=row.over_at,
        led_to=row.led_to,
    )
