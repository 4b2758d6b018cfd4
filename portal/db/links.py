"""Pairs of intakes that belong together. For the eyes of one person: portal.db.linked."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Select,
    String,
    bindparam,
    delete,
    insert,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.intakes import IntakeRow
from portal.db.tables import Base, Id
from portal.domain.links import Link, LinkKind


class LinkRow(Base):
    """Two intakes that belong together; each pair stands once, the smaller id first."""

    __tablename__ = "link"

    first_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), primary_key=True)
    second_id: Mapped[str] = mapped_column(
        Id, ForeignKey("intake.id"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)


_link = LinkRow.as_table()
_intake = IntakeRow.as_table()


def _from(here: Column[str], there: Column[str]) -> Select[tuple[str, str]]:
    found = select(_link.c.kind, _intake.c.reference).join(_intake, _intake.c.id == there)
    return found.where(here == bindparam("of_intake"))


_FIRST, _SECOND = _link.c.first_id, _link.c.second_id
_OF = union_all(_from(_FIRST, _SECOND), _from(_SECOND, _FIRST))


def of(connection: Connection, intake_id: str) -> list[Link]:
    """Every intake that this one belongs with, whoever may know of it: for the record alone."""
    # Sorted here: SQLite orders what two halves give by names that it does not keep.
    found = connection.execute(_OF, {"of_intake": intake_id}).all()
    pairs = sorted((row.kind, row.reference) for row in found)
    return [Link(LinkKind(kind), reference) for kind, reference in pairs]


def link(connection: Connection, a: str, b: str, kind: LinkKind) -> None:
    """Keep that these two belong together so, and no other way."""
    unlink(connection, a, b)
    first, second = sorted((a, b))
    connection.execute(insert(_link), {"first_id": first, "second_id": second, "kind": kind})


def unlink(connection: Connection, a: str, b: str) -> bool:
    """Forget that these two belong together; False where nobody had said so."""
    first, second = sorted((a, b))
    gone = delete(_link).where(_link.c.first_id == first, _link.c.second_id == second)
    return connection.execute(gone).rowcount > 0
