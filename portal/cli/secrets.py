"""python -m portal.cli.secrets: make the settings that have no default.

Not a command of `flask`, for the app does not start without them.
"""

from __future__ import annotations

import base64
import os
import secrets

import click


@click.command()
def make() -> None:
    """Print a new secret and a new data key. Without the key nothing can be read: keep it safe."""
    click.echo(f"PORTAL_SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"PORTAL_DATA_KEYS={base64.urlsafe_b64encode(os.urandom(32)).decode()}")


if __name__ == "__main__":
    make()
