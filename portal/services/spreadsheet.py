"""The yearly report as a workbook: a sheet for each table. Nothing in it is a formula or a link."""

from __future__ import annotations

import io
import re
from typing import Any

from portal.domain.annual.files import HIDDEN
from portal.domain.annual.report import Report, year_name
from portal.domain.annual.tables import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 31
_WIDE = 48


def workbook(found: Report) -> bytes:
    """The file, as a spreadsheet program opens it."""
    import xlsxwriter  # type: ignore[import-untyped]  # only who asks for it pays for it

    written = io.BytesIO()
    as_said = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, as_said) as book:
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        of = f"{year_name(found.period)}, {found.team or 'all teams'}"
        for table in found.tables:
            sheet = book.add_worksheet(_sheet_name(table))
            sheet.set_column(0, 0, _WIDE)
            sheet.write_string(0, 0, f"{table.heading}, {of}", bold)
            for at, name in enumerate((*table.columns, "Share"), 1):
                sheet.write_string(1, at, name, bold)
            _write(sheet, table, share)
    return written.getvalue()


def _write(sheet: Any, table: Table, share: Any) -> None:
    put = sheet.write
    for down, line in enumerate(table.every_line, 2):
        put(down, 0, line.name)
        for at, number in enumerate(line.numbers, 1):
            put(down, at, HIDDEN if number is None else number)
        if line.share is not None:
            put(down, len(line.numbers) + 1, line.share, share)
    for down, note in enumerate(table.notes, len(table.every_line) + 3):
        put(down, 0, note)


def _sheet_name(table: Table) -> str:
    # What no program takes in the name of a sheet.
    return re.sub(r"[\[\]:*?/\\]", " ", table.heading)[:_LONGEST_NAME].strip()
