"""flask staff: accounts of the desk, for the first administrator and for when nobody gets in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal.db import staff as kept
from portal.db.database import BusyError
from portal.domain.account import AccountError, a_member
from portal.domain.staff import Role, StaffMember
from portal.services import accounts
from portal.services.accounts import By, OneTimePassword
from portal.web.app_office import now, office

staff = AppGroup("staff", help="Accounts of those who work with what comes in.")
_HANDED_OUT = "Hand over this password; within 72 hours they choose their own with it:"


@staff.command()
@click.option("--email", required=True, help="Their e-mail address at work; they sign in with it.")
@click.option("--name", required=True, help="Their name, as colleagues know it.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([str(role) for role in Role]),
    help="What they may do; may be given several times.",
)
@click.option("--cleared", is_flag=True, help="Opens shielded intakes as well.")
@click.option("--outside", is_flag=True, help="Is the named person outside customer care.")
@click.option("--service", help="The key of the advocacy service that an advocate belongs to.")
def add(
    email: str,
    name: str,
    roles: tuple[str, ...],
    cleared: bool,
    outside: bool,
    service: str | None,
) -> None:
    """Add somebody, and print a one-time password for them."""
    said = frozenset(map(Role, roles))
    with _writing() as connection:
        member = a_member(
            email, name, said, is_cleared=cleared, is_outside=outside, service=service
        )
        new = OneTimePassword.make()
        accounts.add(connection, office(), member, new, By(None, now()))
    click.echo(f"{member.name} can sign in as {member.email}. {_HANDED_OUT}")
    click.echo(new.words)


@staff.command("list")
def everybody() -> None:
    """Say who has an account, and what they may do."""
    with _reading() as connection:
        members = kept.every(connection)
    for member in members:
        click.echo(_line(member))
    if not members:
        click.echo("Nobody has an account yet: flask staff add.")


@staff.command()
@click.argument("email")
def left(email: str) -> None:
    """Keep that somebody left, and sign them out everywhere."""
    with _writing() as connection:
        found = _found(connection, email)
        member = accounts.leave(connection, office(), found.id, By(None, now()))
    click.echo(f"{member.name} is signed out everywhere and can no longer sign in.")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a new one-time password; the second factor and every session are gone."""
    new = OneTimePassword.make()
    with _writing() as connection:
        member, by = _found(connection, email), By(None, now())
        accounts.give_one_time(connection, office(), member.id, new, by)
        accounts.take_second_factor(connection, office(), member.id, by)
    click.echo(f"{member.name} signs in anew as {member.email}. {_HANDED_OUT}")
    click.echo(new.words)


@contextmanager
def _writing() -> Iterator[Connection]:
    with _in_a_sentence(), office().database.write() as connection:
        yield connection


@contextmanager
def _reading() -> Iterator[Connection]:
    with _in_a_sentence(), office().database.read() as connection:
        yield connection


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except AccountError as refused:
        raise click.ClickException(str(refused)) from None
    except (SQLAlchemyError, BusyError):
        said = "The database is away, busy, or not at this version: flask db upgrade."
        raise click.ClickException(said) from None


def _found(connection: Connection, email: str) -> StaffMember:
    account = kept.find(connection, office().keyring, email) if email.isprintable() else None
    if account is None:
        raise click.ClickException("Nobody has an account with this address: flask staff list.")
    return account.member


def _line(member: StaffMember) -> str:
    marks = sorted(map(str, member.roles))
    marks += [f"of {member.service}"] if member.service else []
    marks += ["cleared"] if member.is_cleared else []
    marks += ["outside"] if member.is_outside else []
    marks += ["left"] if member.left_at else []
    return f"{member.email}  {member.name}  {', '.join(marks)}"
