"""flask worker: what is done by the clock."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import with_appcontext

from portal.cli.signals import ended_in_order
from portal.services.mail import mailer_for
from portal.services.notices import LEASE
from portal.services.worker import Worker
from portal.web.app_office import office
from portal.web.jobs import jobs

_LEASE = int(LEASE.total_seconds())


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option(
    "--lease",
    type=click.IntRange(min=1),
    default=_LEASE,
    show_default=True,
    help="Seconds that a notice is ours alone; more than the mail server needs for one mail.",
)
@with_appcontext
def worker(once: bool, lease: int) -> None:
    """Send notices and texts, and wipe what is over once an hour, until stopped.

    Run several if you like.
    """
    place = office()
    with ended_in_order() as stop:
        made = Worker(place, mailer_for(place.settings), stop, timedelta(seconds=lease), jobs())
        if not once:
            made.run()
            return
        done = made.turn()
    click.echo(f"Sent {done.told.mails} mails for {done.told.notices} notices.")
    for says, count in done.jobs.items():
        click.echo(says.format(count))
    if done.told.is_away:
        raise click.ClickException("The mail server is not to be had. What waits is kept.")
