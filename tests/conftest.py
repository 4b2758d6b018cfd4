"""What every test may ask for. Without Chromium or PostgreSQL a test fails: it never skips."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page

from tests.servers.browser import Visitors, assert_accessible, running_browser
from tests.servers.databases import KINDS, Databases
from tests.servers.live import Consumer, LiveServer
from tests.servers.programs import CHROMIUM, FONTS
from tests.servers.texts import Reply, post_text
from tests.servers.translations import compile_translations

pytest_plugins = ["tests.reporting"]

# A slow computer is not a broken rule: pytest-timeout alone says what takes too long.
hypothesis_settings.register_profile("usual", deadline=None, print_blob=True)
hypothesis_settings.register_profile("full", deadline=None, print_blob=True, max_examples=1_000)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how long hypothesis looks."""
    hypothesis_settings.load_profile("full" if config.getoption("--full") else "usual")


def pytest_sessionstart() -> None:
    """Compile the translations."""
    compile_translations()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `javascript_on_and_off` both ways."""
    if metafunc.definition.get_closest_marker("javascript_on_and_off"):
        names = ["with JavaScript", "without JavaScript"]
        metafunc.parametrize("javascript", [True, False], ids=names)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked `full`, except in the full run."""
    if config.getoption("--full"):
        return
    config.hook.pytest_deselected(items=[item for item in items if _is_full(item)])
    items[:] = [item for item in items if not _is_full(item)]


def _is_full(item: pytest.Item) -> bool:
    return item.get_closest_marker("full") is not None


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether this is the full run (`make test-full`), for a test that chooses a sample's size."""
    return bool(pytestconfig.getoption("--full"))


# Databases


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases, for a module or a session that keeps one: `databases.migrated("sqlite")`."""
    with Databases(tmp_path_factory.mktemp("databases")) as databases:
        yield databases


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Runs the test on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """A database with nothing in it, on SQLite and on PostgreSQL."""
    url = databases.empty(database_kind)
    yield url
    databases.discard(url)


@pytest.fixture
def migrated_database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """A database at the newest migration, on SQLite and on PostgreSQL."""
    url = databases.migrated(database_kind)
    yield url
    databases.discard(url)


@pytest.fixture
def postgres_url(databases: Databases) -> Iterator[str]:
    """A PostgreSQL database with nothing in it, for what only PostgreSQL has."""
    url = databases.empty("postgresql")
    yield url
    databases.discard(url)


# Our own processes


@pytest.fixture
def server_settings() -> dict[str, str]:
    """Settings that the live server has beside the usual: a module overrides this fixture."""
    return {}


@pytest.fixture
def live_server(
    migrated_database_url: str, tmp_path: Path, server_settings: dict[str, str]
) -> Iterator[LiveServer]:
    """The real server, running, on SQLite and on PostgreSQL."""
    with LiveServer(migrated_database_url, tmp_path, settings=server_settings) as server:
        yield server


@pytest.fixture(scope="module", params=KINDS)
def shared_server(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LiveServer]:
    """One server and one database for all tests of a module, which starts only once for each kind.

    For tests that look at their own visit alone, and kill nothing.
    """
    url = databases.migrated(request.param)
    with LiveServer(url, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def consumer(live_server: LiveServer, tmp_path: Path) -> Iterator[Consumer]:
    """The live server's consumer, not started: `start()` to keep it running, or `drain()`."""
    consumer = Consumer(live_server.settings, tmp_path)
    yield consumer
    consumer.stop()


@pytest.fixture
def text(live_server: LiveServer) -> Callable[..., Reply]:
    """`text("They took my phone")` sends a child's text to the live server; its reply."""
    return partial(post_text, live_server)


# Browser


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where Chromium is, with fonts for every language that we show."""
    FONTS.require()
    return CHROMIUM.require()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Chromium, running."""
    with running_browser(chromium) as browser:
        yield browser


@pytest.fixture
def javascript() -> bool:
    """Whether pages run JavaScript; both for a test marked `javascript_on_and_off`."""
    return True


@pytest.fixture
def open_page(browser: Browser, javascript: bool) -> Iterator[Callable[..., Page]]:
    """Opens pages, each as another visitor: `open_page(viewport={"width": 320, "height": 640})`.

    The test fails when a page met an error in a script or broke its own security policy.
    """
    visitors = Visitors(browser)
    yield partial(visitors.open, javascript=javascript)
    visitors.close()
    assert not visitors.complaints


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A blank page in Chromium, on a small phone."""
    return open_page()


@pytest.fixture
def accessible(javascript: bool) -> Callable[[Page], None]:
    """`accessible(page)` fails on whatever axe finds. It needs JavaScript."""
    # With JavaScript off axe waits for a timer that never comes.
    assert javascript, "axe hangs without JavaScript: ask for `accessible` in a test that has it"
    return assert_accessible
