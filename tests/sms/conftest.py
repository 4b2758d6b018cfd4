"""The text line on a real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.services.office import Office
from tests.sms.senders import Sender, an_office


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    """An office with nothing kept, on SQLite and on PostgreSQL."""
    office = an_office(migrated_database_url)
    yield office
    office.database.close()


@pytest.fixture
def child(office: Office) -> Sender:
    """A child's phone, on a Monday at noon."""
    return Sender(office)
