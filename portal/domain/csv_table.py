"""Rows as a CSV file that a spreadsheet opens as text and numbers, and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins so is a formula to a spreadsheet, whatever was typed there once.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Cell = str | int | float | None


def csv_table(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV, with line ends as RFC 4180 has them; None is an empty cell.

    Text that would be a formula begins with an apostrophe; a number never is one.
    """
    written = io.StringIO()
    csv.writer(written).writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    is_formula = cell.lstrip(" \u00a0").startswith(_BEGINS_A_FORMULA)
    return f"'{cell}" if is_formula or cell.startswith("'") else cell
