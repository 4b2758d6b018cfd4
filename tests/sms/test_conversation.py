"""Conversations as they read, one for each thing that was decided about them."""

from portal.domain.taxonomy import LookedAfter, TextsAllowed, YesNo
from sms.prompts import Part
from tests.sms.transcript import ASKED_FOR_HELP, Phone, asked_for_a_name, talk


def test_a_whole_conversation_reads_like_this():
    steps = talk("""
        > complaint my carer shouts at me every night
        < Hi. We got your message. Thank you.
        < A person will read it by Friday 5 September. Text us more any time.
        < In danger now? Call 999, or Childline free on 0800 1111.
        < Want someone on your side to speak up for you? Reply 1 if so, 2 if not, ...
        > 1
        < Thank you. We wrote down your answer.
        < Someone should be found by Monday 8 September. If nobody is in touch by then, call 101.
        < Is it safe to text you here about what you told us? Reply 1 if it is, 2 if not, ...
        (1 minute)
        > (1)
        < Thank you. We wrote down your answer.
        < Do you live in care, like with foster carers or in a home? Reply 1 if you do, ...
        > 1.
        < Thank you. We wrote down your answer.
        < What can we call you? Text us a name if you like.
        > Sam
        < Thank you. We wrote down your answer.
        < That was our last question. Text us more any time.
        (5 minutes)
        > She is shouting again
        < Hi. We got your message and added it.
    """)

    assert [step.opens_intake for step in steps] == [True] + [False] * 5
    assert [step.finished for step in steps] == [False] * 4 + [True, False]
    answers = [step.answer for step in steps[1:5]]
    assert answers[0].wants_advocate is YesNo.YES
    assert answers[1].texts_allowed is TextsAllowed.ABOUT_IT
    assert answers[2].looked_after is LookedAfter.YES
    assert answers[3].name == "Sam"


def test_a_child_who_tells_on_is_asked_no_more_and_may_answer_still():
    steps = talk("""
        > They took my phone
        < Hi. We got your message. Thank you...
        (3 minutes)
        > and my shoes
        < Hi. We got your message and added it.
        < Want someone on your side to speak up ...
        (3 minutes)
        > and my bag
        < Hi. We got your message and added it.
        (3 minutes)
        > and my coat is gone as well
        < Hi. We got your message and added it.
        > 1
        < Thank you. We wrote down your answer...
    """)

    assert [step.answer for step in steps[:-1]] == [None] * 4
    assert not any(step.finished for step in steps)


def test_a_burst_of_texts_gets_one_reply_and_the_next_three_minutes_later():
    talk("""
        > hi
        < Hi. We got your message. Thank you. ...
        > its about my room
        > there is no lock
        (2 minutes)
        > and no light
        (1 minute)
        > thats all
        < Hi. We got your message and added it. ...
        (2 minutes)
        > really
    """)


def test_words_after_a_day_of_silence_are_new_words_and_are_told_so_at_once():
    steps = talk("""
        > they moved me
        < Hi. ...
        (23 hours)
        > to a new place
        < Hi. We got your message and added it. ...
        (24 hours)
        > and now again
        < Hi. We got your message. We added it to what you told us before.
    """)

    assert [step.new_words for step in steps] == [False, False, True]


def test_whoever_is_not_a_person_is_heard_but_never_answered():
    phone = Phone(is_answerable=False)
    steps = talk("> Your parcel is late\n> HELP\n>! knife\n> 1\n> STOP\n> START\n>", phone)

    assert all(step.reply is None for step in steps)
    assert all(step.answer is None for step in steps)
    assert steps[0].opens_intake
    assert steps[1].flags == (ASKED_FOR_HELP,)


def test_an_empty_text_is_answered_and_opens_nothing():
    steps = talk("""
        >
        < Hi. We got your message. It had no words.
        < Text us what you want us to know.
        < In danger now? Call 999, or Childline free on 0800 1111.
        >
        > they forgot my birthday
        < Hi. We got your message. Thank you.
        < A person will read it by ...
        >
    """)

    assert [step.opens_intake for step in steps] == [False, False, True, False]


def test_a_clock_that_went_back_does_not_silence_us():
    phone = Phone()
    phone.text("I am hungry")
    phone.wait(days=-300)

    assert phone.text("still hungry").reply.opening is Part.ADDED


def test_a_closed_intake_is_followed_by_a_new_one_that_starts_afresh():
    steps = talk(
        """
        (2 days)
        (closed)
        > 1
        < Hi. Text us what you want us to know. ...
        > it is worse now and nobody came
        < Hi. We got your message. Thank you.
        < A person will read it by Friday 5 September. Text us more any time. ...
        > 2
        < Thank you. We wrote down your answer.
        < Do you live in care, ...
        > 2
        < Thank you. We wrote down your answer.
        < What can we call you? ...
        > Sam
        < Thank you. ...
        """,
        asked_for_a_name(),
    )

    digit, words, *answers = steps[-5:]
    assert not digit.opens_intake, "a digit that answers nothing tells nothing"
    assert digit.answer is None
    assert words.opens_intake
    assert not words.new_words
    assert answers[-1].finished
    assert answers[-1].answer is not None
    assert answers[-1].answer.name == "Sam"
    assert answers[-1].state.texts_allowed is TextsAllowed.ABOUT_IT
