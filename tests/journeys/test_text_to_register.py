"""From a child's texts, signed and posted as Twilio does, to the record of the register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.servers.live import Consumer
from tests.servers.texts import Reply, read_the_question

Text = Callable[..., Reply]


@pytest.fixture
def server_settings() -> dict[str, str]:
    """No quiet minutes, so that a telling is due when it is told."""
    return {"PORTAL_TEXT_QUIET_MINUTES": "0"}


def test_any_words_are_a_telling(text: Text, consumer: Consumer) -> None:
    reply = text("complaint they took my phone \U0001f622 and noone listens")

    assert reply.status == 200
    assert len(reply.messages) == 1
    assert "999" in reply.messages[0]
    record = consumer.drain()[0]["data"]
    assert record["words"][0]["text"] == "complaint they took my phone \U0001f622 and noone listens"
    assert record["method_of_receipt"] == "Text message"


def test_a_whole_conversation_reaches_the_register(text: Text, consumer: Consumer) -> None:
    text("They moved me again")
    for answer in ("1", "1", "1"):
        text(answer)
        read_the_question()
    text("Sam")

    record = consumer.drain()[-1]["data"]
    assert record["advocacy"]["wanted"] == "yes"
    assert record["advocacy"]["services"] == [{"key": "upfront", "name": "Upfront"}]
    assert record["person"]["looked_after"] == "yes"
    assert record["person"]["name"] == "Sam"
    assert record["contact"]["texts_allowed"] == "about_it"
    assert [w["text"] for w in record["words"]] == ["They moved me again", "1", "1", "1", "Sam"]


def test_a_text_delivered_twice_is_taken_once(text: Text, consumer: Consumer) -> None:
    first = text("They took my phone", sid="SM1")

    assert text("They took my phone", sid="SM1") == first
    assert len(consumer.drain()) == 1


def test_danger_is_answered_at_once_and_waits_for_nothing(text: Text, consumer: Consumer) -> None:
    reply = text("he hits me every night")

    assert "999" in reply.messages[0]
    assert "0800 1111" in reply.messages[0]
    assert consumer.drain()[0]["data"]["urgent"] is True


def test_help_alone_is_urgent(text: Text, consumer: Consumer) -> None:
    assert "999" in text("HELP").messages[0]
    assert consumer.drain()[0]["data"]["urgent"] is True


def test_stop_gets_no_answer_and_a_flag(text: Text, consumer: Consumer) -> None:
    text("They took my phone")

    assert text("STOP").messages == []
    assert text("and my bike").messages == []
    flags = {flag["flag"] for flag in consumer.drain()[-1]["data"]["flags"]}
    assert "opted_out" in flags


def test_two_phones_are_two_tellings(text: Text, consumer: Consumer) -> None:
    text("They took my phone")
    text("They took my phone", From="+447700900777")

    assert len({event["subject"] for event in consumer.drain()}) == 2
