"""A table of the report: its lines as they were counted, and a sentence for what does not add up.

No total is made to fit: it is the sum of what stands above it, and what is not recorded stands
in a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

UNRECORDED = "Unrecorded"
SMALL = 5
"""Numbers from 1 to one less are hidden where a report is published."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, a number for each column; None: hidden, as it is small.

    `share` is of the whole, 0 to 1; None: none is given, or it is hidden.
    """

    name: str
    numbers: tuple[int | None, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `total` None: its lines are not parts of one whole.

    `unrecorded` stands below the total, None: nothing can be unrecorded in it. `notes` are
    sentences: what it counts, what adds up, and what does not.
    """

    key: str
    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    unrecorded: Line | None = None
    notes: tuple[str, ...] = ()

    @property
    def every_line(self) -> tuple[Line, ...]:
        """Its lines, the total and what is unrecorded, as they stand one below the other."""
        return (*self.lines, *filter(None, (self.total, self.unrecorded)))

    def number(self, name: str, column: int = 0) -> int | None:
        """The number of the line of this name.

        :raise KeyError: there is none.
        """
        for line in self.every_line:
            if line.name == name:
                return line.numbers[column]
        raise KeyError(name)


def counted_table(
    key: str,
    heading: str,
    counts: Iterable[tuple[str, int]],
    *,
    of: int,
    what: str,
    unrecorded: int | None = None,
    notes: tuple[str, ...] = (),
) -> Table:
    """A table of one number a line, with its total and what it comes to beside `of` `what`.

    `unrecorded` None: each has its line.
    """
    lines = list(counts)
    total = sum(number for _, number in lines)
    return Table(
        key,
        heading,
        ("Number",),
        tuple(Line(name, (number,), _share(number, total)) for name, number in lines),
        Line("Total", (total,), _share(total, total)),
        None if unrecorded is None else Line(UNRECORDED, (unrecorded,)),
        (*notes, _sum_said(total, unrecorded, of, what)),
    )


def _share(number: int, of: int) -> float | None:
    return number / of if of else None


def _sum_said(total: int, unrecorded: int | None, of: int, what: str) -> str:
    if unrecorded is None:
        return f"The lines come to {total}, of {of} {what}."
    if total + unrecorded == of:
        beside = f", and {unrecorded} unrecorded" if unrecorded else ""
        return f"It adds up: {total}{beside}, of {of} {what}."
    return f"It does not add up: {total} and {unrecorded} unrecorded are not {of} {what}."


def without_small(table: Table) -> Table:
    """The table for the public: no number from 1 to 4, and none that can be worked out.

    Where a total is shown and one number alone is hidden, the next smallest is hidden too.
    """
    columns = range(len(table.columns))
    hidden = {at: _hidden(table, at) for at in columns}

    def shown(line: Line) -> Line:
        numbers = tuple(None if line.name in hidden[at] else line.numbers[at] for at in columns)
        return replace(line, numbers=numbers, share=None if None in numbers else line.share)

    # What a sentence says of a table is not looked through: none is published.
    beside = "Numbers under 5, and such as would tell them, are not shown."
    return replace(
        table,
        lines=tuple(map(shown, table.lines)),
        total=shown(table.total) if table.total else None,
        unrecorded=shown(table.unrecorded) if table.unrecorded else None,
        notes=(beside,) if any(hidden.values()) else (),
    )


def _hidden(table: Table, at: int) -> set[str]:
    """The names of the lines whose number in this column is hidden."""
    numbers = {one.name: one.numbers[at] or 0 for one in table.lines}
    hidden = {name for name, number in numbers.items() if _is_small(number)}
    if table.total is not None and len(hidden) == 1:
        others = [(number, name) for name, number in numbers.items() if number >= SMALL]
        hidden |= {min(others)[1]} if others else set()
    beside = (one for one in (table.total, table.unrecorded) if one is not None)
    return hidden | {one.name for one in beside if _is_small(one.numbers[at] or 0)}


def _is_small(number: int) -> bool:
    return 0 < number < SMALL
