"""The pages for adults who help on a real database, and an adult at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.helping.adult import Adult
from tests.portal_client import an_app, office_of
from tests.web.every_page import StandingClock


@pytest.fixture
def clock() -> StandingClock:
    """Tuesday, 24 November 2026, ten o'clock."""
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app, on SQLite and on PostgreSQL."""
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Adult]:
    """Another browser: `visitor(cookies=False)`."""
    return lambda lang="en", cookies=True: Adult(app.test_client(use_cookies=cookies), lang)


@pytest.fixture
def adult(visitor: Callable[..., Adult]) -> Adult:
    """One browser, in English."""
    return visitor()
