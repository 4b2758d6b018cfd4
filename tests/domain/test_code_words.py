import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.code_words import (
    BITS,
    HIDDEN,
    english_words,
    make_code_words,
    meant_code_words,
    normalise_code_words,
    without_code_words,
)

WORDS = english_words()

HERE = Path(__file__).parent


def words_in(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


UPSETTING = words_in("words_that_upset.txt")
INNOCENT = {"butter", "jumper", "sticker"}  # only spelt like one with an ending


def test_the_list_is_long_enough_for_five_words():
    assert len(WORDS) >= 1100
    assert 5 * math.log2(len(set(WORDS))) >= BITS


def test_sixteen_digits_are_enough_too():
    assert 16 * math.log2(10) >= BITS


def test_the_list_is_sorted_and_no_word_is_there_twice():
    assert list(WORDS) == sorted(set(WORDS))


def test_every_word_is_short_and_plain():
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,7}", word)] == []


def test_no_word_could_upset_or_harm():
    endings = ("", "s", "es", "ed", "ing", "er", "y")

    upsetting = {word + ending for word in UPSETTING for ending in endings}

    assert upsetting & set(WORDS) == INNOCENT


def test_no_word_holds_one_that_a_child_would_giggle_or_cry_at():
    rude = re.compile("fuck|shit|cunt|cock|dick|wank|rape|porn|nig|coon|slut|kill|poo|fag|piss")

    assert [word for word in WORDS if rude.search(word)] == []


def test_no_word_sounds_like_another_or_has_two_spellings():
    assert words_in("words_that_sound_alike.txt") & set(WORDS) == set()


def test_no_word_begins_another():
    # So that five words run together can only have been those five.
    assert [pair for pair in pairwise(WORDS) if pair[1].startswith(pair[0])] == []


def test_no_word_is_another_in_the_plural():
    assert not {word + "s" for word in WORDS} & set(WORDS)


def test_english_code_words_are_five_of_the_list():
    offered = []

    def first(options):
        offered.append(options)
        return options[len(offered)]

    assert make_code_words("en", first) == " ".join(WORDS[1:6])
    assert offered == [WORDS] * 5


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "٠١٢٣\u00a0٤٥٦٧\u00a0٨٩٠١\u00a0٢٣٤٥"),
        ("ti", "0123\u00a04567\u00a08901\u00a02345"),
        ("fa", "0123\u00a04567\u00a08901\u00a02345"),
        ("so", "0123\u00a04567\u00a08901\u00a02345"),
    ],
)
def test_other_languages_get_sixteen_digits_in_fours(language, expected):
    turns = iter([*range(10), *range(6)])

    assert make_code_words(language, lambda digits: digits[next(turns)]) == expected
    assert normalise_code_words(expected) == "0123456789012345"


def test_by_default_code_words_cannot_be_foreseen():
    assert len({make_code_words(language) for language in ("en", "ar") for _ in range(100)}) == 200


chosen = st.lists(st.sampled_from(WORDS), min_size=5, max_size=5)
between = st.sampled_from([" ", "", "-", ", ", "\n", ". ", "  ", "\N{NO-BREAK SPACE}"])


@given(chosen, st.data())
def test_code_words_are_known_however_they_are_said(words, data):
    said = data.draw(between)
    for word in words:
        said += data.draw(st.sampled_from([word, word.upper(), word.title()])) + data.draw(between)

    assert normalise_code_words(said) == normalise_code_words(" ".join(words))


@given(chosen, chosen)
def test_other_words_or_another_order_are_not_the_same(words, others):
    same = normalise_code_words(" ".join(words)) == normalise_code_words(" ".join(others))

    assert same == (words == others)


def test_digits_of_any_script_are_the_same_digits():
    assert normalise_code_words("٠١٢٣ ۴۵۶۷ ፰-፱") == "0123456789"


@pytest.mark.parametrize("language", ["en", "ar", "so"])
def test_code_words_are_taken_out_of_a_text_of_ours_and_nothing_else_is(language: str) -> None:
    words = make_code_words(language)
    said = f"Thank you.\n{words}\nCall 0800 1111 or 999."

    shown = without_code_words(said)

    assert shown == f"Thank you.\n{HIDDEN}\nCall 0800 1111 or 999."
    assert without_code_words(shown) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wodden jingel rabit ceramick cyclin", "wooden jingle rabbit ceramic cycling"),
        ("Wodden, JINGLE-rabbit", "wooden, JINGLE-rabbit"),
        ("itten", "itten"),  # a kitten or a mitten
        ("xylophone zz q", "xylophone zz q"),
        ("1234 ٥٦٧٨", "1234 ٥٦٧٨"),
        ("woodenjinglerabit", "woodenjinglerabit"),
        ("", ""),
    ],
)
def test_a_word_with_one_slip_is_read_as_it_was_meant(typed, meant):
    assert meant_code_words(typed) == meant


@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=5).map(" ".join))
def test_words_without_a_slip_are_read_as_they_are(said):
    assert meant_code_words(said) == said


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read(typed):
    assert meant_code_words(meant_code_words(typed)) == meant_code_words(typed)
