"""An office on a real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.services.office import Office
from portal.settings import Settings
from tests.servers.settings import production_settings


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    """One council's installation, on SQLite and on PostgreSQL."""
    environ = production_settings(migrated_database_url, "https://heard.example")
    office = Office.open(Settings.from_environment(environ))
    yield office
    office.database.close()
