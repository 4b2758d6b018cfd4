"""The text line on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.services.office import Office
from tests.portal_client import an_app
from tests.servers.twilio import Twilio, twilio_api
from tests.sms.line import Line
from tests.sms.outgoing import Scene
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


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    """A server that answers as Twilio does."""
    with twilio_api() as server:
        yield server


@pytest.fixture
def scene(migrated_database_url: str, twilio: Twilio, tmp_path: Path) -> Iterator[Scene]:
    """An office whose texts go to that server, a child's phone, and an officer."""
    scene = Scene.of(migrated_database_url, twilio, PORTAL_TEXT_SPOOL=str(tmp_path / "spool"))
    yield scene
    scene.office.database.close()
