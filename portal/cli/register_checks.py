"""flask register reconcile and conform: compare with the register, and try a reader."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import inspect

from portal.cli.register import register
from portal.db.database import Database
from portal.register import reconcile
from portal.register.conform import Reader, Trials
from portal.register.reconcile import NotTheirListError, Reconciled
from portal.web.app_office import now, office

_DAY = click.DateTime(["%Y-%m-%d"])


@register.command("reconcile")
@click.option("--from", "first", type=_DAY, help="First day, 2026-04-01; else the first there is.")
@click.option("--to", "last", type=_DAY, help="Last day, 2027-03-31; else the last there is.")
@click.option(
    "--theirs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The register's own list: CSV with event_id,data_sha256.",
)
def compare(first: datetime | None, last: datetime | None, theirs: Path | None) -> None:
    """Compare what was queued with what was delivered, by day; ends with 1 where it differs."""
    try:
        lines = theirs.read_text("utf-8-sig").splitlines() if theirs else None
        has = reconcile.their_list(lines) if lines is not None else None
    except (NotTheirListError, UnicodeDecodeError) as wrong:
        raise click.BadParameter(str(wrong), param_hint="--theirs") from None
    begins, ends = (day.date() if day else None for day in (first, last))
    with office().database.read() as connection:
        found = reconcile.reconcile(connection, now(), begins, ends, has)
    for line in _reconciled(found):
        click.echo(line)
    if found.differences:
        raise SystemExit(1)


@register.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--database", "address", help="An EMPTY PostgreSQL database; else a SQLite file of its own."
)
@click.option("--stored", help="A command that prints the event ids it stored, one a line.")
@click.option("--seconds", default=20.0, show_default=True, help="How long each trial may take.")
@click.argument("command", nargs=-1, required=True)
def conform(
    address: str | None, stored: str | None, seconds: float, command: tuple[str, ...]
) -> None:
    """Try a reader: COMMAND, in which {database} and {folder} stand for what it is given.

    It meets invented records alone, in a database that is made for it: kills, repeats, a newer
    minor version, a record that nobody can keep. Ends with 1 where a trial fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = address or f"sqlite:///{folder}/queue.db"
        database = _empty(url)
        given = {"{database}": url, "{folder}": folder}
        reader = Reader(
            _filled(command, given),
            _filled(shlex.split(stored), given) if stored else None,
            seconds,
        )
        results = []
        for result in Trials(database, reader, now).every():
            results.append(result)
            click.echo(f"{'not ok' if result.why else 'ok':7}{result.trial}")
            if result.why:
                click.echo(f"       {result.why}")
        database.close()
    if any(result.why for result in results):
        raise SystemExit(1)


def _empty(url: str) -> Database:
    """A database with our tables in it, and nothing else."""
    from portal.db import schema

    database = Database(url)
    with database.read() as connection:
        if inspect(connection).get_table_names():
            raise click.BadParameter(
                "It must be empty: this is no trial for records that are real."
            )
    schema.upgrade(database)
    return database


def _filled(command: Sequence[str], given: Mapping[str, str]) -> list[str]:
    filled = list(command)
    for name, value in given.items():
        filled = [part.replace(name, value) for part in filled]
    return filled


def _reconciled(found: Reconciled) -> list[str]:
    lines = [f"{'day':10}{'queued':>9}{'delivered':>11}  hash of what was queued"]
    for one in found.days:
        is_all = "" if one.is_all else f", of what was delivered {one.delivered_hash}"
        lines.append(f"{one.day}{one.put:>9}{one.delivered:>11}  {one.put_hash}{is_all}")
    return [*lines, *(found.differences or ("Nothing differs.",))]
