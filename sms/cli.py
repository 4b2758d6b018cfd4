"""flask phone: a phone in the terminal, and conversations that are played from files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from portal.web.app_office import office

if TYPE_CHECKING:
    from portal.services.office import Office

_A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.pass_context
@with_appcontext
def phone(context: click.Context) -> None:
    """Text the demo from the terminal, or play conversations that are written down.

    To text, `make demo` must run elsewhere, and this with PORTAL_DEMO=1.
    """
    if context.invoked_subcommand is None:
        _talk()


def _talk() -> None:
    if not office().settings.demo:
        raise click.ClickException(
            "The phone texts the demo only: start `make demo`, and this with PORTAL_DEMO=1."
        )
    # Where nothing is invented, nothing of the demo is even loaded.
    from sms.phone.carrier import Carrier
    from sms.phone.script import FIRST_PHONE
    from sms.phone.talk import Talk

    Talk(Carrier.of(office().settings), lambda: input("> "), click.echo, FIRST_PHONE).hold()


@phone.command()
@click.argument("files", nargs=-1, required=True, type=_A_FILE)
def run(files: tuple[Path, ...]) -> None:
    """Play each of FILES in a database of its own, which is thrown away; no server is needed.

    A line for each: "ok", or what came otherwise, which ends it with 1. How a file is written is
    in tests/conversations/README.md.
    """
    # No step of a migration may stand beside the results.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from sms.phone.play import throw_away_offices

    with throw_away_offices() as fresh:
        results = [_played(file, fresh()) for file in files]
    if failed := results.count(False):
        raise click.ClickException(f"{failed} of {len(files)} went otherwise.")


def _played(file: Path, fresh: Office) -> bool:
    """Play one file and say how it went; whether it went as written."""
    from sms.phone.play import play
    from sms.phone.script import ScriptError, read_script

    try:
        script = read_script(file.read_text("utf-8"))
    except (ScriptError, UnicodeDecodeError) as wrong:
        click.echo(f"{click.style('cannot be read', fg='red')}  {file}: {wrong}")
        return False
    differences = play(script, fresh)
    if not differences:
        click.echo(f"{click.style('ok', fg='green')}  {file}: {script.title}")
    for one in differences:
        click.echo(f"{click.style('differs', fg='red')}  {file}, {one}")
    return not differences
