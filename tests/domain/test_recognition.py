import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import FlagName
from portal.domain.recognition import unscreened_because
from portal.domain.rules import rule_lists, words_of_other_languages
from portal.domain.screening import screen

MESSAGES = Path(__file__).parent / "messages"
OTHERS = tomllib.loads((MESSAGES / "other_languages.toml").read_text("utf-8"))["messages"]
AS_TEXTED = (MESSAGES / "english_as_texted.txt").read_text("utf-8").splitlines()
FEWEST_MARKED = 0.9  # of all: most of the rest are two or three words, which might be a name


def why_unscreened(words: str, language: str | None = None) -> str | None:
    flags = screen(words, language)
    return next((flag.rule for flag in flags if flag.name is FlagName.NOT_SCREENED), None)


def test_nearly_all_messages_in_other_languages_are_marked(report: Callable[[str], None]):
    every = [words for texts in OTHERS.values() for words in texts]
    unmarked = [words for words in every if why_unscreened(words) is None]

    report(f"screening: {len(every) - len(unmarked)} of {len(every)} foreign messages marked")
    assert len(unmarked) <= len(every) * (1 - FEWEST_MARKED)


@pytest.mark.parametrize("words", AS_TEXTED)
def test_english_as_children_text_it_is_known_for_english(words):
    assert why_unscreened(words) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("ሓግዙኒ", "other-script"),
        ("он", "other-script"),
        ("help me 请", "other-script"),
        ("زما", "other-language-word"),
        ("ډېر", "other-arabic-letters"),
        ("می‌ترسم", "other-arabic-letters"),
        ("cứu tôi", "other-latin-letters"),
        ("më ndihmo", "other-latin-letters"),
        ("ndihme", "other-language-word"),
        ("Ndihme!!!", "other-language-word"),
        ("zzxv qqwy prtk vvnm", "few-known-words"),
        ("Zzxv Qqwy Prtk Vvnm Ddfg", "few-known-words"),
        ("please can you tell my worker zzxv qqwy prtk vvnm ddfg", "few-known-words"),
    ],
)
def test_the_reason_is_named(words, reason):
    assert why_unscreened(words) == reason


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "1", "2", "١", "?", "ok", "yes", "no", "k", "🙂", "🙂🙂🙂🙂🙂🙂", "...", "lol"),
        *("07700 900123", "😭💔", "🏳️‍🌈", "x", "xx", "<3", ":(", "999"),
        *("Kayleigh", "kayleigh", "Abdulrahman", "mohammed ali hassan", "Nguyễn", "Zoë", "José"),
        *("Nguyễn Văn Minh", "My name is Nguyễn Văn Minh", "my sw is called Ngozi Okonkwo-Bright"),
        *("شكرا", "نعم", "محمد", "انا محمد من السودان", "café", "naïve"),
        *("I met Kwabena Oyelaran Adebayo Okafor and he is nice to me and to my brother",),
    ],
)
def test_short_answers_names_and_pictures_are_not_marked(words):
    assert why_unscreened(words) is None


@pytest.mark.parametrize("language", ["ps", "vi", "fa-AF", "sq"])
def test_one_unknown_word_is_enough_in_a_language_without_rules(language):
    assert why_unscreened("qqwy", language) == "language-without-rules"
    assert why_unscreened("he is nice qqwy", language) == "language-without-rules"
    assert why_unscreened("he is nice to me", language) is None
    assert why_unscreened("1 🙂", language) is None


@pytest.mark.parametrize("language", [None, "en", "ar", "ar-SD"])
def test_one_unknown_word_is_not_enough_where_there_are_rules(language):
    assert why_unscreened("he is nice qqwy", language) is None


def test_no_word_of_another_language_is_a_common_word_of_ours():
    known = frozenset(word for each in rule_lists() for word in each.known)

    assert not words_of_other_languages() & known


@given(st.text(), st.booleans())
def test_a_text_of_which_nothing_is_known_never_counts_as_screened_where_it_is_long(
    words, screened
):
    readings = [(word, None) for word in words.split() if len(word) > 1 and word.isalpha()]

    assert len(readings) < 4 or unscreened_because(words, readings, (), screened)
