import pytest

from portal.domain.taxonomy import LookedAfter, YesNo
from sms.answers import Answer, Question, answer


def named(words: str) -> str | None:
    given = answer(Question.NAME, words, is_flagged=False)
    return given.name if given else None


@pytest.mark.parametrize(
    ("question", "words", "given"),
    [
        (Question.ADVOCATE, "1", Answer(Question.ADVOCATE, wants_advocate=YesNo.YES)),
        (Question.ADVOCATE, "2", Answer(Question.ADVOCATE, wants_advocate=YesNo.NO)),
        (
            Question.ADVOCATE,
            "3 please",
            Answer(Question.ADVOCATE, wants_advocate=YesNo.NO, trusted=True),
        ),
        (Question.ADVOCATE, "4", None),
        (Question.ADVOCATE, "3 my nan helps me", None),
        (Question.ADVOCATE, "not sarah", None),
        (Question.CARE, "3", Answer(Question.CARE, looked_after=LookedAfter.NOT_SURE)),
        (Question.CARE, "4", None),
        (Question.CONTACT, "0", None),
        (Question.CONTACT, "on my phone", None),
        (None, "1", None),
    ],
)
def test_a_digit_means_what_the_question_offered(question, words, given):
    assert answer(question, words, is_flagged=False) == given


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sam", "Sam"),
        (" Zoë-Mae O'Neil ", "Zoë-Mae O'Neil"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("محمد علي", "محمد علي"),
        ("my name is Sam", "Sam"),
        ("My name’s Will", "Will"),
        ("call me J", "J"),
        ("Maya", "Maya"),
        ("jo", "jo"),
        ("complaint: Sam", "Sam"),
    ],
)
def test_a_name_is_taken_as_it_is_written(words, name):
    assert named(words) == name


@pytest.mark.parametrize(
    "words",
    [
        "",
        "😀",
        "complaint",
        "ok",
        "yes",
        "Sam 2",
        "Sam ٢",
        "Sam!",
        "who?",
        "he hit me again",
        "i hate it",
        "one two three four five",
        "Wolfeschlegelsteinhausenbergerdorffsson Jr",
        "Sam\nand Jo",
    ],
)
def test_what_is_too_long_or_reads_like_a_sentence_is_nobodys_name(words):
    assert answer(Question.NAME, words, is_flagged=False) is None


def test_words_with_a_flag_are_nobodys_name():
    assert answer(Question.NAME, "Sam", is_flagged=True) is None


def test_a_child_may_say_no_to_the_question_for_a_name():
    assert answer(Question.NAME, "Nope!", is_flagged=False) == Answer(Question.NAME)
    assert answer(Question.NAME, "2", is_flagged=False) is None


def test_words_with_a_flag_still_answer_by_digit():
    assert answer(Question.CARE, "1", is_flagged=True) is not None
