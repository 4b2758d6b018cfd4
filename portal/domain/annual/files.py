"""The report as rows of a file, one number a row, for a spreadsheet or another program."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.annual.report import Report, year_name
from portal.domain.annual.tables import Line, Table
from portal.domain.csv_table import Cell, csv_table

HIDDEN = "under 5"
"""What stands in place of a number that is hidden."""
HEAD: list[Cell] = ["Period", "Team", "Table", "Line", "Column", "Number", "Share in %"]


def as_rows(found: Report) -> list[list[Cell]]:
    """A head, then a row for each number of each table."""
    beside: list[Cell] = [year_name(found.period), found.team or "All"]
    return [HEAD, *([*beside, *row] for table in found.tables for row in _rows(table))]


def as_csv(found: Report) -> str:
    """The same as CSV."""
    return csv_table(as_rows(found))


def share_said(line: Line) -> float | None:
    """The line's share in per cent, to one place."""
    return None if line.share is None else round(100 * line.share, 1)


def _rows(table: Table) -> Iterator[list[Cell]]:
    for line in table.every_line:
        for column, number in zip(table.columns, line.numbers, strict=True):
            shown: Cell = HIDDEN if number is None else number
            yield [table.heading, line.name, column, shown, share_said(line)]
