"""Every catalogue that we ship is whole and says what the code and the pages say today."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from portal.settings import Settings
from tests.servers.processes import ROOT
from tests.servers.settings import production_settings
from tests.web.catalogues import (
    KEYWORDS,
    SHIPPED,
    TRANSLATIONS,
    catalogue,
    collected,
    messages,
    sentences,
)

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")
_GETTEXT = re.compile(r"^(?:u|n|p|np|lazy_|lazy_n|lazy_p)?gettext$")

in_every_language = pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)


def test_every_language_that_is_offered_by_default_is_shipped() -> None:
    settings = Settings.from_environment(
        production_settings("sqlite:///heard.db", "http://127.0.0.1")
    )

    assert settings.languages[0] == "en"
    assert "ar" in SHIPPED
    assert set(settings.languages[1:]) <= set(SHIPPED)


@in_every_language
def test_every_text_is_translated(shipped: Catalog) -> None:
    untranslated = [text for text, message in messages(shipped).items() if not message.string]

    assert untranslated == []


@in_every_language
def test_no_translation_is_a_guess(shipped: Catalog) -> None:
    assert [text for text, message in messages(shipped).items() if message.fuzzy] == []


@in_every_language
def test_a_catalogue_holds_exactly_the_texts_that_are_said(shipped: Catalog) -> None:
    held, said = set(messages(shipped)), set(messages(collected()))

    assert held - said == set(), "run `make messages`"
    assert said - held == set(), "run `make messages`"
    assert not shipped.obsolete


def test_the_template_for_translators_is_as_new() -> None:
    template = catalogue(TRANSLATIONS / "messages.pot")

    assert set(messages(template)) == set(messages(collected())), "run `make messages`"


def test_the_demo_is_not_for_translators() -> None:
    files = {file for message in collected() for file, _line in message.locations}

    assert any(file.startswith("templates/child/") for file in files)
    assert [file for file in files if re.search(r"\bdemo/|\bphone/", file)] == []


def _names_that_mark_words() -> Iterator[str]:
    for folder in ("portal", "sms"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    yield from (a.asname or a.name for a in node.names if _GETTEXT.match(a.name))


def test_no_name_that_marks_words_is_overlooked_by_the_extraction() -> None:
    names = set(_names_that_mark_words())

    assert {"_", "_l"} <= names
    assert names - KEYWORDS == set(), "name it under [tool.babel] in pyproject.toml"


@in_every_language
def test_a_translation_fills_in_what_the_english_does(shipped: Catalog) -> None:
    for text, message in messages(shipped).items():
        filled_in = sorted(_PLACEHOLDER.findall(text))
        assert sorted(_PLACEHOLDER.findall(str(message.string))) == filled_in, text


@in_every_language
def test_a_translation_keeps_the_digits_of_the_english(shipped: Catalog) -> None:
    for text, message in messages(shipped).items():
        assert sorted(re.findall(r"\d+", str(message.string))) == sorted(re.findall(r"\d+", text))


@in_every_language
def test_a_translation_is_in_short_sentences_too(shipped: Catalog) -> None:
    long = [
        sentence
        for message in messages(shipped).values()
        for sentence in sentences(str(message.string))
        if len(sentence.split()) > 14
    ]

    assert long == []


@in_every_language
def test_no_two_answers_are_the_same_words(shipped: Catalog) -> None:
    answers = [
        str(message.string)
        for message in messages(shipped).values()
        if any(file == "portal/child/choices.py" for file, _line in message.locations)
    ]

    assert len(answers) > 20
    assert sorted(set(answers)) == sorted(answers)


@pytest.mark.parametrize(("tag", "shipped"), SHIPPED.items(), ids=SHIPPED)
def test_a_catalogue_says_who_has_read_it_and_how_its_language_counts(
    tag: str, shipped: Catalog
) -> None:
    assert "native reader" in shipped.header_comment
    assert shipped.locale == Locale.parse(tag, sep="-")
    assert shipped.plural_forms == Catalog(tag.replace("-", "_")).plural_forms
