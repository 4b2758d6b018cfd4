"""One server for the tests that only look at pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.databases import Databases
from tests.servers.live import LiveServer


@pytest.fixture(scope="module")
def shown(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A running server on SQLite, shared by the tests of a module: it keeps what they send."""
    server = LiveServer(databases.migrated("sqlite"), tmp_path_factory.mktemp("shown"))
    try:
        server.start()
        yield server
    finally:
        server.stop()
