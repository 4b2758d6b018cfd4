"""A nine-year-old can read what a child is told: short sentences, words of every day.

Pages for adults who help may say more in a sentence, in plain words all the same.
"""

from __future__ import annotations

import re

import pytest

from tests.web.catalogues import collected, is_for_children, is_on_pages, messages, sentences

MOST_WORDS = 14
# Sentences that may be longer, each with its reason.
LONGER: dict[str, str] = {}
# Longer words than these a child of nine seldom meets; each that stands has its reason.
MOST_LETTERS = 9
LONG_WORDS = {
    "bangladeshi": "what people from Bangladesh call themselves, one of the groups in a list",
    "children's": "a children's home is what those who live in one call it",
    "complaints": "the name of the team that reads it, which a child may need to know",
    "everything": "two short words in one",
    "recordings": "what a phone makes of a voice",
}
# What offices say. Pages say it in other words.
OFFICE = {
    *("representation", "representations", "statutory", "procedure", "safeguarding", "submit"),
    *("submission", "intake", "referral", "provide", "regarding", "assistance", "inform"),
    *("require", "required", "commence", "complete", "selected", "option", "optional", "invalid"),
    *("mandatory", "unable", "session", "expired", "token", "authentication", "request", "user"),
}

COLLECTED = messages(collected())
ON_PAGES = [text for text, message in COLLECTED.items() if is_for_children(message)]
SENTENCES = sorted({part for text in ON_PAGES for part in sentences(text)})
FOR_ADULTS = [text for text, m in COLLECTED.items() if is_on_pages(m) and not is_for_children(m)]
MOST_WORDS_FOR_ADULTS = 25


def words(text: str) -> list[str]:
    """Its words; one with an apostrophe or a hyphen is one."""
    return re.findall(r"\w+(?:['-]\w+)*", text)


def test_the_pages_have_sentences_to_read() -> None:
    assert len(SENTENCES) > 120


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_has_at_most_fourteen_words(sentence: str) -> None:
    assert len(words(sentence)) <= MOST_WORDS or sentence in LONGER


def test_pages_use_words_of_every_day() -> None:
    used = {word.lower() for text in ON_PAGES for word in words(text)}

    assert used & OFFICE == set()
    assert {word for word in used if len(word) > MOST_LETTERS} <= set(LONG_WORDS)


def test_an_adult_is_asked_in_plain_words_as_well() -> None:
    said = [part for text in FOR_ADULTS for part in sentences(text)]

    assert len(said) > 60
    assert [one for one in said if len(words(one)) > MOST_WORDS_FOR_ADULTS] == []
    assert {word.lower() for one in said for word in words(one)} & OFFICE == set()


def test_no_exception_outlives_its_sentence() -> None:
    used = {word.lower() for text in ON_PAGES for word in words(text)}

    assert set(LONGER) <= set(SENTENCES)
    assert set(LONG_WORDS) <= used


def test_quotation_marks_and_dashes_are_plain() -> None:
    assert [
        text for text in ON_PAGES if re.search("[\u2018\u2019\u201c\u201d\u2013\u2014]", text)
    ] == []
