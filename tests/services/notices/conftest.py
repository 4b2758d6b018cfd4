"""An app whose notices go to a real mail server, and a worker that works when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from portal.services import notices as notice_service
from portal.services.mail import mailer_for
from portal.services.office import Office
from portal.services.worker import Worker
from tests.portal_client import an_app, office_of
from tests.servers.mail import MailServer
from tests.web.every_page import StandingClock


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """One mail server for all tests of this module."""
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture
def server(mail_server: MailServer) -> MailServer:
    """The mail server, running, with nothing in its folder."""
    for file in mail_server.folder.iterdir():
        file.unlink()
    if not mail_server.is_running:
        mail_server.start()
    return mail_server


@pytest.fixture
def clock() -> StandingClock:
    """Tuesday, 24 November 2026, ten o'clock."""
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock, server: MailServer) -> Iterator[Flask]:
    app = an_app(migrated_database_url, clock=clock, **server.settings)
    yield app
    office_of(app).database.close()


@pytest.fixture
def office(app: Flask) -> Office:
    return office_of(app)


@pytest.fixture
def work(office: Office) -> Callable[[], notice_service.Told]:
    """`work()` does what is due now, as `flask worker --once`."""
    worker = Worker(office, mailer_for(office.settings), threading.Event())
    return lambda: worker.turn().told
