"""How often something happened, day by day: numbers alone, nothing of anybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, String, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base

# Requests to the text line that Twilio did not sign for us, or that were no text.
REFUSED_WEBHOOK = "refused_webhook"


class CounterRow(Base):
    """How many of one thing there were on one day."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


_counter = CounterRow.as_table()
_SINCE = select(func.sum(_counter.c.count)).where(
    _counter.c.name == bindparam("of_name"), _counter.c.day >= bindparam("first_day")
)


def _count(dialect: Any) -> Any:
    return dialect.insert(_counter).on_conflict_do_update(
        index_elements=["name", "day"], set_={"count": _counter.c.count + 1}
    )


_COUNT = {"postgresql": _count(postgresql), "sqlite": _count(sqlite)}


def count_one(connection: Connection, name: str, day: date) -> None:
    """Count one more of `name` on `day`."""
    row = {"name": name, "day": day, "count": 1}
    connection.execute(_COUNT[connection.dialect.name], row)


def counted(connection: Connection, name: str, since: date) -> int:
    """How many of `name` there were from the day `since` on."""
    return connection.scalar(_SINCE, {"of_name": name, "first_day": since}) or 0
