"""What comes back where a child is in danger, or asks for help."""

import pytest

from sms.answers import Question
from sms.prompts import Part, Prompt
from tests.sms.transcript import ASKED_FOR_HELP, DANGER, Phone, asked_for_contact, talk


def test_a_question_stays_open_while_words_and_danger_go_between():
    talk("""
        > I have no bed
        < Hi. ...
        >! he hurts me
        < Hi. We got your message. Thank you.
        < In danger now? Call 999.
        < To talk now: Childline, 0800 1111.
        < A person next reads texts: Thursday 4 September, 9am.
        > 1
        < Thank you. We wrote down your answer. ...
    """)


def test_an_advocate_is_offered_to_a_child_in_danger_at_once():
    talk("""
        >! he locked me in and hit me
        < Hi. We got your message. Thank you. ...
        > 1
        < Thank you. We wrote down your answer. ...
    """)


def test_danger_in_the_first_text_is_told_whom_to_ring_first():
    steps = talk("""
        >! he locked me in and hit me
        < Hi. We got your message. Thank you.
        < In danger now? Call 999.
        < To talk now, free, any time: Childline, 0800 1111.
        < A person next reads texts: Thursday 4 September, 9am. Text us more any time.
        < Want someone on your side to speak up ...
        (3 minutes)
        > he is outside the door
        < Hi. We got your message and added it.
        < Want someone on your side to speak up ...
    """)

    assert steps[0].opens_intake
    assert steps[0].flags == ()  # screening raised it already


def test_danger_is_answered_at_once_but_once_an_hour():
    talk("""
        > hello
        < Hi. ...
        >! he has a knife
        < Hi. We got your message. Thank you.
        < In danger now? Call 999. ...
        >! he is coming up
        (3 minutes)
        >! he is here
        < Hi. We got your message and added it.
        (57 minutes)
        >! he has it again
        < Hi. We got your message. Thank you.
        < In danger now? Call 999. ...
    """)


@pytest.mark.parametrize("said", ["HELP", "help!!", " Help. ", "INFO", "h e l p"])
def test_help_alone_is_urgent(said):
    step = Phone().text(said)

    assert step.flags == (ASKED_FOR_HELP,)
    assert step.opens_intake
    assert step.reply == Prompt(Part.FIRST_URGENT, Question.ADVOCATE)


def test_help_in_a_sentence_is_left_to_screening():
    assert Phone().text("help with my room please").flags == ()


def test_help_in_a_word_that_twilio_was_taught_is_urgent():
    assert Phone().text("ayuda", opt_out_type="HELP").flags == (ASKED_FOR_HELP,)


def test_danger_is_never_taken_for_an_answer():
    phone = asked_for_contact()

    step = phone.text("2", DANGER)

    assert step.answer is None
    assert step.reply == Prompt(Part.URGENT)
