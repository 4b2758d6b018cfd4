import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.digits import bare, choice, digit, number

SCRIPTS = ["DIGIT", "ARABIC-INDIC DIGIT", "EXTENDED ARABIC-INDIC DIGIT", "ETHIOPIC DIGIT"]
SCRIPTS += ["BENGALI DIGIT", "GURMUKHI DIGIT", "DEVANAGARI DIGIT", "FULLWIDTH DIGIT"]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("name", "value"), [("ONE", 1), ("TWO", 2), ("THREE", 3)])
def test_a_digit_counts_in_every_script(script, name, value):
    assert digit(unicodedata.lookup(f"{script} {name}")) == value


def test_one_two_and_three_count_in_every_script_there_is():
    signs = map(chr, range(sys.maxunicode + 1))
    numbers = {sign: unicodedata.decimal(sign, None) for sign in signs}
    asked = {sign: value for sign, value in numbers.items() if value in (1, 2, 3)}

    assert len(asked) > 3 * 50
    assert {sign: digit(f" {sign}. ") for sign in asked} == asked
    assert {sign: choice(sign) for sign in asked} == asked


@pytest.mark.parametrize(
    "text", ["1", " 1 ", "1.", "(1)", "1)", "'1'", "1!", "1\n", "\u200f1", "1️⃣"]
)
def test_signs_and_spaces_around_a_digit_are_forgiven(text):
    assert digit(text) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "11", "1 2", "1/2", "1.5", "1 yes", "one", "a1", "+1", "½"]
)
def test_anything_else_is_no_digit(text):
    assert digit(text) is None


@pytest.mark.parametrize(
    "text", ["yes", "YES!", " Yeah ", "yep.", "yes please", "نعم", "نعم.", "بله", "አዎ", "có", "po"]
)
def test_a_text_that_says_yes_chooses_the_first(text):
    assert choice(text) == 1


@pytest.mark.parametrize(
    "text", ["no", "Nope", "NAH...", "no thanks", "لا", "لا، شكرا", "نه", "jo"]
)
def test_a_text_that_says_no_chooses_the_second(text):
    assert choice(text) == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 yes", 1), ("yes, 1", 1), ("2 no thanks", 2), ("3 pls", 3), ("١ نعم", 1), ("1 من فضلك", 1)],
)
def test_a_digit_may_stand_beside_what_means_the_same(text, number):
    assert choice(text) == number


@pytest.mark.parametrize("text", ["1 no", "2 yes", "1 2", "1 1", "2 dogs", "1 yes but", "3 yes"])
def test_a_digit_beside_anything_else_chooses_nothing(text):
    assert choice(text) is None


@pytest.mark.parametrize("text", ["no one listens", "yes but not now", "know", "هو", "😀", ""])
def test_a_yes_or_no_inside_other_words_chooses_nothing(text):
    assert choice(text) is None


@given(st.text(max_size=40))
def test_any_text_can_be_read(text):
    assert digit(text) is None or 0 <= digit(text) <= 9
    assert bare(bare(text)) == bare(text)
    assert choice(text) is None or isinstance(choice(text), int)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), (" 12. ", 12), ("١٢", 12), ("፲፪", 12), ("፲", 10), ("99", 99), ("१२", 12), ("01", 1)],
)
def test_a_number_of_two_signs_counts_in_every_script(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "0", "00", "100", "1a", "one", "½", "፻", "1" * 61, "-"])
def test_anything_else_is_no_number(text):
    assert number(text) is None


@given(st.text(max_size=80))
def test_any_text_is_a_number_from_1_to_99_or_none(text):
    assert (number(text) or 1) in range(1, 100)


@pytest.mark.parametrize(
    ("text", "value"),
    [("one", 1), ("Number 2", 2), ("number three", 3), ("yes i do", 1), ("no its not", 2)],
)
def test_a_choice_may_be_written_out(text, value):
    assert choice(text) == value


@pytest.mark.parametrize("text", ["to", "too", "won", "tree", "no one", "one of them hit me"])
def test_what_only_sounds_like_one_chooses_nothing(text):
    assert choice(text) is None
