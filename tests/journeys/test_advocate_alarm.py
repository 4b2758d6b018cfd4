"""Nobody says yes in two working days: a mail, a late page, the fall-back, the record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.domain.clock import London, london_day
from portal.domain.referral import Status, status
from portal.services.mail import mailer_for
from portal.services.office import Office
from portal.services.worker import Worker
from tests.desk_client import the_intake
from tests.journeys.desk import same_place, somebody
from tests.journeys.test_advocate_at_the_desk import fill, told
from tests.portal_client import last_record, office_of
from tests.servers.live import LiveServer
from tests.servers.mail import MailServer
from tests.servers.settings import ON_DUTY

LONG_AGO = timedelta(days=14)
OpenPage = Callable[..., Page]


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server that runs."""
    with MailServer(tmp_path) as server:
        yield server


@pytest.fixture
def server_settings(mail_server: MailServer) -> dict[str, str]:
    """The live server's."""
    return {**mail_server.settings}


@pytest.fixture
def place(live_server: LiveServer) -> Iterator[Flask]:
    """The server's own database and keys."""
    with same_place(live_server) as app:
        yield app


def works_at_the_next_opening(office: Office) -> None:
    """Do what the worker does, at ten in the morning of the next working day."""
    day = office.working_days.add(london_day(office.clock()), 1)
    at = datetime.combine(day, time(10), London)
    later = replace(office, clock=lambda: at)
    Worker(later, mailer_for(office.settings), threading.Event()).turn()


def test_no_yes_for_two_working_days_is_a_mail_a_loud_page_and_a_step_to_the_fall_back(
    place: Flask, live_server: LiveServer, mail_server: MailServer, open_page: OpenPage
) -> None:
    reference = told(place, LONG_AGO)
    page = open_page(viewport={"width": 1280, "height": 900})
    officer = somebody(place, live_server, page, "Olu Officer")

    works_at_the_next_opening(office_of(place))
    mail = next(one for one in mail_server.mails if one.to == (ON_DUTY,))
    assert f"{live_server.public_url}/desk/" in mail.content.decode("ascii")
    assert reference not in mail.content.decode("ascii")

    page.goto(f"{officer.address}/desk/")
    officer.sign_in()
    officer.press(f"a:has-text('{reference}')")
    assert "Late: no service said yes by" in officer.said
    assert "0808 800 5792" in officer.said
    officer.press("a:has-text('Is the child in touch with the fall-back?') >> nth=0")
    fill(officer, how="I rang with them")

    kept = the_intake(place, reference)
    assert status(kept) is Status.FALL_BACK
    wish = last_record(place)["advocacy"]
    steps = [(one["step"], one["on"]) for one in wish["steps"]]
    today = london_day(office_of(place).clock())
    assert steps[0][0] == "requested"
    assert steps[-1] == ("fall_back", today.isoformat())
    mails = len(mail_server.mails)
    works_at_the_next_opening(office_of(place))
    assert len(mail_server.mails) == mails
