"""flask advocacy: numbers for the yearly report."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from portal.domain.advocacy_numbers import Numbers, Period
from portal.domain.advocacy_table import MEASURES, as_csv, columns
from portal.domain.clock import london_day
from portal.services import advocacy_numbers
from portal.web.app_office import now, office

advocacy = AppGroup("advocacy", help="What became of wishes for an advocate.")
_DAY = click.DateTime(["%Y-%m-%d"])


@advocacy.command()
@click.option(
    "--from", "first", type=_DAY, help="First day, 2026-04-01; else of the report's year."
)
@click.option("--to", "last", type=_DAY, help="Last day, 2027-03-31; else of the report's year.")
@click.option("--csv", "is_csv", is_flag=True, help="For a spreadsheet.")
def numbers(first: datetime | None, last: datetime | None, is_csv: bool) -> None:
    """Say how many asked, were offered one, were accepted, refused and met, by service.

    Wishes that began in these days, with what has happened to them until now. How each is counted
    stands on the desk's page, "Advocacy in numbers".
    """
    year = Period.report_year(london_day(now()))
    period = Period(first.date() if first else year.first, last.date() if last else year.last)
    if period.last < period.first:
        raise click.BadParameter("is before the first day", param_hint="--to")
    with office().database.read() as connection:
        found = advocacy_numbers.of_period(connection, office(), period)
    click.echo(as_csv(found) if is_csv else _in_words(found), nl=False)


def _in_words(found: Numbers) -> str:
    period = found.period
    lines = [f"{found.wishes} wishes began from {period.first} to {period.last}."]
    for name, counted in columns(found):
        lines.append(name)
        for one in MEASURES:
            value = one.of(counted)
            lines.append(f"  {one.name}: {'-' if value is None else value}")
    return "\n".join(lines) + "\n"
