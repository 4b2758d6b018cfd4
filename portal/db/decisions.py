"""The history of an intake: every decision about it, in its order, never changed.

What was written beside a decision is sealed. Who is kept from an intake is a table of its own,
for the inbox asks it of every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.domain.intake import new_id


class DecisionRow(Base):
    """One decision, as the `number`-th about its intake."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("intake_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(32))
    made_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    content_sealed: Mapped[bytes] = mapped_column(Sealed)


class BarredRow(Base):
    """Somebody who may not know of an intake, because its child does not want them to."""

    __tablename__ = "barred"

    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), primary_key=True, index=True)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the past. `rows` are (label, value), as its page said them.

    `other` is the id of the intake that this one was linked with, None where it is about no other.
    """

    number: int
    kind: str
    label: str
    made_by: str
    made_at: datetime
    rows: tuple[tuple[str, str], ...]
    other: str | None = None


_decision = DecisionRow.as_table()
_barred = BarredRow.as_table()
_HISTORY = (
    select(_decision)
    .where(_decision.c.intake_id == bindparam("of_intake"), _decision.c.number > bindparam("after"))
    .order_by(_decision.c.number)
)
_LAST_MADE_AT = (
    select(_decision.c.made_at)
    .where(_decision.c.intake_id == bindparam("of_intake"))
    .order_by(_decision.c.number.desc())
    .limit(1)
)


def keep(connection: Connection, keyring: Keyring, intake_id: str, decided: Decided) -> None:
    """Keep a decision as the next of its intake. The caller holds the lock on the intake."""
    content = {"label": decided.label, "rows": decided.rows, "other": decided.other}
    row = {
        "id": new_id(),
        "intake_id": intake_id,
        "number": decided.number,
        "kind": decided.kind,
        "made_by": decided.made_by,
        "made_at": decided.made_at,
        "content_sealed": keyring.seal_json(_place(intake_id, decided.number), content),
    }
    connection.execute(insert(_decision), row)


def history(
    connection: Connection, keyring: Keyring, intake_id: str, after: int = 0
) -> list[Decided]:
    """All decisions about an intake after the `after`-th, oldest first."""
    rows = connection.execute(_HISTORY, {"of_intake": intake_id, "after": after})
    return [_decided(keyring, row) for row in rows]


def last_made_at(connection: Connection, intake_id: str) -> datetime:
    """When the newest decision about an intake was made.

    :raise sqlalchemy.exc.NoResultFound: there is none.
    """
    at: datetime = connection.execute(_LAST_MADE_AT, {"of_intake": intake_id}).scalar_one()
    return at


def bar(connection: Connection, intake_id: str, staff_ids: tuple[str, ...]) -> None:
    """Keep exactly these people from the intake."""
    connection.execute(delete(_barred).where(_barred.c.intake_id == intake_id))
    if staff_ids:
        rows = [{"intake_id": intake_id, "staff_id": person} for person in staff_ids]
        connection.execute(insert(_barred), rows)


def _decided(keyring: Keyring, row: Any) -> Decided:
    content = keyring.open_json(_place(row.intake_id, row.number), row.content_sealed)
    rows = tuple((label, value) for label, value in content["rows"])
    return Decided(
        number=row.number,
        kind=row.kind,
        label=content["label"],
        made_by=row.made_by,
        made_at=row.made_at,
        rows=rows,
        other=content.get("other"),
    )


def _place(intake_id: str, number: int) -> Place:
    return Place("decision", "content", f"{intake_id} {number}")
