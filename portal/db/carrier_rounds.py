"""What is done with the carrier's own list of texts by the clock: how far, and when next.

One row for each thing to do. Whoever moves its `due_at` on has it: two workers never do the same
at once, and one that died lets it go by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, String, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base


class CarrierRoundRow(Base):
    """One thing to do again and again. `name` says which, and of which number of ours.

    `read_until`: everything that came before it was looked at. `began_at` and `page` are where a
    reading stands that is not done; None: none is under way. `tries` counts failures in a row.
    """

    __tablename__ = "carrier_round"

    name: Mapped[str] = mapped_column(String(96), primary_key=True)
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(Integer)
    read_until: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    page: Mapped[str | None] = mapped_column(String(1024))


@dataclass(frozen=True, slots=True)
class Round:
    """One of them, as it stands. The fields are those of its row."""

    name: str
    due_at: datetime
    tries: int = 0
    read_until: datetime | None = None
    began_at: datetime | None = None
    page: str | None = None


_round = CarrierRoundRow.as_table()
_FIND = select(_round).where(_round.c.name == bindparam("of_name"))
_MOVE = update(_round).where(
    _round.c.name == bindparam("of_name"), _round.c.due_at == bindparam("held_until")
)
_INSERT = {
    "postgresql": postgresql.insert(_round).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(_round).on_conflict_do_nothing(),
}


def _put(dialect: Any) -> Any:
    made = dialect.insert(_round)
    changed = {"due_at": made.excluded.due_at, "tries": made.excluded.tries}
    return made.on_conflict_do_update(index_elements=["name"], set_=changed)


_PUT = {"postgresql": _put(postgresql), "sqlite": _put(sqlite)}


def find(connection: Connection, name: str) -> Round | None:
    """How it stands; None: it was never done."""
    row = connection.execute(_FIND, {"of_name": name}).first()
    return Round(**row._mapping) if row else None


def begin(connection: Connection, name: str, now: datetime, until: datetime) -> Round | None:
    """Take it in hand `until` then; None: it is not due, or another worker has it."""
    first = {"name": name, "due_at": now, "tries": 0}
    connection.execute(_INSERT[connection.dialect.name], first)
    found = find(connection, name)
    if found is None or found.due_at > now:
        return None
    held = Round(name, until, found.tries, found.read_until, found.began_at, found.page)
    return held if _moved(connection, found.due_at, held) else None


def put(connection: Connection, new: Round) -> None:
    """Keep it as it stands, whoever had it in hand."""
    row = {"name": new.name, "due_at": new.due_at, "tries": new.tries}
    connection.execute(_PUT[connection.dialect.name], row)


def end(connection: Connection, held: Round, after: Round) -> bool:
    """Let go of what `begin` gave, as it stands `after`; False where it was not ours any more."""
    return _moved(connection, held.due_at, after)


def behind(connection: Connection, names: list[str]) -> datetime | None:
    """Until when the one of these that is furthest behind has read; None: none has read yet."""
    earliest = func.min(_round.c.read_until, type_=_round.c.read_until.type)
    found: datetime | None = connection.scalar(select(earliest).where(_round.c.name.in_(names)))
    return found


def _moved(connection: Connection, held_until: datetime, to: Round) -> bool:
    values = {
        "due_at": to.due_at,
        "tries": to.tries,
        "read_until": to.read_until,
        "began_at": to.began_at,
        "page": to.page,
    }
    said = {"of_name": to.name, "held_until": held_until}
    return connection.execute(_MOVE.values(values), said).rowcount == 1
