"""`flask doctor` of the text line: how far Twilio's list was read, and what is left there."""

from __future__ import annotations

from datetime import timedelta

from sms import doctor
from sms.clearing import clear_at_twilio
from sms.polling import take_in_missing
from tests.servers.twilio import Twilio
from tests.sms.outgoing import Scene


def test_a_list_that_nobody_reads_any_more_is_named(scene: Scene) -> None:
    assert doctor._asked(scene.office).is_well
    take_in_missing(scene.office)
    scene.clock.move(hours=1)
    assert doctor._asked(scene.office).is_well

    scene.clock.move(minutes=1)
    found = doctor._asked(scene.office)
    assert not found.is_well
    assert "24 November, 10:00 UTC" in found.says
    take_in_missing(scene.office)
    assert doctor._asked(scene.office).is_well


def test_one_of_our_addresses_that_cannot_be_read_is_enough(scene: Scene) -> None:
    take_in_missing(scene.office)
    scene.clock.move(hours=2)
    scene.twilio.fails_with = [(500, 20500)]
    take_in_missing(scene.office)
    assert not doctor._asked(scene.office).is_well


def test_that_it_is_off_is_said(migrated_database_url: str, twilio: Twilio) -> None:
    scene = Scene.of(migrated_database_url, twilio, TWILIO_POLL_MINUTES="0")
    assert "TWILIO_POLL_MINUTES is 0" in doctor._asked(scene.office).says
    scene.office.database.close()


def test_a_text_that_twilio_does_not_let_go_is_named_after_some_days(scene: Scene) -> None:
    scene.texts("they took my phone")
    assert doctor._left_at_twilio(scene.office).is_well
    scene.clock.at += timedelta(days=5)

    assert "One since 24 November" in doctor._left_at_twilio(scene.office).says
    assert clear_at_twilio(scene.office) == 1
    assert doctor._left_at_twilio(scene.office).is_well
