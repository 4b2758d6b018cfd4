from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract

import sms.wording
from portal.settings import Helpline
from sms.answers import Question
from sms.messages import TEXTS, NoCodeWordsError
from sms.prompts import EVERY_PROMPT, Part, Prompt
from sms.wording import TODAY, translator, write
from tests.sms.catalogues import IN_LANGUAGE
from tests.sms.senders import MONDAY_NOON, an_office

FIRST = Prompt(Part.FIRST, Question.ADVOCATE)
URGENT = Prompt(Part.URGENT)
SATURDAY_NIGHT = datetime.fromisoformat("2026-11-28T23:30:00Z")
EARLY_IN_SUMMER = datetime.fromisoformat("2026-07-01T06:00:00Z")


@pytest.fixture
def office(tmp_path):
    return an_office(f"sqlite:///{tmp_path}/never-opened.db")


def with_helplines(office, *helplines):
    return replace(office, settings=replace(office.settings, helplines=helplines))


def test_the_first_reply_names_the_day_and_whom_to_ring(office):
    assert write(office, FIRST, "en", MONDAY_NOON).splitlines()[:3] == [
        "Hi. We got your message. Thank you.",
        "A person will read it by Wednesday 25 November. Text us more any time.",
        "In danger now? Call 999, or Childline free on 0800 1111.",
    ]


@pytest.mark.parametrize(
    ("at", "next_reading"),
    [
        (MONDAY_NOON, "today"),
        (SATURDAY_NIGHT, "Monday 30 November, 9:00am"),
        (EARLY_IN_SUMMER, "Wednesday 1 July, 9:00am"),
    ],
)
def test_danger_is_told_when_a_person_next_reads_in_londons_time(office, at, next_reading):
    assert f"texts: {next_reading}." in write(office, URGENT, "en", at)


def test_an_arabic_reply_has_arabic_words_and_days(office):
    reply = write(office, FIRST, "ar", MONDAY_NOON)

    assert translator("ar")(TEXTS[Part.FIRST]) == IN_LANGUAGE["ar"][TEXTS[Part.FIRST]]
    assert "الأربعاء" in reply
    assert "\n999\n" in reply


@pytest.mark.parametrize("prompt", EVERY_PROMPT, ids=lambda prompt: prompt.opening)
def test_every_reply_is_wholly_in_arabic_for_whoever_writes_it(office, prompt):
    reply = write(office, prompt, "ar", SATURDAY_NIGHT, code_words="١٢٣٤")

    # Languages stand by their own names.
    for name in ("Childline", "English"):
        reply = reply.replace(name, "")
    assert set("abcdefghijklmnopqrstuvwxyz").isdisjoint(reply)


def test_a_language_that_is_not_offered_gets_our_first(office):
    assert write(office, FIRST, "und", MONDAY_NOON) == write(office, FIRST, "en", MONDAY_NOON)


def test_a_council_may_name_other_numbers(office):
    elsewhere = with_helplines(
        office,
        Helpline("Shout", "85258", "text", "shout"),
        Helpline("Meic", "080880 23456", "call", "meic"),
        Helpline("Police", "112", "call", "emergency"),
        Helpline("Other", "0800 0000", "call", "other"),
    )

    assert "Call 112, or Meic free on 080880 23456." in write(elsewhere, FIRST, "en", MONDAY_NOON)


def test_without_helplines_of_its_own_a_council_has_ours(office):
    assert "Call 999, or Childline free on 0800 1111." in write(
        with_helplines(office), FIRST, "en", MONDAY_NOON
    )


def test_code_words_stand_on_a_line_of_their_own(office):
    code_words = "river lamp tiger stone"

    said = write(office, Prompt(Part.CODE_WORDS), "en", MONDAY_NOON, code_words=code_words)
    assert said.splitlines()[1:] == [code_words]
    with pytest.raises(NoCodeWordsError):
        write(office, Prompt(Part.CODE_WORDS), "en", MONDAY_NOON)


def test_today_is_found_for_translation():
    source = BytesIO(Path(sms.wording.__file__).read_bytes())

    assert [found[1] for found in extract("python", source, keywords={"N_": None})] == [TODAY]
