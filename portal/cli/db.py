"""flask db: bring the database to what this version expects.

Each command imports Alembic by itself: the server has these commands too, and never needs it.
"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from portal.db import register_schemas
from portal.db.revision import newest
from portal.register import schemas
from portal.web.app_office import office

db = AppGroup("db", help="Bring the database to what this version expects.")


@db.command()
def upgrade() -> None:
    """Make or change the tables. Running it again changes nothing."""
    from portal.db import schema

    schema.upgrade(office().database)
    with office().database.write() as connection:
        register_schemas.keep_all(connection, schemas.documents())
    click.echo(f"The database is at {newest()}.")


@db.command()
def check() -> None:
    """Say whether the tables are what this version expects; exits with 1 where they are not."""
    from portal.db import schema

    differences = schema.differences(office().database)
    for difference in differences:
        click.echo(difference)
    if differences:
        raise SystemExit(1)
    click.echo("The tables are what this version expects.")


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write the next numbered migration, for developers."""
    from portal.db import schema

    schema.new_revision(office().database, message)
