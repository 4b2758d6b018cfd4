import pytest

from portal.domain.vocabulary import Vocabulary

PATTERNS = {"hit*": 0, "touched": 1, "*ضرب*": 2, "kill": 3, "سكين": 4, "*cide": 5, "threaten*": 6}
KNOWN = ("school", "complaint", "make", "stop", "مدرسة", "كتاب", "always")
VOCABULARY = Vocabulary(PATTERNS, KNOWN, {"hert": "touched", "hitz": "kill"})


def reading_of(word: str) -> tuple[int, ...] | None:
    ((_, reading),) = VOCABULARY.read(word)
    return reading


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("hit", 0),
        ("hitting", 0),
        ("HITTIN", 0),
        ("hiiiit", 0),
        ("h1t", 0),
        ("touched", 1),
        ("tuched", 1),
        ("touchedd", 1),
        ("thretening", 6),
        ("يضربني", 2),
        ("ضرب", 2),
        ("k!ll", 3),
        ("k*ll", 3),
        ("killll", 3),
        ("والسكين", 4),
        ("hert", 1),
    ],
)
def test_a_word_fits_a_pattern_however_it_is_spelt(word, number):
    assert reading_of(word) == (number,)


@pytest.mark.parametrize(
    "word",
    [
        "school",
        "SCHOOL",
        "schools",
        "making",
        "stopped",
        "schoool",
        "complant",
        "المدرسة",
        "كتابي",
        "42",
    ],
)
def test_a_known_word_fits_nothing(word):
    assert reading_of(word) == ()


@pytest.mark.parametrize("word", ["qqwy", "rreh", "حصان", "ḣq", "ب"])
def test_an_unknown_word_is_told_apart(word):
    assert reading_of(word) is None


def test_another_spelling_fits_what_both_words_fit():
    assert set(reading_of("hitz") or ()) == {0, 3}


def test_every_number_fits_the_pattern_for_numbers():
    counting = Vocabulary({"#": 0, "16": 1}, ())

    assert counting.read("600 16 £5 1st") == [
        ("600", (0,)),
        ("16", (1, 0)),
        ("5", (0,)),
        ("1st", (0,)),
    ]


def test_words_run_together_by_a_sign_are_two():
    assert VOCABULARY.read("kill!school") == [("kill", (3,)), ("school", ())]


def test_a_stretched_word_may_be_very_long():
    assert reading_of("k" + "i" * 300 + "l" * 200) == (3,)


def test_an_empty_vocabulary_knows_nothing():
    assert Vocabulary({}, ()).read("hit me") == [("hit", None), ("me", None)]
