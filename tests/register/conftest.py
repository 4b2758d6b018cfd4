"""A migrated database of each kind, open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.db.database import Database
from tests.register.stand_in import StandIn, listening


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """An open database with every table, and nothing in them."""
    database = Database(migrated_database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def register() -> Iterator[StandIn]:
    """A register on this machine, reached by HTTP."""
    with listening(StandIn()) as register:
        yield register
