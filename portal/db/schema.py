"""Bring the tables to what this version of the code expects, and say whether they are."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

# Every module with tables, so that the metadata knows them all.
from portal.db import (  # noqa: F401
    advocacy_services,
    attachments,
    audit,
    carrier_copies,
    carrier_rounds,
    comebacks,
    counters,
    decisions,
    drafts,
    earlier_years,
    equalities,
    floods,
    intakes,
    links,
    messages,
    mutes,
    notices,
    outgoing,
    recovery_codes,
    referrals,
    register_answers,
    register_queue,
    register_schemas,
    revision,
    shown_sentences,
    staff,
    staff_sessions,
    texts,
    visits,
)
from portal.db.database import BUSY_SECONDS, Database
from portal.db.tables import Base

# Any number, as long as nothing else in the database locks by it.
_UPGRADING = 4_753_178_021


def upgrade(database: Database, to: str = "head") -> None:
    """Run every migration that has not run yet, up to revision `to`; one process at a time."""
    with database.write() as connection:
        if not database.is_sqlite:
            _wait_for_other_upgrades(connection)
        command.upgrade(_config(connection), to)


def _wait_for_other_upgrades(connection: Connection) -> None:
    # However long the other takes; but no table is waited for longer than usual.
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADING})")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_SECONDS * 1000}")


def differences(database: Database) -> list[str]:
    """What the tables have that the code does not expect, or lack. Empty: all is well."""
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(step) for step in compare_metadata(context, Base.metadata)]


def new_revision(database: Database, message: str) -> None:
    """Write a migration for what the tables lack, numbered after the last one."""
    number = f"{int(revision.newest()) + 1:04d}"
    with database.read() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(revision.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
