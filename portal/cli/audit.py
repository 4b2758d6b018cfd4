"""flask audit: whether what was done and seen stands as it was written."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from portal.db import audit as entries
from portal.db.audit import Noted, Verdict
from portal.web.app_office import office

audit = AppGroup("audit", help="Check that nobody changed the audit.")


@audit.command()
def last() -> None:
    """Print the number and the hash of the last entry: note them where nobody here can write."""
    with office().database.read() as connection:
        found = entries.last(connection)
    click.echo(f"{found.number} {found.hash}")


@audit.command()
@click.option(
    "--since",
    type=(click.IntRange(min=1), str),
    metavar="NUMBER HASH",
    help="An entry as `last` printed it earlier: shows whether the end was cut off since.",
)
def verify(since: tuple[int, str] | None) -> None:
    """Read every entry, and say how many there are; exits with 1 where one was changed."""
    noted = Noted(since[0], since[1].strip().lower()) if since else None
    with office().database.read() as connection:
        verdict = entries.verify(connection, noted)
    if problem := _problem(verdict, noted):
        raise click.ClickException(problem)
    click.echo(f"{verdict.last.number} entries, all as they were written.")
    click.echo(f"The last: {verdict.last.number} {verdict.last.hash}")


def _problem(verdict: Verdict, noted: Noted | None) -> str:
    if verdict.broken_at is not None:
        return f"Entry {verdict.broken_at} is not as it was written, or is missing."
    if noted is None or verdict.is_as_noted:
        return ""
    if noted.number > verdict.last.number:
        return f"Entries are missing at the end: after {verdict.last.number} comes none."
    return f"Entry {noted.number} is not the one that was noted: it or one before was changed."
