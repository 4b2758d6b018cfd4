"""What a text says of the phone: found where it says so, and not where it tells us of somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.taxonomy import TextsAllowed
from sms.answers import Outside, Question, answer, outside_answer, wants_languages
from sms.who_reads import (
    answers_unsafe,
    asks_who_we_are,
    is_of_an_adult_at_work,
    says_unsafe,
    says_wrong_person,
)


@pytest.mark.parametrize(
    "words",
    [
        "my carer checks my phone",
        "he goes through my phone",
        "its my carers phone",
        "this isnt my phone",
        "it's not safe to text me",
        "she took my stuff gtg shes here dont text",
        "dont text me after 9 my carer has my phone",
        "لا امي بتشوف تلفوني",
    ],
)
def test_a_phone_that_somebody_reads_is_not_safe(words):
    assert says_unsafe(words)


@pytest.mark.parametrize(
    "words",
    [
        "they took my phone",
        "she has my phone and wont give it back",
        "they dont reply to me",
        "my social worker dont text me back",
        "i told him dont text me",
        "she reads my letters",
        "",
    ],
)
def test_what_they_tell_us_about_a_phone_is_not_that(words):
    assert not says_unsafe(words)


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("no my carer checks my phone", TextsAllowed.NEUTRAL_ONLY),
        ("2 cuz she looks at my phone", TextsAllowed.NEUTRAL_ONLY),
        ("no not safe my carer reads my texts", TextsAllowed.NEUTRAL_ONLY),
        ("not safe", TextsAllowed.NEUTRAL_ONLY),
        ("another way", TextsAllowed.ANOTHER_WAY),
        ("3 ring me at school", TextsAllowed.ANOTHER_WAY),
        ("yess", TextsAllowed.ABOUT_IT),
        ("1 xx", TextsAllowed.ABOUT_IT),
        ("yes pls i need one", TextsAllowed.ABOUT_IT),
        ("yes\n--\nSent from my Galaxy", TextsAllowed.ABOUT_IT),
    ],
)
def test_whether_texts_are_safe_may_be_said_in_words(words, allowed):
    assert answer(Question.CONTACT, words, is_flagged=False).texts_allowed is allowed


@pytest.mark.parametrize("words", ["y?", "yes?", "1?", "2 people know", "yes but only after 4"])
def test_what_asks_or_says_more_answers_nothing(words):
    assert answer(Question.CONTACT, words, is_flagged=False) is None


@pytest.mark.parametrize(
    ("words", "always", "asked"),
    [
        ("wrong number mate", True, True),
        ("You have the wrong number", True, True),
        ("this isnt her phone", True, True),
        ("it isnt me", False, True),
        ("no sorry", False, True),
        ("new phone who dis", False, True),
        ("this is my phone now", False, True),
        ("is this the wrong number?", False, False),
        ("i told the wrong person", False, False),
    ],
)
def test_less_says_whose_phone_it_is_where_we_asked_that(words, always, asked):
    assert says_wrong_person(words, is_asked=False) is always
    assert says_wrong_person(words, is_asked=True) is asked


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Hello? This is Karen. Who is this?", True),
        ("who are you", True),
        ("Is this social services?", True),
        ("Do not contact this number again", True),
        ("who is this kid in my room", False),
        ("i dont know who my social worker is", False),
    ],
)
def test_somebody_who_picked_the_phone_up_asks_who_we_are(words, asks):
    assert asks_who_we_are(words) is asks


@pytest.mark.parametrize(
    ("words", "is_adult"),
    [
        ("Hi I am Jane, advocate at Coram Voice for a child", True),
        ("this is her social worker", True),
        ("i am a foster carer", True),
        ("im 14 and my social worker is mean", False),
        ("I'm sad my advocate left", False),
    ],
)
def test_an_adult_at_work_says_so(words, is_adult):
    assert is_of_an_adult_at_work(words) is is_adult


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("worse", 3),
        ("3 worse", 3),
        ("better", 1),
        ("أسوأ", 3),
        ("2", 2),
        ("no", None),
        ("yes", None),
    ],
)
def test_how_it_is_now_is_said_in_its_own_words(words, chosen):
    assert outside_answer(Outside.COMEBACK, words) == chosen


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("8", True),
        ("i want arabic", True),
        ("do you speak arabic", True),
        ("عربي", True),
        ("i want out", False),
        ("english teacher", False),
    ],
)
def test_a_language_may_be_asked_for_by_its_name(words, asks):
    assert wants_languages(words) is asks


@given(st.text(max_size=400))
def test_any_text_can_be_read(words):
    for one in (says_unsafe, answers_unsafe, asks_who_we_are, is_of_an_adult_at_work):
        assert one(words) in (True, False)
