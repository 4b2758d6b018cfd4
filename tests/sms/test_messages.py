"""The rules that every reply keeps, in every language that there is a catalogue of."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.extract import extract

import sms.messages
from portal.domain.segments import Alphabet, measure
from sms.messages import (
    DATE,
    DATE_AND_TIME,
    NEWS_WITHOUT_CODE_WORDS,
    SENT,
    TEXTS,
    Facts,
    NoCodeWordsError,
    render,
)
from sms.prompts import EVERY_PROMPT, Part, Prompt
from tests.sms.catalogues import IN_LANGUAGE, is_right_to_left, translator

LANGUAGES = sorted(IN_LANGUAGE)
CASES = [(language, prompt) for language in LANGUAGES for prompt in EVERY_PROMPT]
each_reply = pytest.mark.parametrize(
    ("language", "prompt"), CASES, ids=lambda case: case if isinstance(case, str) else case.opening
)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


RESERVED = words(
    "help stop start end quit cancel yes info stopall unsubscribe unstop revoke optout"
)
GIVES_AWAY = words("complaint complaints council social worker abuse case kent")
LONGEST_HELPLINE = "Childline"
LONGEST_NUMBER = "0808 800 5000"
# Twelve languages and English, each by its own name.
LANGUAGES_OF_OURS = "\n".join(
    f"{place} {Locale.parse(tag, sep='-').get_display_name()}"
    for place, tag in enumerate(
        ("en", "ar", "ps", "fa", "fa-AF", "ckb", "ti", "am", "vi", "sq", "so", "uk", "cy"), 1
    )
)
CODE_WORDS = "strawberry mountain umbrella butterfly saxophone"  # 48 letters
# What nobody who glances at a locked phone should learn, by language.
TELLING = {
    "en": "danger care carer speak childline police upset hurt safe told",
    "ar": "خطر رعاية حاضنة نيابة باسمك أخبرتنا آمن أمان شكوى الطوارئ",
}
LOCK_SCREEN = 40
WITHOUT_WORDS_OF_OURS = (Part.LANGUAGES,)


def longest_facts(language: str) -> Facts:
    """Facts as long as they can be: every day of a leap year, and the times with most digits."""
    days = [datetime(2024, 1, 1, 12, 30) + timedelta(days=n) for n in range(366 * 7)]  # noqa: DTZ001  no zone: only its letters count
    locale = "en_GB" if language == "en" else language
    return Facts(
        read_by=max((format_date(day, DATE, locale) for day in days), key=len),
        next_reading=max(
            (format_datetime(day, DATE_AND_TIME, locale=locale) for day in days), key=len
        ),
        helpline=LONGEST_HELPLINE,
        helpline_number=LONGEST_NUMBER,
        code_words=CODE_WORDS,
        languages=LANGUAGES_OF_OURS,
        more_languages="" if language == "en" else "8 = English",
        advocate_by=max((format_date(day, DATE, locale) for day in days), key=len),
        advocate_number=LONGEST_NUMBER,
    )


FACTS = {language: longest_facts(language) for language in LANGUAGES}


def reply(language: str, prompt: Prompt) -> str:
    return render(prompt, translator(language), FACTS[language])


@each_reply
def test_a_reply_fits(language, prompt):
    length = measure(reply(language, prompt))
    is_long = prompt.is_greeting or prompt.says_by_when

    if language == "en" and Part.LANGUAGES not in prompt.parts:
        assert length.alphabet is Alphabet.GSM7
    if length.alphabet is Alphabet.GSM7:
        assert length.segments <= (2 if is_long else 1)
    else:
        most = 5 if prompt.is_greeting else 4 if prompt.says_by_when else 2
        assert length.segments <= most + (3 if Part.LANGUAGES in prompt.parts else 0)


@each_reply
def test_a_locked_phone_shows_nothing_of_why_we_write(language, prompt):
    shown = reply(language, prompt)[:LOCK_SCREEN]

    # Each language's digit says nothing to whoever sees it.
    assert prompt.opening is Part.LANGUAGES or not re.search(r"\d", shown)
    assert LONGEST_HELPLINE not in shown
    for telling in f"{TELLING['en']} {TELLING.get(language, '')}".split():
        assert telling not in shown.casefold()


@each_reply
def test_a_reply_has_no_word_that_networks_keep_and_none_that_gives_away(language, prompt):
    said = words(reply(language, prompt))

    assert said.isdisjoint(RESERVED)
    assert said.isdisjoint(GIVES_AWAY)


@each_reply
def test_a_reply_has_no_link_no_curly_quote_and_no_hidden_sign(language, prompt):
    said = reply(language, prompt)

    assert not re.search(r"https?:|www\.|\.\w*(uk|com|org)\b", said)
    assert not re.search(r"[‘’“”–—…\u00a0\u200b-\u200f\u202a-\u202f\u2066-\u2069]", said)
    assert said == said.strip()
    assert "%" not in said


@each_reply
def test_numbers_to_ring_stand_alone_in_right_to_left_text(language, prompt):
    lines = reply(language, prompt).splitlines()

    for number in (FACTS[language].emergency, LONGEST_NUMBER):
        if is_right_to_left(language):
            assert all(line == number for line in lines if number in line)


@in_each_language
def test_every_reply_is_translated(language):
    if language != "en":
        missing = [part for part, text in TEXTS.items() if text not in IN_LANGUAGE[language]]
        assert missing == list(WITHOUT_WORDS_OF_OURS)


@in_each_language
def test_a_translation_fills_in_what_the_english_does(language):
    for text in TEXTS.values():
        asked = re.findall(r"%\((\w+)\)s", translator(language)(text))
        assert sorted(asked) == sorted(re.findall(r"%\((\w+)\)s", text))


@in_each_language
def test_the_first_reply_says_when_a_person_reads_and_whom_to_ring(language):
    said = reply(language, Prompt(Part.FIRST, "advocate"))

    for fact in (FACTS[language].read_by, "999", "Childline", LONGEST_NUMBER):
        assert fact in said


@each_reply
def test_no_reply_names_who_speaks_up_for_children(language, prompt):
    said = reply(language, prompt).casefold()

    for name in ("coram", "voice", "upfront", "action for", "nch", "advoca"):
        assert name not in said


@in_each_language
def test_whoever_asked_is_told_by_when_and_whom_to_call_after(language):
    said = reply(language, Prompt(Part.THANKS_ASKED, "care"))

    assert FACTS[language].advocate_by in said
    assert LONGEST_NUMBER in said
    assert said.index(FACTS[language].advocate_by) < said.index(LONGEST_NUMBER)


@in_each_language
@pytest.mark.parametrize("opening", [Part.URGENT, Part.FIRST_URGENT])
def test_danger_is_told_999_before_anything_else(language, opening):
    said = reply(language, Prompt(opening))

    assert said.index("999") < 80
    assert said.index("999") < said.index("Childline") < said.index(FACTS[language].next_reading)


@pytest.mark.parametrize("prompt", EVERY_PROMPT, ids=lambda prompt: prompt.opening)
def test_english_sentences_are_short_enough_for_a_nine_year_old(prompt):
    # A list of languages is no sentence.
    said = reply("en", prompt).replace(LANGUAGES_OF_OURS, "")
    sentences = re.split(r"[.?!:]\s|[.?!:]$", said)

    for sentence in sentences:
        assert len(re.findall(r"[\w']+", sentence)) <= 14, sentence


def test_the_options_of_each_question_are_named_by_digits():
    for part, options in {Part.ASK_ADVOCATE: 3, Part.ASK_CARE: 3, Part.ASK_CONTACT: 3}.items():
        for language in LANGUAGES:
            named = re.findall(r"\d", translator(language)(TEXTS[part]))
            assert named == [str(n + 1) for n in range(options)]


def test_nothing_beside_code_words_says_what_they_are_for():
    said = reply("en", Prompt(Part.CODE_WORDS))
    assert said == f"Keep these. They are just for you.\n{CODE_WORDS}"


def test_a_text_of_code_words_without_code_words_is_refused():
    with pytest.raises(NoCodeWordsError):
        render(Prompt(Part.CODE_WORDS), str, Facts("Friday", "today"))


def test_every_piece_has_words_and_is_used():
    assert set(TEXTS) == set(Part)
    assert {part for prompt in EVERY_PROMPT for part in prompt.parts} == set(Part)


def test_every_text_is_found_for_translation():
    source = BytesIO(Path(sms.messages.__file__).read_bytes())

    found = {message for _, message, _, _ in extract("python", source, keywords={"N_": None})}

    ours = {*TEXTS.values(), *SENT.values(), NEWS_WITHOUT_CODE_WORDS}
    assert found == ours - {TEXTS[part] for part in WITHOUT_WORDS_OF_OURS}
