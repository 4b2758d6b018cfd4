"""A migrated database of each kind, open, and keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.db.database import Database
from portal.db.sealing import Keyring
from tests.db.scratch import made


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """An open database with every table and nothing in them, on SQLite and on PostgreSQL."""
    database = Database(migrated_database_url)
    yield database
    database.close()


@pytest.fixture
def scratch(database_url: str) -> Iterator[Database]:
    """A database with one table of no meaning, on SQLite and on PostgreSQL."""
    database = made(Database(database_url))
    yield database
    database.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database with nothing in it."""
    database = Database(f"sqlite:///{tmp_path}/heard.db")
    yield database
    database.close()


@pytest.fixture
def postgresql(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database with nothing in it."""
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """One random key."""
    return Keyring((os.urandom(32),))
