import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from portal.domain.phrases import LONGEST_GAP, PhraseBook, PhraseNotUnderstoodError, elements

FLAG = Flag(FlagName.URGENT, "a-rule", "en")
OTHER = Flag(FlagName.URGENT, "another-rule", "en")
LISTS = {"family": ("mum", "brother*")}


def book(*phrases: str) -> PhraseBook:
    return PhraseBook((elements(phrase, LISTS), FLAG) for phrase in phrases)


def is_found(phrase: str, words: str) -> bool:
    """Whether a phrase of whole words is found in a row of whole words."""
    its_book = book(phrase)
    numbers = its_book.numbers
    return FLAG in its_book.found(
        (numbers[word],) if word in numbers else () for word in words.split()
    )


@pytest.mark.parametrize(
    ("phrase", "words", "found"),
    [
        ("hit me", "he hit me", True),
        ("hit me", "he hit on me", False),
        ("hit me", "me hit", False),
        ("he * me", "he me", True),
        ("he * me", "he a b c me", True),
        ("he * me", "he a b c d me", False),
        ("he * me", "he he a b c me", True),
        ("hit/punch me", "punch me", True),
        ("hit/punch me", "hit punch", False),
        ("hit <family>", "hit mum", True),
        ("he * hit * me", "he a hit b me", True),
        ("no no", "no no", True),
    ],
)
def test_a_phrase_is_found_where_its_words_stand_in_order(phrase, words, found):
    assert is_found(phrase, words) is found


@pytest.mark.parametrize(
    "phrase", ["", "  ", "*", "* me", "hit *", "hit <nobody>", "h*t me", "hit/ me", "**"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises(PhraseNotUnderstoodError):
        elements(phrase, LISTS)


def test_a_list_may_hold_wildcards_and_is_made_plain():
    (element,) = elements("<family>/Dad's", LISTS)

    assert element.patterns == ("mum", "brother*", "dads")


def test_two_rules_may_have_a_beginning_in_common():
    both = PhraseBook([(elements("he hit", {}), FLAG), (elements("he hit me", {}), OTHER)])
    he, hit, me = (both.numbers[word] for word in ("he", "hit", "me"))

    assert both.found([(he,), (hit,)]) == {FLAG}
    assert both.found([(he,), (hit,), (me,)]) == {FLAG, OTHER}


letters = st.lists(st.sampled_from("ab cd"), max_size=12)


@given(letters, letters, letters)
def test_what_was_found_stays_found(before, words, after):
    its_book = book("a b", "a * c", "d")
    numbers = [(its_book.numbers[w],) if w in its_book.numbers else () for w in words]
    around = [(its_book.numbers[w],) if w in its_book.numbers else () for w in before + after]

    assert its_book.found(numbers) <= its_book.found(around[: len(before)] + numbers)
    assert its_book.found(numbers) <= its_book.found(numbers + around[len(before) :])


@given(st.integers(0, 8))
def test_a_gap_ends_after_a_few_words(others):
    assert is_found("a * b", " ".join(["a", *["x"] * others, "b"])) is (others <= LONGEST_GAP)
