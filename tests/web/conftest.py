"""An app in every language that we ship, and all of its pages in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from flask import Flask

from tests.portal_client import Child, an_app, office_of
from tests.servers.databases import Databases
from tests.web.catalogues import SHIPPED
from tests.web.every_page import SeenPage, StandingClock, Walk

# English first, so that it is what a browser gets whose wish nobody can fulfil.
TAGS = ["en", *SHIPPED]


@pytest.fixture(scope="session")
def app_offering(databases: Databases) -> Callable[..., Flask]:
    """`app_offering("en", "fa-AF")`: our app with these languages; its clock stands."""

    @cache
    def offering(*tags: str) -> Flask:
        url = databases.migrated("sqlite")
        return an_app(url, clock=StandingClock(), PORTAL_LANGUAGES=",".join(tags))

    return offering


@pytest.fixture(scope="session")
def app(app_offering: Callable[..., Flask]) -> Iterator[Flask]:
    """Our app in every language that we ship."""
    app = app_offering(*TAGS)
    yield app
    office_of(app).database.close()


@pytest.fixture(scope="session")
def walk_in(databases: Databases) -> Callable[[str], tuple[Walk, list[SeenPage]]]:
    """`walk_in("ar")`: every page in that language, fetched once."""

    @cache
    def walked(lang: str) -> tuple[Walk, list[SeenPage]]:
        clock = StandingClock()
        url = databases.migrated("sqlite")
        walk = Walk(an_app(url, clock=clock, PORTAL_LANGUAGES=",".join(TAGS)), clock, lang)
        pages = walk.pages()
        office_of(walk.app).database.close()
        return walk, pages

    return walked


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Child]:
    """Another browser: `visitor(lang="ar")`."""
    return lambda lang="en": Child(app.test_client(), lang)
