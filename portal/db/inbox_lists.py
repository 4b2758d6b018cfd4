"""Which lists of intakes there are, in what order each is, and a place in one.

A page goes on from a place, not from a number of rows, so that the last page takes no longer
than the first and nothing is shown twice because something new came in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, literal, tuple_

from portal.db.intakes import IntakeRow


class Show(StrEnum):
    """Which list. All but the last are of open intakes."""

    ALL = "all"
    NEW = "new"
    MINE = "mine"
    NOBODYS = "nobodys"
    URGENT = "urgent"
    ADVOCACY = "advocacy"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Filter:
    """One list, and which of it: None means every method, every language."""

    show: Show = Show.ALL
    method: str | None = None
    language: str | None = None


_intake = IntakeRow.as_table()
_IN_ORDER: tuple[ColumnElement[Any], ...] = (
    _intake.c.inbox_rank,
    _intake.c.due_on,
    _intake.c.id,
)
_ORDERS: dict[Show, tuple[ColumnElement[Any], ...]] = {
    Show.OVERDUE: (_intake.c.due_on, _intake.c.id),
    Show.CLOSED: (_intake.c.closed_at, _intake.c.id),
}


def order_of(show: Show) -> tuple[ColumnElement[Any], ...]:
    """The columns that this list is in the order of; what is closed begins at the end."""
    return _ORDERS.get(show, _IN_ORDER)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list, just after one row of it; written as it stands in an address."""

    values: tuple[Any, ...]

    @classmethod
    def after(cls, show: Show, row: Row[Any]) -> Self:
        """The place after this row."""
        return cls(tuple(row._mapping[column] for column in order_of(show)))

    @classmethod
    def read(cls, show: Show, written: str) -> Self | None:
        """The place that was written so; None where it is no place in this list."""
        *before, last = written.split("_")
        order = order_of(show)
        if len(before) != len(order) - 1 or not re.fullmatch(r"[0-9a-f-]{36}", last):
            return None
        try:
            values = [_READ[column.name](text) for column, text in zip(order, before, strict=False)]
        except ValueError:
            return None
        return cls((*values, last))

    def __str__(self) -> str:
        return "_".join(
            f"{value:%Y%m%dT%H%M%S.%f}" if isinstance(value, datetime) else str(value)
            for value in self.values
        )


def _small_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


_READ: dict[str, Any] = {
    "inbox_rank": _small_number,
    "due_on": date.fromisoformat,
    "closed_at": lambda text: datetime.strptime(text, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC),
}


def beyond(show: Show, after: Cursor) -> ColumnElement[bool]:
    """The condition on a row that it comes after this place of the list."""
    order = order_of(show)
    place = tuple_(
        *(literal(value, column.type) for value, column in zip(after.values, order, strict=True))
    )
    return tuple_(*order) < place if show is Show.CLOSED else tuple_(*order) > place
