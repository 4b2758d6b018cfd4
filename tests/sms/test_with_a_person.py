"""Once a person texts with a child, the line itself is silent but for what only it can give."""

from __future__ import annotations

import pytest

from portal.domain.flags import FlagName
from tests.sms.outgoing import Scene
from tests.sms.senders import said

HELLO = "We read it today. We ring you on Friday."


@pytest.fixture
def with_person(scene: Scene) -> Scene:
    """A child whom somebody of customer care texted."""
    scene.tells()
    scene.writes(HELLO)
    scene.sends()
    assert scene.twilio.bodies() == [HELLO]
    return scene


def test_the_line_keeps_what_is_written_to_the_person_and_says_nothing(with_person: Scene) -> None:
    scene = with_person
    before = scene.intake.seen_at
    scene.clock.move(days=2)
    assert scene.texts("ok thanks", "friday is good", "2") == ["", "", ""]
    assert said(scene.intake)[-3:] == ["ok thanks", "friday is good", "2"]
    assert scene.intake.seen_at is None or scene.intake.seen_at != before


def test_danger_is_answered_still(with_person: Scene) -> None:
    [reply] = with_person.texts("he hits me every night")
    assert "999" in reply
    assert with_person.intake.has_flag(FlagName.URGENT)


def test_the_languages_are_shown_still(with_person: Scene) -> None:
    [shown, chosen] = with_person.texts("language", "2")
    assert shown.splitlines()[0] == "1 English"
    assert chosen.startswith("شكر")


def test_a_digit_is_meant_for_the_person(with_person: Scene) -> None:
    assert with_person.texts("8", "2") == ["", ""]


def test_what_the_line_asked_before_is_answered_no_more(scene: Scene) -> None:
    scene.tells("2", "1")
    scene.writes("Are you scared of somebody? Say yes or no.")
    scene.sends()
    assert scene.texts("no") == [""]
    assert scene.intake.looked_after is None


def test_start_is_answered_still(with_person: Scene) -> None:
    [stopped, started, thanked] = with_person.texts("STOP", "START", "thank you")
    assert stopped == ""
    assert started != ""
    assert thanked == ""


def test_who_says_that_it_is_not_their_phone_gets_no_more_of_it(with_person: Scene) -> None:
    scene = with_person
    told = scene.intake.words
    [reply] = scene.texts("wrong number mate")
    assert reply == "Sorry. We will not text you about this again."
    assert scene.intake.words == told
    scene.writes("Are you there?")
    scene.sends()
    assert scene.twilio.bodies() == [HELLO]
    assert scene.intake.has_flag(FlagName.UNREACHED)


def test_a_telling_after_closing_is_greeted_again(with_person: Scene) -> None:
    with_person.changes(with_person.intake, closed_at=with_person.clock.at)
    [reply] = with_person.texts("now they took my bike")
    assert reply.startswith("Hi. We got your message.")


def test_a_text_of_ours_is_in_the_language_that_they_chose(scene: Scene) -> None:
    scene.texts("ገንዘበይ ወሲዱለይ ኣሎ", "2", "2", "2")
    assert scene.intake.language == "ti", "an interpreter is found by what they speak"
    scene.writes(HELLO)
    scene.sends()
    [news] = scene.twilio.bodies()
    assert news.startswith("مرحب")
