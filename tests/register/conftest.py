"""A migrated database of each kind, open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.db.database import Database
from portal.register.folder import Folder
from tests.register.consuming import Setting
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


@pytest.fixture
def setting(database: Database, tmp_path: Path) -> Setting:
    """A consumer's surroundings, with a folder as the register."""
    (tmp_path / "register").mkdir()
    return Setting(database, Folder(tmp_path / "register"))


@pytest.fixture
def arrived(tmp_path: Path) -> Any:
    """What is in the folder, in the order of the names of the files."""

    def events() -> list[dict[str, Any]]:
        paths = sorted((tmp_path / "register").glob("*.json"))
        return [json.loads(path.read_bytes()) for path in paths]

    return events
