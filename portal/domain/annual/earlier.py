"""Numbers of earlier years from a file: each row looked at, and every one that is wrong named.

The file is CSV in UTF-8 with a head: `year,table,line,number`, such as
`2005/06,record_type,Enquiry,94`. Tables and lines are those of `rows.ROWS`; "Unrecorded" may stand
in any table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from portal.domain.annual.rows import ROWS, more_rows
from portal.domain.annual.tables import UNRECORDED

HEAD = ("year", "table", "line", "number")
_YEAR = re.compile(r"(\d{4})/(\d{2})", re.ASCII)
_MOST = 10_000_000
Row = tuple[str, str, str, int]


class WrongFileError(ValueError):
    """Some rows cannot be taken in, so none is. `reasons` name each, with its line in the file."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def read_file(lines: Iterable[str]) -> list[Row]:
    """The rows of the file: (year, table, line, number).

    :raise WrongFileError: a row is none, or stands there twice; or there is no row.
    """
    found: dict[tuple[str, str, str], int] = {}
    reasons: list[str] = []
    for at, row in _rows(lines, reasons):
        if why := _wrong(row):
            reasons.append(f"Line {at}: {why}")
            continue
        year, table, line, number = row
        if (year, table, line) in found:
            reasons.append(f"Line {at}: {year}, {table}, {line} stands there twice.")
        found[year, table, line] = int(number)
    if not (found or reasons):
        reasons.append("There is no row in it.")
    if reasons:
        raise WrongFileError(reasons)
    return [(*key, number) for key, number in found.items()]


def _rows(lines: Iterable[str], reasons: list[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines)
    try:
        head = tuple(cell.strip().lstrip("\ufeff") for cell in next(reader, []))
        if head != HEAD:
            reasons.append(f"Line 1: it must be {','.join(HEAD)}.")
            return
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error:
        reasons.append(f"Line {reader.line_num}: it is no line of a CSV file.")


def _wrong(row: list[str]) -> str:
    """Why this row cannot be taken; "" where it can."""
    if len(row) != len(HEAD):
        return f"it has {len(row)} cells, not {len(HEAD)}."
    year, table, line, number = row
    if not _is_year(year):
        return f"{year!r} is no year such as 2005/06."
    if table not in ROWS:
        return f"there is no table {table!r}. There are: {', '.join(ROWS)}."
    if line not in (*ROWS[table], *more_rows(table), UNRECORDED):
        return f"the table {table} has no line {line!r}."
    if not (number.isascii() and number.isdecimal() and int(number[:9]) <= _MOST):
        return f"{number!r} is no number."
    return ""


def _is_year(text: str) -> bool:
    found = _YEAR.fullmatch(text)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])
