"""flask report: the yearly report to the committee, and the numbers of earlier years."""

from __future__ import annotations

import io
import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.db import earlier_years
from portal.db.earlier_years import Imported
from portal.domain.advocacy_numbers import Period
from portal.domain.annual import earlier
from portal.domain.annual.earlier import WrongFileError
from portal.domain.annual.files import HIDDEN, as_csv, share_said
from portal.domain.annual.report import Report, year_of
from portal.domain.annual.tables import Line, Table
from portal.services import annual_report
from portal.services.spreadsheet import workbook
from portal.web.app_office import now, office

report = AppGroup("report", help="The yearly report, and the numbers of earlier years.")
_DAY = click.DateTime(["%Y-%m-%d"])
_TEAM = click.option("--team", default="", help="Of one team or district alone.")
_XLSX = click.option(
    "--xlsx", "workbook_at", type=click.Path(dir_okay=False, path_type=Path), help="Into this file."
)
_CSV = click.option("--csv", "is_csv", is_flag=True, help="For a spreadsheet.")
_PUBLIC = click.option("--public", "is_public", is_flag=True, help="Without numbers under 5.")


@report.command()
@click.argument("year")
@_TEAM
@_CSV
@_XLSX
@_PUBLIC
def annual(year: str, team: str, is_csv: bool, workbook_at: Path | None, is_public: bool) -> None:
    """The report of a YEAR such as 2026/27, from 1 April to 31 March."""
    period = year_of(year)
    if period is None:
        raise click.BadParameter("must be such as 2026/27", param_hint="YEAR")
    found = _read(period, team, is_public=is_public)
    if workbook_at:
        workbook_at.write_bytes(workbook(found))
        return
    click.echo(as_csv(found) if is_csv else _in_words(found), nl=False)


@report.command()
@click.option("--from", "first", type=_DAY, required=True, help="First day, 2026-04-01.")
@click.option("--to", "last", type=_DAY, required=True, help="Last day, 2026-06-30.")
@_TEAM
@_CSV
@_PUBLIC
def period(first: datetime, last: datetime, team: str, is_csv: bool, is_public: bool) -> None:
    """The same tables of any days, such as a quarter."""
    if last < first:
        raise click.BadParameter("is before the first day", param_hint="--to")
    found = _read(Period(first.date(), last.date()), team, is_public=is_public)
    click.echo(as_csv(found) if is_csv else _in_words(found), nl=False)


@report.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_years(file: Path) -> None:
    """Take in the numbers of earlier years from a CSV FILE: all of it, or nothing.

    Its head is year,table,line,number and a row such as 2005/06,record_type,Enquiry,94. What was
    imported of the same years before is replaced.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException("It is not in UTF-8.") from None
    lines = io.StringIO(text, newline="").readlines()
    try:
        with click.progressbar(lines, label="Reading", file=sys.stderr) as bar:
            rows = earlier.read_file(bar)
    except WrongFileError as wrong:
        raise click.ClickException(f"Nothing was taken in.\n{wrong}") from None
    with office().database.write() as connection:
        count = earlier_years.put(connection, (Imported(*row) for row in rows))
    years = sorted({row[0] for row in rows})
    click.echo(f"{count} numbers of {', '.join(years)} are in.")


def _read(period: Period, team: str, *, is_public: bool) -> Report:
    with office().database.read() as connection:
        found = annual_report.of_period(connection, office(), period, now(), team)
    return found.for_publication() if is_public else found


def _in_words(found: Report) -> str:
    period = found.period
    head = f"From {period.first} to {period.last}{f', {found.team}' if found.team else ''}."
    return "\n".join([head, *(text for table in found.tables for text in _table(table)), ""])


def _table(table: Table) -> list[str]:
    width = max(len(line.name) for line in table.every_line)
    columns = "".join(f"{name:>18}" for name in table.columns)
    lines = [_line(line, width) for line in table.every_line]
    return ["", table.heading, f"{'':{width + 2}}{columns}", *lines, *table.notes]


def _line(line: Line, width: int) -> str:
    numbers = "".join(f"{HIDDEN if one is None else one:>18}" for one in line.numbers)
    share = share_said(line)
    return f"  {line.name:{width}}{numbers}{'' if share is None else f'{share:>8}%'}"
