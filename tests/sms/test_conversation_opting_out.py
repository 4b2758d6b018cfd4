"""What comes back, and what does not, once a child said STOP."""

import pytest

from portal.domain.taxonomy import YesNo
from sms.prompts import Part, Prompt
from sms.state import State
from tests.sms.transcript import ASKED_FOR_HELP, OPTED_OUT, Phone, talk

STOPS = ["STOP", "stop", "Stopall", "UNSUBSCRIBE", "cancel", "End.", "quit", "REVOKE", "opt out"]


@pytest.mark.parametrize("said", STOPS)
def test_stop_and_its_kin_get_silence_and_a_person_looks(said):
    step = Phone().text(said)

    assert step.reply is None
    assert step.flags == (OPTED_OUT,)
    assert step.opens_intake
    assert step.state.opted_out


def test_stop_in_a_sentence_is_words():
    step = Phone().text("make him stop")

    assert step.flags == ()
    assert not step.state.opted_out


def test_stop_in_any_language_counts_where_twilio_says_so():
    assert Phone().text("قف", opt_out_type="STOP").flags == (OPTED_OUT,)


def test_after_stop_texts_are_taken_in_silence_until_start():
    steps = talk("""
        > I am cold at night
        < Hi. ...
        > STOP
        (1 hour)
        > it is the window
        >! I want to die
        > 1
        > help
        > START
        < Hi. OK. You will get our texts again.
        < Text us what you want us to know.
        < In danger now? Call 999, or Childline free on 0800 1111.
        (3 minutes)
        > it is the window in my room
        < Hi. We got your message and added it.
        < Want someone ...
    """)

    assert [step.flags for step in steps[1:6]] == [(OPTED_OUT,), (), (), (), (ASKED_FOR_HELP,)]
    assert all(step.answer is None for step in steps)


def test_a_new_intake_of_a_child_who_opted_out_says_so():
    phone = Phone()
    phone.text("stop")
    phone.intake_open = False

    step = phone.text("it got worse")

    assert step.opens_intake
    assert step.flags == (OPTED_OUT,)
    assert step.reply is None


def test_help_from_a_child_who_opted_out_is_urgent_all_the_same():
    step = Phone(state=State(opted_out=True)).text("help")

    assert step.flags == (ASKED_FOR_HELP, OPTED_OUT)
    assert step.reply is None


def test_start_opens_nothing_and_the_next_words_get_the_first_reply():
    phone = Phone(state=State(opted_out=True))

    assert not phone.text("unstop").opens_intake
    assert phone.text("my room is cold").reply == Prompt(Part.FIRST, "advocate")


def test_start_after_a_lone_stop_is_followed_by_the_first_reply():
    talk("""
        > STOP
        > START
        < Hi. OK. You will get our texts again. ...
        > they hid my letters
        < Hi. We got your message. Thank you.
        < A person will read it by ...
    """)


@pytest.mark.parametrize("word", ["START", "yes"])
def test_a_start_that_the_network_answers_gets_no_second_answer(word):
    phone = Phone(state=State(opted_out=True))

    assert phone.text(word, opt_out_type="START").reply is None
    assert phone.text("my room is cold").reply == Prompt(Part.FIRST, "advocate")


def test_start_from_somebody_who_never_opted_out_is_words():
    step = Phone().text("start")

    assert step.opens_intake
    assert step.reply == Prompt(Part.FIRST, "advocate")


def test_a_yes_that_twilio_takes_for_start_is_still_an_answer():
    phone = Phone()
    phone.text("my room is cold")

    assert phone.text("yes", opt_out_type="START").answer.wants_advocate is YesNo.YES
