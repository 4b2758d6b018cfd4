"""A translation stands beside the words, says who made it and when, and never changes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.desk.language_names import language_name, tag_of
from portal.domain.taxonomy import MethodOfReceipt
from tests.any_intake import TYPED
from tests.care.intakes import kept
from tests.desk_client import Desk, the_intake
from tests.web.every_page import StandingClock

WORDS = "أريد أن أتصل بأمي <3"
MADE = {"made_by": "A. Haddad", "made_on": "2026-11-24", "into": "English"}
ENGLISH = "I want to ring my mum <3 & nobody lets me"


@pytest.fixture
def reference(app: Flask, clock: StandingClock) -> str:
    """Of an Arabic telling that has no translation."""
    return kept(app, clock, WORDS, language="ar").reference


def test_one_can_be_asked_for_and_the_page_says_when(desk: Desk, reference: str) -> None:
    desk.open(f"intakes/{reference}")
    assert "These words are in Arabic. There is no translation yet." in desk.text

    desk.decide(reference, "ask-translation", asked_of="Kent interpreters")

    assert "it was asked for Tue 24 Nov 2026, 10:00" in desk.text
    assert "Asked of Kent interpreters" in desk.text
    assert "Enter a translation" in desk.text


def test_it_stands_beside_the_words_and_they_stay_as_they_are(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "translation", **MADE, text=ENGLISH)

    assert "Translated by A. Haddad on Tue 24 Nov 2026 into English" in desk.text
    assert ENGLISH in desk.text
    assert desk.text.index(WORDS) < desk.text.index(ENGLISH)
    assert [said.text for said in the_intake(app).words] == [WORDS]


def test_several_may_stand_each_in_its_language(desk: Desk, reference: str) -> None:
    desk.decide(reference, "translation", **MADE, text=ENGLISH)
    desk.decide(reference, "translation", **{**MADE, "into": "polish"}, text="Chcę do mamy")

    assert desk.page
    assert "into English" in desk.text
    assert "into Polish" in desk.text
    assert 'lang="pl" dir="auto">Chcę do mamy' in desk.page.text


@pytest.mark.parametrize("text", TYPED)
def test_its_text_comes_back_mark_for_mark(
    app: Flask, desk: Desk, reference: str, text: str
) -> None:
    desk.decide(reference, "translation", **MADE, text=text)

    (made,) = the_intake(app).triage.translations
    assert made.text == text.translate({0x7F: "\x7f"})
    assert "<script>alert" not in desk.page.text if desk.page else False


def test_new_words_after_it_are_said_to_be_missing_from_it(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    late = clock.at + timedelta(days=1)
    intake = kept(app, clock, WORDS, language="ar", later=("ومتى؟", late))

    desk.decide(intake.reference, "translation", **MADE, text=ENGLISH)

    assert "Something was said after that day: it is not in this translation." in desk.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"made_by": "  "}, "Please say who translated it."),
        ({"text": " \n "}, "Please write the translation."),
        ({"made_on": ""}, "Please say on which day it was translated."),
        ({"made_on": "soon"}, "Please write the day as 26/11/2026."),
        ({"made_on": "2026-11-25"}, "That day is still to come."),
        ({"made_on": "2026-11-23"}, "That is before it came to us."),
        ({"into": "Klingonish"}, "We do not know this language."),
    ],
)
def test_what_cannot_be_is_refused_with_everything_typed(
    app: Flask, desk: Desk, reference: str, fields: dict[str, str], message: str
) -> None:
    desk.open(f"intakes/{reference}/translation")

    answer = desk.post(f"intakes/{reference}/translation", **{**MADE, "text": ENGLISH, **fields})

    assert answer.status_code == 400
    assert message in desk.text
    assert fields.get("text", ENGLISH).strip() in desk.text
    assert the_intake(app).triage.translations == ()


def test_there_is_nothing_to_translate_where_nothing_was_said(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    intake = kept(app, clock, "", language="ar", method=MethodOfReceipt.WEB_FORM)

    desk.decide(intake.reference, "ask-translation")

    assert "No words were said, so there is nothing to translate." in desk.text


@pytest.mark.parametrize(
    ("tag", "name"),
    [("fa", "Persian"), ("ckb", "Kurdish (Sorani)"), ("und-Ethi", "Tigrinya or Amharic")],
)
def test_the_language_found_is_called_by_its_name(
    app: Flask, desk: Desk, clock: StandingClock, tag: str, name: str
) -> None:
    reference = kept(app, clock, "ሰላም", language=tag).reference

    desk.open(f"intakes/{reference}")
    assert f"These words are in {name}. There is no translation yet" in desk.text
    desk.open(f"?language={tag}")
    assert reference in desk.text
    assert f"in {name}" in desk.text


def test_english_words_ask_for_none(app: Flask, desk: Desk, clock: StandingClock) -> None:
    desk.open(f"intakes/{kept(app, clock, 'They moved me').reference}")

    assert "no translation yet" not in desk.text


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ar", "Arabic"),
        ("fa-AF", "Dari"),
        ("prs", "Dari"),
        ("ckb", "Kurdish (Sorani)"),
        ("und-Ethi", "Tigrinya or Amharic"),
    ],
)
def test_languages_have_english_names(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_a_language_nobody_knows_is_called_so_and_a_name_finds_its_tag() -> None:
    assert language_name("und") == "a language we do not know"
    assert tag_of(" TIGRINYA ") == "ti"
    assert tag_of("dari") in {"fa-AF", "prs"}
    assert tag_of("a language we do not know") is None


def test_the_words_are_in_sight_while_it_is_typed(desk: Desk, reference: str) -> None:
    page = desk.open(f"intakes/{reference}/translation").text

    assert WORDS.replace("<", "&lt;") in page
    assert "<details>" not in page
