"""The HTTP clients write nothing of a text, however talkative everything else is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from sms.clearing import clear_at_twilio
from sms.media.fetching import fetch_due
from sms.polling import take_in_missing
from sms.quiet import keep_quiet
from tests.media import samples
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.twilio import Fault
from tests.sms.outgoing import Scene

WORDS = "look what they did to my arm"
WRITTEN = "We ring you on Friday."


class Everything(logging.Handler):
    """Keeps all that any logger writes, with what belongs to it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(f"{self.format(record)} {vars(record)}")


@pytest.fixture
def log() -> Iterator[Everything]:
    """Everything from DEBUG on, of every logger that was not told to be quiet."""
    root, handler = logging.getLogger(), Everything()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def does_all_that_asks_twilio(scene: Scene) -> None:
    """Found, fetched, answered, written to, looked up, cleared; and all of it going wrong once."""
    scene.twilio.came(WORDS, scene.clock.at - timedelta(minutes=4), media=(samples.photo(),))
    scene.twilio.fails_with = [(500, 20500)]
    take_in_missing(scene.office)
    scene.clock.move(minutes=1)
    take_in_missing(scene.office)
    scene.twilio.media_not_yet = 1
    fetch_due(scene.office)
    scene.clock.move(minutes=1)
    fetch_due(scene.office)
    scene.sends()
    scene.texts("2", "1", "3")
    scene.writes(WRITTEN)
    scene.twilio.faults = [Fault.CUT_AFTER]
    scene.sends()
    scene.clock.move(seconds=30)
    scene.sends()
    scene.twilio.fails_with = [(409, 20009), (0, 0)]
    clear_at_twilio(scene.office)
    scene.clock.move(hours=1)
    clear_at_twilio(scene.office)


def test_no_word_no_number_and_no_address_of_a_file_is_in_any_log(
    scene: Scene, log: Everything
) -> None:
    does_all_that_asks_twilio(scene)

    for name in ("sms.reading", "sms.clearing"):
        assert [one for one in log.written if f"'name': '{name}'" in one]
    assert scene.twilio.bodies(CHILDS_NUMBER)[-1:] == [WRITTEN]
    for told in (WORDS, WRITTEN, CHILDS_NUMBER[1:], "Media/ME", "/Messages"):
        assert [one for one in log.written if told in one] == []


def test_without_that_they_would_write_all_of_it(scene: Scene, log: Everything) -> None:
    clients = [logging.getLogger(name) for name in ("twilio.http_client", "urllib3")]
    try:
        for client in clients:
            client.setLevel(logging.DEBUG)
        take_in_missing(scene.office)
        assert [one for one in log.written if "/Messages" in one]
    finally:
        keep_quiet()
    assert {client.level for client in clients} == {logging.WARNING}
