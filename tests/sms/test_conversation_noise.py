"""What a phone or a network writes by itself: kept, and as if it had not come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.flags import Flag, FlagName
from sms.answers import Outside
from sms.conversation import advance
from sms.keywords import Keyword
from sms.noise import Noise
from sms.prompts import Part
from sms.state import Asked, State
from sms.step import Incoming, Step
from tests.sms.transcript import DANGER, NOON, Phone, asked_for_a_name, talk

TAPBACK = "Liked “We got your message”"
EVERY_KIND = (TAPBACK, "Auto-reply: I am away", "Message not delivered")


@pytest.mark.parametrize("words", EVERY_KIND)
@pytest.mark.parametrize("is_open", [False, True])
def test_noise_changes_nothing_and_gets_silence(words, is_open):
    state = State(last_text_at=NOON, is_greeted=True)

    step = advance(state, Incoming(words, True, is_open), NOON + timedelta(days=40))

    assert step == Step(state, noise=step.noise)
    assert step.noise is not None


def test_noise_answers_no_question_and_the_question_still_waits():
    phone = asked_for_a_name()

    assert phone.text(TAPBACK).answer is None
    assert phone.text("Sam").answer.name == "Sam"


def test_noise_between_texts_moves_no_reply():
    talk("""
        > They took my phone
        < Hi. We got your message. ...
        (2 minutes)
        > Liked “Hi. We got your message.”
        (1 minute)
        > and my shoes
        < Hi. We got your message and added it. ...
    """)


def test_words_after_a_days_silence_are_new_whatever_a_phone_wrote_in_between():
    phone = Phone()
    phone.text("They took my phone")
    phone.wait(hours=23)
    assert not phone.text(TAPBACK).new_words
    phone.wait(hours=23)

    assert phone.text("and my shoes").new_words


def test_noise_after_a_days_silence_is_not_new_words():
    phone = Phone()
    phone.text("They took my phone")
    phone.wait(days=2)

    assert not phone.text(TAPBACK).new_words


@pytest.mark.parametrize("flag", [DANGER, Flag(FlagName.NOT_SCREENED, "rule")])
def test_what_raises_a_flag_is_words(flag):
    step = Phone().text("Liked “I want to die”", flag)

    assert step.noise is None
    assert step.opens_intake
    assert step.reply is not None


def test_what_comes_with_a_photo_is_words():
    step = advance(State(), Incoming(TAPBACK, True, False, has_files=True), NOON)

    assert step.noise is None
    assert step.opens_intake


@pytest.mark.parametrize("keyword", list(Keyword))
def test_what_twilio_takes_for_a_keyword_is_one(keyword):
    assert Phone().text("Auto-reply: STOP", opt_out_type=keyword).noise is None


def test_noise_answers_nothing_that_a_text_of_ours_asked_by_itself():
    asked = Asked(Outside.STATEMENT, "m1", "i1", NOON)
    phone = Phone(state=State(outside=asked))

    assert phone.text("1️⃣ to “1 that is right”").noise is Noise.TAPBACK
    assert phone.state.outside == asked
    assert phone.text("1").outside.choice == 1


def test_noise_does_not_lift_an_opt_out():
    phone = Phone(state=replace(State(), opted_out=True))

    assert phone.text(TAPBACK).state.opted_out


def test_a_telling_after_noise_is_greeted_as_ever():
    phone = Phone()
    phone.text("They took my phone")
    phone.intake_open = False
    phone.text(TAPBACK)

    assert phone.text("and my shoes").reply.opening is Part.FIRST


@pytest.mark.parametrize("words", EVERY_KIND)
def test_what_looks_like_noise_in_the_first_text_of_a_phone_is_a_childs(words):
    step = Phone().text(words)

    assert (step.noise, step.opens_intake) == (None, True)
    assert step.reply.opening is Part.FIRST
