"""Conversations as they read, one for each thing that was decided about them."""

import pytest

from portal.domain.flags import Flag, FlagName
from portal.domain.taxonomy import LookedAfter, TextsAllowed, YesNo
from sms.prompts import Part, Prompt
from sms.state import State
from tests.sms.transcript import DANGER, Phone, talk

OPTED_OUT = Flag(FlagName.OPTED_OUT, "opted-out")
ASKED_FOR_HELP = Flag(FlagName.URGENT, "asked-for-help")


def test_a_whole_conversation_reads_like_this():
    steps = talk("""
        > complaint my carer shouts at me every night
        < Hi. We got your message. Thank you.
        < A person will read it by Friday 5 September. Text us more any time.
        < In danger now? Call 999, or Childline free on 0800 1111.
        < Would you like someone to speak up for you? They would be on your side. Reply 1 if ...
        > 1
        < Thank you. We wrote down your answer.
        < Do you live in care? Reply 1 if you do, 2 if not, 3 if not sure. It is OK not to answer.
        (1 minute)
        > 1.
        < Thank you. We wrote down your answer.
        < Can we text you here about what you told us? Reply 1 if we can, 2 if not, 3 for ...
        > (1)
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
    assert answers[1].looked_after is LookedAfter.YES
    assert answers[2].texts_allowed is TextsAllowed.ABOUT_IT
    assert answers[3].name == "Sam"


def test_a_child_who_never_answers_is_asked_each_thing_once_and_for_an_advocate_twice():
    steps = talk("""
        > They took my phone
        < Hi. We got your message. Thank you...
        (3 minutes)
        > and my shoes
        < Hi. We got your message and added it.
        < Would you like someone to speak up for you? They would ...
        (3 minutes)
        > and my bag
        < Hi. We got your message and added it.
        < Do you live in care? ...
        (3 minutes)
        > and my coat is gone as well
        < Hi. We got your message and added it.
        < Can we text you here ...
        (3 minutes)
        > none of it came back
        < Hi. We got your message and added it.
        < What can we call you? ...
        (3 minutes)
        > it is all still in the office upstairs
        < Hi. We got your message and added it.
        (3 minutes)
        > they never say why
        < Hi. We got your message and added it.
    """)

    assert [step.answer for step in steps] == [None] * 7
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


def test_an_answer_is_thanked_at_once_inside_the_three_minutes():
    talk("""
        > I dont like it here
        < Hi. ...
        > no
        < Thank you. We wrote down your answer.
        < Do you live in care? ...
        > I want to go home
        > 3
        < Thank you. We wrote down your answer.
        < Can we text you here ...
    """)


def test_a_digit_that_answers_nothing_is_words():
    phone = Phone()
    talk("> 1\n< Hi. We got your message. Thank you. ...", phone)

    assert phone.steps[0].opens_intake
    assert phone.steps[0].answer is None
    assert phone.text("3").answer is None
    assert phone.text("11").answer is None
    assert phone.text("0").reply is None


@pytest.mark.parametrize("said", ["٢", "۲", "፪", " 2) ", "No!", "nope", "لا", "complaint 2"])
def test_an_answer_may_be_in_any_script_or_a_word(said):
    phone = Phone()
    phone.text("They are never here")

    assert phone.text(said).answer.wants_advocate is YesNo.NO


def test_a_late_answer_still_counts():
    phone = Phone()
    phone.text("They are never here")
    phone.wait(days=2)

    step = phone.text("1")

    assert step.answer.wants_advocate is YesNo.YES
    assert step.new_words
    assert step.reply.opening is Part.THANKS


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


def _asked_for_contact() -> Phone:
    phone = Phone()
    for words in ("They read my letters", "1", "1"):
        phone.text(words)
    assert phone.state.waiting_for == "contact"
    return phone


def test_another_way_gets_code_words_alone_and_the_name_question_rides_on_the_next_reply():
    steps = talk(
        """
        > 3
        < river lamp tiger stone
        > thank you
        (3 minutes)
        > they read all of them
        < Hi. We got your message and added it.
        < What can we call you? ...
        """,
        _asked_for_contact(),
    )

    assert [step.wants_code_words for step in steps] == [False] * 3 + [True, False, False]
    assert steps[3].answer.texts_allowed is TextsAllowed.ANOTHER_WAY


@pytest.mark.parametrize(
    ("said", "allowed"), [("1", TextsAllowed.ABOUT_IT), ("2", TextsAllowed.NEUTRAL_ONLY)]
)
def test_what_may_be_texted_is_asked_and_remembered(said, allowed):
    phone = _asked_for_contact()

    step = phone.text(said)

    assert step.answer.texts_allowed is allowed
    assert phone.state.texts_allowed is allowed
    assert step.reply == Prompt(Part.THANKS, "name")


def test_no_name_is_an_answer_as_well_and_the_telling_is_finished():
    phone = _asked_for_contact()
    phone.text("2")

    step = phone.text("no thanks")

    assert step.finished
    assert step.answer.name is None
    assert step.reply == Prompt(Part.THANKS)


def test_danger_in_the_first_text_is_told_whom_to_ring_first():
    steps = talk("""
        >! he locked me in and hit me
        < Hi. We got your message. Thank you.
        < In danger now? Call 999.
        < To talk now, free, day or night: Childline, 0800 1111.
        < A person next reads texts: Thursday 4 September, 9am. Text us more any time.
        (3 minutes)
        > he is outside the door
        < Hi. We got your message and added it.
        < Would you like someone to speak up for you? ...
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
        < Would you like ...
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
    assert step.reply == Prompt(Part.FIRST_URGENT)


def test_help_in_a_sentence_is_left_to_screening():
    assert Phone().text("help with my room please").flags == ()


def test_help_in_a_word_that_twilio_was_taught_is_urgent():
    assert Phone().text("ayuda", opt_out_type="HELP").flags == (ASKED_FOR_HELP,)


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
        < Would you like ...
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


def test_start_opens_nothing_and_the_next_words_get_the_first_reply():
    phone = Phone(state=State(opted_out=True))

    assert not phone.text("unstop").opens_intake
    assert phone.text("my room is cold").reply == Prompt(Part.FIRST, "advocate")


def test_start_from_somebody_who_never_opted_out_is_words():
    step = Phone().text("start")

    assert step.opens_intake
    assert step.reply == Prompt(Part.FIRST, "advocate")


def test_a_yes_that_twilio_takes_for_start_is_still_an_answer():
    phone = Phone()
    phone.text("my room is cold")

    assert phone.text("yes", opt_out_type="START").answer.wants_advocate is YesNo.YES


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


def test_a_closed_intake_is_followed_by_a_new_one_that_starts_afresh():
    phone = _asked_for_contact()
    phone.text("2")

    steps = talk(
        """
        (closed)
        > 1
        < Hi. We got your message. Thank you.
        < A person will read it by Friday 5 September. Text us more any time. ...
        > 2
        < Thank you. We wrote down your answer.
        < Do you live in care? ...
        > 2
        < Thank you. We wrote down your answer.
        < What can we call you? ...
        > Sam
        < Thank you. ...
        """,
        phone,
    )

    assert steps[4].opens_intake
    assert steps[4].answer is None
    assert not steps[4].new_words
    assert steps[4].state.texts_allowed is TextsAllowed.NEUTRAL_ONLY
    assert steps[-1].finished


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


def test_danger_is_never_taken_for_an_answer():
    phone = _asked_for_contact()

    step = phone.text("2", DANGER)

    assert step.answer is None
    assert step.reply == Prompt(Part.URGENT)


def test_a_clock_that_went_back_does_not_silence_us():
    phone = Phone()
    phone.text("I am hungry")
    phone.wait(days=-300)

    assert phone.text("still hungry").reply.opening is Part.ADDED
