"""A migrated database of each kind, open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.db.database import Database


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """An open database with every table, and nothing in them."""
    database = Database(migrated_database_url)
    yield database
    database.engine.dispose()
