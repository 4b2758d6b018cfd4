"""What a text answers, and what is asked next."""

import pytest

from portal.domain.flags import Flag, FlagName
from portal.domain.taxonomy import TextsAllowed, YesNo
from sms.prompts import Part, Prompt
from tests.sms.transcript import Phone, asked_for_a_name, asked_for_contact, talk


def test_an_answer_is_thanked_at_once_inside_the_three_minutes():
    talk("""
        > I dont like it here
        < Hi. ...
        > no
        < Thank you. We wrote down your answer.
        < Is it safe to text you here ...
        > I want to go home
        > 1
        < Thank you. We wrote down your answer.
        < Do you live in care, ...
    """)


def test_a_digit_that_answers_nothing_is_words():
    phone = Phone()
    talk("> 1\n< Hi. We got your message. Thank you. ...", phone)

    assert phone.steps[0].opens_intake
    assert phone.steps[0].answer is None
    assert phone.text("4").answer is None
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
    assert step.reply.opening is Part.THANKS_ASKED


def test_another_way_gets_code_words_and_nothing_is_asked_any_more():
    steps = talk(
        """
        > 3
        < Keep these. They are just for you.
        < river lamp tiger stone
        > thank you
        (3 minutes)
        > they read all of them
        < Hi. We got your message and added it.
        """,
        asked_for_contact(),
    )

    assert [step.wants_code_words for step in steps] == [False] * 2 + [True, False, False]
    assert steps[2].answer.texts_allowed is TextsAllowed.ANOTHER_WAY


@pytest.mark.parametrize(
    ("said", "allowed", "asked_next"),
    [("1", TextsAllowed.ABOUT_IT, "care"), ("2", TextsAllowed.NEUTRAL_ONLY, None)],
)
def test_what_may_be_texted_is_remembered_and_where_it_is_not_safe_we_ask_no_more(
    said, allowed, asked_next
):
    phone = asked_for_contact()

    step = phone.text(said)

    assert step.answer.texts_allowed is allowed
    assert phone.state.texts_allowed is allowed
    assert step.reply == Prompt(Part.THANKS, asked_next)


def test_an_answer_is_taken_once():
    phone = asked_for_contact()
    phone.text("3")

    assert phone.text("1").answer is None
    assert phone.state.texts_allowed is TextsAllowed.ANOTHER_WAY


def test_no_name_is_an_answer_as_well_and_the_telling_is_finished():
    step = asked_for_a_name().text("no thanks")

    assert step.finished
    assert step.answer.name is None
    assert step.reply == Prompt(Part.THANKS)


def test_words_of_danger_are_not_taken_for_a_name():
    assert asked_for_a_name().text("Uncle Bob", Flag(FlagName.URGENT, "rule")).answer is None


def test_a_name_in_letters_that_no_rule_reads_is_a_name():
    not_screened = Flag(FlagName.NOT_SCREENED, "no-rules-for-this-language")
    assert asked_for_a_name().text("ዮናስ", not_screened).answer.name == "ዮናስ"


def test_stop_is_never_taken_for_a_name():
    assert asked_for_a_name().text("Stop").answer is None
