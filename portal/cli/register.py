"""flask register: hand records over, and see how the hand-over stands."""

from __future__ import annotations

import os
import socket
import threading
from datetime import datetime, timedelta
from functools import partial

import click
from flask.cli import AppGroup

from portal.cli.signals import ended_in_order
from portal.domain.reference import normalise_reference
from portal.register import claims, pauses
from portal.register.consumer import Consumer
from portal.register.destinations import UnknownDestinationError, destination_for
from portal.register.outcomes import Destination
from portal.register.standing import Standing, standing
from portal.services.housekeeping import keep_house
from portal.web.app_office import now, office

register = AppGroup("register", help="Hand records over to the register.")
_LEASE = int(claims.LEASE.total_seconds())


@register.command()
@click.option(
    "--to", "address", required=True, help="dir:PATH, or https://… (http:// on this machine)."
)
@click.option("--once", is_flag=True, help="Hand over what is due, then end.")
@click.option(
    "--lease",
    type=click.IntRange(min=1),
    default=_LEASE,
    show_default=True,
    help="Seconds that a record is ours alone; twice what the register needs for it, at least.",
)
def deliver(address: str, once: bool, lease: int) -> None:
    """Hand records over until stopped, in order for each intake. Run as many as you like.

    All of them must have the same destination: each record goes to one of them.
    """
    destination = _destination(address)
    with ended_in_order() as stop:
        consumer = _consumer(destination, stop, timedelta(seconds=lease))
        if not once:
            consumer.run()
            return
        consumer.drain()
    click.echo(f"Claimed {consumer.claimed} records. See: flask register status.")
    _fail_while_paused(destination)


@register.command()
def status() -> None:
    """Say how many records wait, for how long, and what stands in their way."""
    moment = now()
    with office().database.read() as connection:
        found = standing(connection, moment)
    for line in _lines(found, moment):
        click.echo(line)


@register.command()
@click.argument("reference", required=False)
@click.option("--all", "every", is_flag=True, help="Every dead record there is.")
def retry(reference: str | None, every: bool) -> None:
    """Offer a dead record to the register again, with all its tries."""
    if (reference is None) is not every:
        raise click.UsageError("Name a reference, or say --all.")
    if reference is None:
        with office().database.write() as connection:
            count = claims.retry_all(connection)
        click.echo(f"{count} records will be offered again.")
        return
    reference = normalise_reference(reference) or reference
    try:
        with office().database.write() as connection:
            count = claims.retry(connection, reference)
    except claims.NotDeadError:
        raise click.ClickException(f"No record of {reference} is dead.") from None
    click.echo(f"{count} record of {reference} will be offered again.")


@register.command()
@click.option("--to", "address", required=True, help="The destination, as `deliver` has it.")
def resume(address: str) -> None:
    """Ask a register that could not be reached again now, not when its pause is over."""
    name = _destination(address).name
    with office().database.write() as connection:
        lifted = pauses.lift(connection, name)
    click.echo(f"{name} is asked again now." if lifted else f"{name} is not paused.")


@register.command()
def housekeeping() -> None:
    """Wipe old visits and empty handed-over records, as `deliver` does once an hour.

    Run it by the hour where the register reads the table itself and no `deliver` runs.
    """
    wiped = keep_house(office(), now())
    click.echo(
        f"Wiped {wiped.visits} visits and {wiped.floods} counters,"
        f" emptied {wiped.snapshots} records."
    )


def _destination(address: str) -> Destination:
    try:
        return destination_for(address, office().settings.register_token)
    except UnknownDestinationError as unknown:
        raise click.BadParameter(str(unknown), param_hint="--to") from None


def _consumer(destination: Destination, stop: threading.Event, lease: timedelta) -> Consumer:
    place = office()
    return Consumer(
        place.database,
        destination,
        name=f"{socket.gethostname()[:48]}:{os.getpid()}",
        clock=now,
        stop=stop,
        chores=partial(keep_house, place),
        lease=lease,
    )


def _fail_while_paused(destination: Destination) -> None:
    moment = now()
    with office().database.read() as connection:
        pause = pauses.current(connection, destination.name)
    if pause and pause.until > moment:
        raise click.ClickException(f"Paused until {_time(pause.until)}: {pause.reason}.")


def _lines(found: Standing, moment: datetime) -> list[str]:
    lines = [f"{status:7}{count:>9}" for status, count in found.counts.items()]
    waited = _age(moment - found.oldest_due_at) if found.oldest_due_at else "nothing waits"
    lines.append(f"The oldest that is due has waited: {waited}")
    lines += [
        f"Away: {pause.destination} since {_time(pause.since)}, tried {pause.failures} times,"
        f" asked again at {_time(pause.until)}: {pause.reason}"
        for pause in found.pauses
    ]
    lines += [
        f"Dead: {dead.reference} version {dead.version} since {_time(dead.died_at)}: {dead.reason}"
        for dead in found.dead
    ]
    return lines


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
