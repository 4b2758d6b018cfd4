"""Every page of a child in every language that we ship: its own words, direction and dates."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from babel import Locale

from portal.web.languages import language
from tests.web.catalogues import SHIPPED, TRANSLATIONS, collected, is_on_pages, messages, sentences
from tests.web.conftest import TAGS
from tests.web.every_page import SeenPage, Walk

Walked = Callable[[str], tuple[Walk, list[SeenPage]]]

in_every_language = pytest.mark.parametrize("tag", TAGS)
in_every_translation = pytest.mark.parametrize("tag", SHIPPED)
in_other_letters = pytest.mark.parametrize(
    "tag", [tag for tag in SHIPPED if not re.search("[A-Za-z]", language(tag).name)]
)
# All that such a page may say in Latin letters: names, and the one word a child will hear here.
NAMES = [
    *("Heard", "Kent County Council", "Childline", "Shout", "Upfront", "Action for Children"),
    *(language(tag).name for tag in TAGS),
    *("Coram Voice", "Always Heard"),
    "advocate",
]


def is_said(text: str, page: SeenPage) -> bool:
    """Whether the page says this, whatever is filled into it."""
    parts = re.split(r"%\(\w+\)s", " ".join(text.split()))
    pattern = ".+?".join(re.escape(part) for part in parts)
    return re.search(rf"(?<!\w){pattern}(?!\w)", page.said) is not None


@in_every_language
def test_the_walk_goes_to_every_page_of_the_child(walk_in: Walked, tag: str) -> None:
    walk, pages = walk_in(tag)
    shown = {
        rule.endpoint
        for rule in walk.app.url_map.iter_rules()
        if rule.endpoint.startswith(("child.", "helping.")) and "GET" in (rule.methods or ())
    }

    assert shown - walk.endpoints == {"child.leave"}
    assert len({page.name for page in pages}) > 60


@in_every_language
def test_every_sentence_is_said_on_some_page(walk_in: Walked, tag: str) -> None:
    _, pages = walk_in(tag)
    words = messages(SHIPPED[tag]) if tag in SHIPPED else {}
    said = [
        words[text].string if words else text
        for text, m in messages(collected()).items()
        if is_on_pages(m)
    ]

    assert [text for text in said if not any(is_said(str(text), page) for page in pages)] == []


@in_every_translation
def test_no_page_says_anything_in_english(walk_in: Walked, tag: str) -> None:
    _, pages = walk_in(tag)
    translated = [text for text, m in messages(SHIPPED[tag]).items() if m.string != text]
    english = {part for text in translated for part in sentences(text) if " " in part}

    assert len(english) > 100
    for page in pages:
        assert [text for text in english if is_said(text, page)] == [], page.name


@in_other_letters
def test_the_only_latin_letters_on_a_page_are_names(walk_in: Walked, tag: str) -> None:
    _, pages = walk_in(tag)

    for page in pages:
        rest = re.sub("|".join(NAMES), "", page.said)
        assert re.findall("[A-Za-z]+", rest) == [], page.name


@in_every_language
def test_every_page_names_its_language_and_direction(walk_in: Walked, tag: str) -> None:
    _, pages = walk_in(tag)
    direction = Locale.parse(tag, sep="-").text_direction

    for page in pages:
        assert f'<html lang="{tag}" dir="{direction}">' in page.source, page.name


def test_arabic_is_written_from_right_to_left_and_english_from_left_to_right() -> None:
    assert language("ar").direction == "rtl"
    assert language("en").direction == "ltr"


@in_every_language
def test_telephone_numbers_keep_their_own_direction(walk_in: Walked, tag: str) -> None:
    _, pages = walk_in(tag)

    for page in pages:
        linked = re.findall(r'<a[^>]*href="(?:tel|sms):[^>]*>(.*?)</a>', page.source, re.DOTALL)
        assert len(linked) >= 3
        assert all('<bdi dir="ltr">' in link for link in linked), page.name
        rest = re.sub(r"<bdi dir=\"ltr\".*?</bdi>", "", page.source)
        assert not re.search(r"\d[\d ]{4,}\d", SeenPage("", rest).said), page.name


@pytest.mark.parametrize(
    ("tag", "dates"),
    [
        ("en", ["Thursday, 26 November 2026", "Tuesday, 8 December 2026"]),
        ("ar", ["الخميس، 26 نوفمبر 2026", "الثلاثاء، 8 ديسمبر 2026"]),
    ],
)
def test_the_receipt_says_its_dates_in_full_in_the_language(
    walk_in: Walked, tag: str, dates: list[str]
) -> None:
    _, pages = walk_in(tag)
    receipts = [page for page in pages if page.name in ("sent", "sent, code words hidden", "asked")]

    assert len(receipts) == 3
    for receipt in receipts:
        assert all(date in receipt.said for date in dates)


@pytest.mark.parametrize(
    ("tag", "by_day", "at_night"),
    [
        ("en", "reads next: today.", "reads next: Wednesday, 25 November 2026, 09:00"),
        ("ar", "الرسائل اليوم.", "الرسائل: الأربعاء، 25 نوفمبر 2026، الساعة 9:00 ص"),
    ],
)
def test_who_is_in_danger_is_told_when_a_person_reads_next(
    walk_in: Walked, tag: str, by_day: str, at_night: str
) -> None:
    said = {page.name: page.said for page in walk_in(tag)[1]}

    assert by_day in said["sent"]
    assert at_night in said["sent at night"]


def test_english_dates_are_british_and_need_no_catalogue(walk_in: Walked) -> None:
    _, pages = walk_in("en")

    assert str(language("en").locale) == "en_GB"
    assert list(TRANSLATIONS.glob("en*")) == []
    assert not any("November 26" in page.said for page in pages)
