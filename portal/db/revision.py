"""Which migration the database is at, and which this code expects.

Without Alembic, which takes 13 MB and is needed only where tables are made (portal.db.schema).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def current(connection: Connection) -> str | None:
    """The revision that this database is at, None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def newest() -> str:
    """The revision that this code expects: the number its last migration's file begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
