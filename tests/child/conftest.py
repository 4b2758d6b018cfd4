"""The pages on a real database, and a child at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.child.clock import Clock
from tests.portal_client import Child, an_app, office_of


@pytest.fixture
def clock() -> Clock:
    """The pages' clock: `clock.move(timedelta(minutes=20))`."""
    return Clock()


@pytest.fixture
def app(migrated_database_url: str, clock: Clock) -> Iterator[Flask]:
    """Our app, on SQLite and on PostgreSQL."""
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Child]:
    """Another browser: `visitor(lang="ar")`."""
    return lambda lang="en": Child(app.test_client(), lang)


@pytest.fixture
def child(visitor: Callable[..., Child]) -> Child:
    """One browser, in English."""
    return visitor()
