"""Each payload of tests/fixtures/twilio/, brought through the signed webhook, and where it ends."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from portal.db import attachments
from portal.domain.attachments import FileStanding
from portal.domain.flags import NOT_LOOKED_AT, FlagName
from portal.domain.taxonomy import YesNo
from portal.web.app_office import set_office
from sms.hearing import ASKED_FOR_HELP
from tests.sms.line import Line, messages
from tests.sms.payloads import TEXTS, fields, payload
from tests.sms.senders import kept_texts, said, the_intake

PLACE = "The pier\nFort Hill, Margate, CT9 1HD\n51.38132, 1.38617"
WHATSAPP = "whatsapp:+447700900123"
NEVER_ANSWERED = {"name_instead_of_a_number", "stop_with_advanced_opt_out"}
RCS_SENDER = "rcs:kent_heard_agent"


def brought(line: Line, name: str) -> list[str]:
    """Twilio brings it; our replies."""
    return messages(line.post_bytes(payload(name)))


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_that_twilio_brings_is_kept_whole_and_once(line: Line, name: str) -> None:
    replies = brought(line, name)

    assert messages(line.post_bytes(payload(name))) == replies
    assert bool(replies) == (name not in NEVER_ANSWERED)
    (kept,) = kept_texts(line.office)
    assert kept.message_sid == fields(name)["MessageSid"]
    intake = the_intake(line.office)
    assert intake.contact.texting_address == fields(name)["From"]
    assert said(intake) == _words_of(name)


def _words_of(name: str) -> list[str]:
    if name == "picture_without_words":
        return []
    return [PLACE if name == "whatsapp_place" else fields(name)["Body"]]


def test_a_picture_without_words_is_fetched_and_looked_at(line: Line) -> None:
    brought(line, "picture_without_words")

    intake = the_intake(line.office)
    assert NOT_LOOKED_AT in intake.flags
    with line.office.database.read() as connection:
        files = attachments.of_intake(connection, line.office.keyring, intake.id)
    assert [one.standing for one in files] == [FileStanding.TO_FETCH]


def test_a_stop_that_twilio_names_silences_us_until_its_start(line: Line) -> None:
    line.text("they took my phone")

    assert brought(line, "stop_with_advanced_opt_out") == []
    assert the_intake(line.office).has_flag(FlagName.OPTED_OUT)
    assert messages(line.text("he has a knife")) == []
    assert brought(line, "start_with_advanced_opt_out") == []  # the network says it
    assert len(messages(line.text("he hit me with it"))) == 1


def test_a_help_that_twilio_names_is_a_child_who_asks_for_help(line: Line) -> None:
    line.text("they took my phone")

    (reply,) = brought(line, "help_with_advanced_opt_out")

    assert "999" in reply
    assert ASKED_FOR_HELP in the_intake(line.office).flags


def test_the_fallback_address_gets_the_same_text_and_takes_it_once(line: Line) -> None:
    name = "second_try_at_the_fallback_address"
    again = {k: v for k, v in fields(name).items() if k not in ("ErrorCode", "ErrorUrl")}

    first = messages(line.post(again))

    assert brought(line, name) == first
    assert len(kept_texts(line.office)) == 1


def test_a_button_that_is_pressed_answers_like_its_digit(line: Line) -> None:
    line.text("they took my phone", From=WHATSAPP)
    brought(line, "whatsapp_button")

    intake = the_intake(line.office)
    assert said(intake) == ["they took my phone", "Yes, please"]
    assert intake.wants_advocate is YesNo.YES


def test_a_text_to_our_name_in_rcs_is_kept_once_that_name_is_ours(line: Line) -> None:
    named = fields("rcs") | {"To": RCS_SENDER}
    assert line.post(named).status_code == 403
    ours = replace(line.office.settings, rcs_senders=(RCS_SENDER,))
    set_office(line.app, replace(line.office, settings=ours))

    assert messages(line.post(named))

    assert said(the_intake(line.office)) == ["They took my phone"]


def test_a_button_of_no_digit_is_the_words_on_it(line: Line) -> None:
    line.text("they took my phone", From=WHATSAPP)
    sent = fields("whatsapp_button") | {"ButtonPayload": "ask-later", "Body": ""}
    line.post(sent | {"ButtonText": "Ask me later"})

    intake = the_intake(line.office)
    assert said(intake) == ["they took my phone", "Ask me later"]
    assert intake.wants_advocate is None


@pytest.mark.parametrize("words", ["I am here", "1"])
def test_a_place_with_words_beside_it_keeps_both(line: Line, words: str) -> None:
    line.text("they took my phone", From=WHATSAPP)
    line.post(fields("whatsapp_place") | {"Body": words})

    intake = the_intake(line.office)
    assert said(intake)[1:] == [f"{words}\n{PLACE}"]
    assert intake.wants_advocate is None


def test_a_place_is_in_no_log(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    brought(line, "whatsapp_place")

    assert not [what for what in ("51.38", "1.386", "pier", "Margate") if what in caplog.text]
