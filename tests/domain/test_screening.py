from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from portal.domain.rules import rule_lists
from portal.domain.screening import screen

RULES = [(each.language, rule) for each in rule_lists() for rule in each.rules]


def raised_for_the_child(words: str) -> set[Flag]:
    return {flag for flag in screen(words) if flag.name is not FlagName.NOT_SCREENED}


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda each: getattr(each, "name", each))
def test_every_example_of_a_rule_raises_it(language, rule):
    assert rule.why.endswith(".")
    assert rule.examples
    for example in rule.examples:
        assert Flag(rule.flag, rule.name, language) in screen(example, language)
        assert not any(flag.name is FlagName.NOT_SCREENED for flag in screen(example, language))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("hes hitin me", "hit-or-hurt"),
        ("HE HITS ME", "hit-or-hurt"),
        ("he's   hitting,me", "hit-or-hurt"),
        ("he hittttts meeee", "hit-or-hurt"),
        ("he h1ts me", "hit-or-hurt"),
        ("ℎ𝑒 𝒽𝒾𝓉𝓈 𝓂ℯ", "hit-or-hurt"),
        ("he does not hit me", "hit-or-hurt"),
        ("touchd me", "touching"),
        ("he r*ped me", "touching"),
        ("i wana die", "suicide"),
        ("k!ll myself", "suicide"),
        ("self-harm", "self-harm"),
        ("lockd in", "locked-in"),
        ("shank", "weapon"),
        ("🔪🔪", "weapon"),
        ("bando", "exploitation"),
        ("im skared of her", "unsafe-now"),
        ("heeelp meee!!!", "unsafe-now"),
        ("he thretend us", "threat"),
        ("im preg", "pregnancy"),
        ("she is starvin us", "hunger"),
        ("ضَرَبَنِي", "hit-or-hurt"),
        ("وبيضربني", "hit-or-hurt"),
    ],
)
def test_the_spelling_of_a_child_is_read(words, rule):
    assert rule in {flag.rule for flag in screen(words) if flag.name is FlagName.URGENT}


def test_flags_are_sorted_and_each_is_there_once():
    flags = screen("he hits me. he hits me. i want an advocate. ndihme")

    assert [(flag.name.value, flag.rule, flag.language) for flag in flags] == [
        ("advocacy", "asks-for-advocate", "en"),
        ("not_screened", "other-language-word", None),
        ("urgent", "hit-or-hurt", "en"),
    ]


@pytest.mark.parametrize("language", [None, "en", "en-GB", "ar", "ps", "", "nonsense"])
def test_every_list_is_tried_whatever_language_was_chosen(language):
    flags = screen("he hits me هو يضربني", language)

    assert {flag.language for flag in flags} >= {"en", "ar"}


def test_english_and_arabic_are_screened():
    assert {rule_list.language for rule_list in rule_lists()} == {"en", "ar"}


def words_of_rules() -> st.SearchStrategy[str]:
    """Rows of words that rules are made of, so that many of them raise something."""
    examples = [example for _, rule in RULES for example in rule.examples]
    words = sorted(set(chain.from_iterable(example.split() for example in examples)))
    return st.lists(st.sampled_from(words) | st.sampled_from(examples), max_size=8).map(" ".join)


anything = st.text(st.characters(), max_size=60)


@settings(max_examples=300)
@given(words_of_rules() | anything, words_of_rules() | anything)
def test_more_words_never_take_a_flag_away(words, more):
    assert raised_for_the_child(words) <= raised_for_the_child(f"{words} {more}")
    assert raised_for_the_child(words) <= raised_for_the_child(f"{more} {words}")


@given(anything, st.none() | anything)
def test_nothing_that_can_be_typed_stops_screening(words, language):
    assert all(isinstance(flag, Flag) for flag in screen(words, language))
