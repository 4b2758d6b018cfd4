"""What people said of themselves for the equalities tables: sealed, and apart from their intake.

It has a row of its own so that it can be kept for another time than the intake is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.domain.equalities import NOTHING_SAID, Equalities, read


class EqualitiesRow(Base):
    """The answers of whoever complains in one intake. `noted_by` None: they gave them alone."""

    __tablename__ = "equalities"

    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), primary_key=True)
    answers_sealed: Mapped[bytes] = mapped_column(Sealed)
    noted_at: Mapped[datetime]
    noted_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))


_equalities = EqualitiesRow.as_table()
_OF = select(_equalities.c.answers_sealed).where(_equalities.c.intake_id == bindparam("of_intake"))


def _put(dialect: Any) -> Any:
    made = dialect.insert(_equalities)
    names = ("answers_sealed", "noted_at", "noted_by")
    changed = {name: made.excluded[name] for name in names}
    return made.on_conflict_do_update(index_elements=["intake_id"], set_=changed)


_PUT = {"postgresql": _put(postgresql), "sqlite": _put(sqlite)}


def keep(
    connection: Connection,
    keyring: Keyring,
    intake_id: str,
    said: Equalities,
    now: datetime,
    noted_by: str | None,
) -> None:
    """Keep the answers as they are now; they take the place of those before."""
    answers = {name: str(answer) for name, answer in said.answers()}
    row = {
        "intake_id": intake_id,
        "answers_sealed": keyring.seal_json(_place(intake_id), answers),
        "noted_at": now,
        "noted_by": noted_by,
    }
    connection.execute(_PUT[connection.dialect.name], row)


def of_intake(connection: Connection, keyring: Keyring, intake_id: str) -> Equalities | None:
    """The answers in this intake; None: nobody was asked."""
    sealed = connection.scalar(_OF, {"of_intake": intake_id})
    return None if sealed is None else opened(keyring, intake_id, sealed)


def opened(keyring: Keyring, intake_id: str, sealed: bytes | None) -> Equalities:
    """The answers as they were kept.

    :raise portal.db.sealing.UnreadableError: they were moved or changed, or their key is gone.
    """
    return read(keyring.open_json(_place(intake_id), sealed)) if sealed else NOTHING_SAID


def _place(intake_id: str) -> Place:
    return Place("equalities", "answers", intake_id)
