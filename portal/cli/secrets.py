"""flask secrets: make the ones that have no default."""

from __future__ import annotations

import base64
import os
import secrets as random

import click
from flask.cli import AppGroup

secrets = AppGroup("secrets", help="Make the secrets that have no default.")


@secrets.command()
def make() -> None:
    """Print a new secret and a new data key. Keep them; nothing can be read without the key."""
    click.echo(f"PORTAL_SECRET_KEY={random.token_urlsafe(48)}")
    click.echo(f"PORTAL_DATA_KEYS={base64.urlsafe_b64encode(os.urandom(32)).decode()}")
