"""Recovery codes for the second step: kept as keyed hashes, each used once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id
from portal.domain.intake import new_id


class RecoveryCodeRow(Base):
    """One recovery code; used once."""

    __tablename__ = "recovery_code"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


_code = RecoveryCodeRow.as_table()


def replace(connection: Connection, staff_id: str, hashes: Sequence[str]) -> None:
    """Keep these codes of somebody in place of all they had."""
    connection.execute(delete(_code).where(_code.c.staff_id == staff_id))
    rows = [{"id": new_id(), "staff_id": staff_id, "code_hash": one} for one in hashes]
    if rows:
        connection.execute(insert(_code), rows)


def use(connection: Connection, staff_id: str, hashes: Sequence[str], at: datetime) -> bool:
    """Use the code with one of these hashes up; False where there is none, or it was used."""
    is_this = _code.c.code_hash.in_(list(hashes)) & (_code.c.staff_id == staff_id)
    statement = update(_code).where(is_this, _code.c.used_at.is_(None)).values(used_at=at)
    return connection.execute(statement).rowcount == 1


def left(connection: Connection, staff_id: str) -> int:
    """How many of somebody's codes were not used yet."""
    unused = select(func.count()).where(_code.c.staff_id == staff_id, _code.c.used_at.is_(None))
    return connection.execute(unused).scalar_one()
