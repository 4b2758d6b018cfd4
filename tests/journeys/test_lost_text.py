"""A text that never came through the webhook: found at Twilio, on the desk, gone from Twilio."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from portal.db.carrier_copies import CarrierCopyRow
from tests.desk_client import Desk, a_colleague, the_intake
from tests.journeys.desk import same_place
from tests.media import samples
from tests.portal_client import office_of
from tests.servers.databases import Databases
from tests.servers.live import LiveServer
from tests.servers.mail import MailServer
from tests.servers.processes import Process
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.texts import INCOMING, text_form
from tests.servers.twilio import Twilio, twilio_api

WORDS = "they locked my door again"


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    with twilio_api() as server:
        yield server


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    server = MailServer(tmp_path)
    server.start()
    yield server
    server.kill9()


@pytest.fixture
def server(
    databases: Databases,
    database_kind: str,
    tmp_path: Path,
    twilio: Twilio,
    mail_server: MailServer,
) -> Iterator[LiveServer]:
    url = databases.migrated(database_kind)
    settings = {"TWILIO_API_URL": twilio.url, **mail_server.settings}
    with LiveServer(url, tmp_path, settings=settings) as server:
        yield server
    databases.discard(url)


def works(server: LiveServer, tmp_path: Path) -> str:
    """The worker does what is due, once; all that it writes."""
    command = ("-m", "flask", "--app", "wsgi", "worker", "--once")
    return Process(command, server.settings, tmp_path / "worker.log").run()


def test_a_text_that_was_refused_is_found_at_twilio_answered_and_then_deleted_there(
    server: LiveServer, twilio: Twilio, tmp_path: Path
) -> None:
    sent = twilio.came(WORDS, datetime.now(UTC) - timedelta(minutes=4), media=(samples.photo(),))
    form = text_form(WORDS, sid=sent.sid)
    signed = {"X-Twilio-Signature": "by another token"}
    refused = requests.post(server.url + INCOMING, data=form, headers=signed, timeout=15)
    assert refused.status_code == 403
    assert WORDS not in refused.text

    with same_place(server) as app:
        desk = Desk(app, a_colleague(app))
        desk.open("")
        assert "1 request knocked at the text line today with a wrong signature" in desk.text

        said = works(server, tmp_path)
        assert "Found 1 texts at Twilio that never arrived.\n" in said
        assert "Sent 1 texts.\nFetched 1 files." in said
        [reply] = twilio.bodies(CHILDS_NUMBER)
        assert reply.startswith("Hi. We got your message.")

        intake = the_intake(app)
        desk.open(f"intakes/{intake.reference}")
        assert WORDS in desk.text
        assert "It did not arrive by itself: we found it at Twilio" in desk.text
        assert "We did not reply" not in desk.text
        assert "Cleared 0 texts" in said
        assert twilio.has(sent.sid)

        with office_of(app).database.write() as connection:
            soon = update(CarrierCopyRow.as_table()).values(due_at=datetime.now(UTC))
            connection.execute(soon)
    said = works(server, tmp_path)
    assert "Found 0 texts at Twilio that never arrived.\nSent 0 texts." in said
    assert (twilio.texts, twilio.media) == ([], {})
    for told in (WORDS, CHILDS_NUMBER[1:]):
        assert told not in said
        assert told not in server.output
