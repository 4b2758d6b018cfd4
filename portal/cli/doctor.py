"""flask doctor: look at everything that this installation needs, and say what to do."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from portal.web.app_office import office
from portal.web.checks import checks


@click.command()
@with_appcontext
def doctor() -> None:
    """Look at settings, tables, keys, queues, files, fonts, mail, address and text line.

    Each gets one sentence; with something to do it ends with 1. Nothing is sent to anybody.
    """
    # What they load is of no use to a server.
    from portal.services.doctor import fonts, inside, outside

    ours = (inside.database, inside.files, fonts.fonts, outside.public_address, outside.mail)
    place = office()
    found = [finding for check in (*ours, *checks()) for finding in check(place)]
    for one in found:
        mark = click.style("well", fg="green") if one.is_well else click.style("DO  ", fg="red")
        click.echo(f"{mark}  {one.about}: {one.says}")
    to_do = sum(not one.is_well for one in found)
    if to_do:
        raise click.ClickException(f"{to_do} of {len(found)} need you.")
