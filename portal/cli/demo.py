"""flask demo: everything on one computer, with invented data. `make demo` calls it."""

from __future__ import annotations

import logging
import os

import click
from flask.cli import with_appcontext

from portal.web.app_office import now, office


@click.command()
@with_appcontext
def demo() -> None:
    """Run everything on this computer with invented data; only `make demo` can."""
    if not office().settings.demo:
        raise click.ClickException("The demo runs by `make demo`, never in a real installation.")
    # Only what goes wrong may stand beside the addresses that somebody is waiting for.
    logging.getLogger().setLevel(logging.WARNING)
    # Where nothing is invented, nothing of the demo is even loaded.
    from portal.demo.data import prepare
    from portal.demo.place import demo_place
    from portal.demo.ports import NoFreePortError
    from portal.demo.processes import EndedError
    from portal.demo.run import DoesNotAnswerError, run

    place = demo_place()
    prepare(office(), now(), place.first_texts, place.desk_password)
    try:
        run(os.environ, click.echo, place.desk_password)
    except (NoFreePortError, EndedError, DoesNotAnswerError) as failed:
        raise click.ClickException(str(failed)) from None
