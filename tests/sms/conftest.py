"""The text line on a real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.services.office import Office
from tests.portal_client import an_app
from tests.sms.line import Line
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


@pytest.fixture
def line(migrated_database_url: str) -> Iterator[Line]:
    """Our webhook in our app, on SQLite and on PostgreSQL."""
    line = Line(an_app(migrated_database_url))
    yield line
    line.office.database.close()
