"""Numbers of years that were counted elsewhere, as they were imported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base
from portal.domain.annual.counting import Counts


class EarlierYearRow(Base):
    """How many stood in one line of one table (`part`) of the report of `year` ("2005/06")."""

    __tablename__ = "earlier_year"

    year: Mapped[str] = mapped_column(String(7), primary_key=True)
    part: Mapped[str] = mapped_column(String(32), primary_key=True)
    line: Mapped[str] = mapped_column(String(128), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class Imported:
    """One number of an earlier year."""

    year: str
    table: str
    line: str
    number: int


_earlier = EarlierYearRow.as_table()


def put(connection: Connection, numbers: Iterable[Imported]) -> int:
    """Keep these in place of all that was imported of their years; how many they are."""
    rows = [
        {"year": one.year, "part": one.table, "line": one.line, "number": one.number}
        for one in numbers
    ]
    years = {row["year"] for row in rows}
    connection.execute(delete(_earlier).where(_earlier.c.year.in_(years)))
    if rows:
        connection.execute(insert(_earlier), rows)
    return len(rows)


def of_years(connection: Connection, years: Iterable[str]) -> dict[str, Counts]:
    """What was imported of each of these years, by its name; nothing for one that was not."""
    found: dict[str, Counts] = {year: defaultdict(Counter) for year in years}
    for row in connection.execute(select(_earlier).where(_earlier.c.year.in_(list(found)))):
        found[row.year][row.part][row.line] = row.number
    return found
