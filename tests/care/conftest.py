"""An app with a clock that stands, a child at it, and somebody at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from portal.domain.staff import StaffMember
from tests.desk_client import Desk, a_colleague
from tests.portal_client import Child, an_app, office_of
from tests.web.every_page import StandingClock


@pytest.fixture
def clock() -> StandingClock:
    """Tuesday, 24 November 2026, ten o'clock; `clock.at += timedelta(...)` moves it."""
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app on SQLite and on PostgreSQL, with nobody and nothing in it."""
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def child(app: Flask) -> Child:
    """A child at the pages."""
    return Child(app.test_client())


@pytest.fixture
def officer(app: Flask) -> StaffMember:
    """An officer of customer care."""
    return a_colleague(app)


@pytest.fixture
def desk(app: Flask, officer: StaffMember) -> Desk:
    """The officer at the desk, signed in."""
    return Desk(app, officer)


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., Desk]:
    """`sign_in("Mo", roles={Role.MANAGER})`: somebody else at the desk."""
    return lambda name="Ada Other", **more: Desk(app, a_colleague(app, name, **more))
