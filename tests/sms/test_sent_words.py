"""The texts that go out by themselves keep the rules of replies, in every language."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from portal.db.outgoing import OutgoingText
from portal.domain.outgoing import Standing, What
from portal.domain.reading_age import longest_sentence
from portal.domain.segments import Alphabet, measure
from portal.services.office import Office
from sms.messages import NEWS_WITHOUT_CODE_WORDS, SENT
from sms.wording import write_out
from tests.sms.catalogues import IN_LANGUAGE, is_right_to_left, translator
from tests.sms.test_messages import GIVES_AWAY, LOCK_SCREEN, RESERVED, TELLING, words

NUMBER = "03000 41 11 11"
OURS = [*SENT.values(), NEWS_WITHOUT_CODE_WORDS]
CASES = [(language, text) for language in sorted(IN_LANGUAGE) for text in OURS]
each_text = pytest.mark.parametrize(("language", "text"), CASES)
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def sent(language: str, text: str) -> str:
    return translator(language)(text) % {"number": NUMBER}


@each_text
def test_it_fits(language: str, text: str) -> None:
    length = measure(sent(language, text))

    if language == "en":
        assert (length.alphabet, length.segments) == (Alphabet.GSM7, 1)
    assert length.segments <= 2


@each_text
def test_it_gives_nothing_away(language: str, text: str) -> None:
    said = sent(language, text)

    assert words(said).isdisjoint(RESERVED | GIVES_AWAY)
    assert not re.search(r"https?:|www\.|\.\w*(uk|com|org)\b", said)
    assert not re.search(r"[‘’“”–—…\u00a0\u200b-\u200f\u202a-\u202f\u2066-\u2069]", said)
    shown = said[:LOCK_SCREEN]
    for telling in f"{TELLING['en']} {TELLING.get(language, '')}".split():
        assert telling not in shown.casefold()


@each_text
def test_it_is_translated_and_keeps_its_digits_and_numbers(language: str, text: str) -> None:
    if language == "en":
        return
    assert text in IN_LANGUAGE[language]
    said = translator(language)(text)
    assert re.findall(r"%\((\w+)\)s", said) == re.findall(r"%\((\w+)\)s", text)
    assert re.findall(r"\d", said) == re.findall(r"\d", text)
    if is_right_to_left(language) and "%(number)s" in text:
        assert NUMBER in sent(language, text).splitlines()


@pytest.mark.parametrize("text", OURS)
def test_a_child_of_nine_can_read_it(text: str) -> None:
    assert longest_sentence(text % {"number": "1"}) <= 17


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("language", ["en", "ar", "ti", "und", ""])
def test_each_is_written_in_a_language_that_is_offered(
    office: Office, what: What, language: str
) -> None:
    text = OutgoingText(
        "1", "2", what, "+447700900123", language, Standing.WAITING, AT, AT, AT, body="Hello."
    )
    said = write_out(office, text, what, has_code_words=False)

    assert said
    is_given = what.is_reply or what in (What.MESSAGE, What.STATEMENT)
    assert said.startswith("Hello.") is is_given
    assert "%(" not in said
