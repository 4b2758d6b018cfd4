"""Invented messages, some by a person who had not read the rules: what is raised, and missed."""

import statistics
import time
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.domain.flags import FlagName
from portal.domain.screening import screen

MESSAGES = Path(__file__).parent / "messages"

# known: written before the rules, by who wrote them. unseen: by somebody who had not read the
# rules; when they first met it, 38 of its 45 dangers were raised, with 14 false alarms in 65, and
# the rules were then widened by whole kinds of phrase. widening: what else they were widened with.
FILES = ("known", "unseen", "widening")
MOST_FALSE_ALARMS = {"known": 8, "unseen": 13, "widening": 14}

# Dangers that the rules do not see, and why they are left so.
MISSED = {
    "help": "one word that any message may hold; the text line opens an urgent intake for it",
    "can you come": "what a child says who wants company at a review as well",
}
# Messages in which nobody is asked for, though the words for it are there, and the other way round.
ADVOCACY_NOT_AS_ASKED = {
    "I don't want an advocate thank you. I just want my tv back": "saying no raises it as well",
    "my advocate is called jo": "the word alone is enough",
    "my advocate was really good thanks for sending her": "the word alone is enough",
}

# How "about" begins where the words are in a language that has no rules.
FOREIGN = ("Albanian", "Vietnamese", "Pashto", "Tigrinya", "Dari", "Sorani", "Somali", "Ukrainian")


@cache
def messages(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((MESSAGES / f"{name}.toml").read_text("utf-8"))["message"]


def names_of(message: dict[str, Any]) -> set[FlagName]:
    return {flag.name for flag in screen(message["words"], message.get("language", "en"))}


def goes_to_the_top(message: dict[str, Any]) -> bool:
    return any(name.goes_to_the_top for name in names_of(message))


def asks_for_someone(message: dict[str, Any]) -> bool:
    return FlagName.ADVOCACY in names_of(message)


@pytest.mark.parametrize("name", FILES)
def test_every_danger_is_raised_or_listed_as_missed(name, report: Callable[[str], None]):
    dangers = [each for each in messages(name) if each["danger"]]
    harmless = [each for each in messages(name) if not each["danger"]]
    missed = [each["words"] for each in dangers if not goes_to_the_top(each)]
    alarms = sum(map(goes_to_the_top, harmless))

    report(
        f"screening, {name}: {len(messages(name))} messages, {len(dangers)} dangers, "
        f"{len(dangers) - len(missed)} raised, {len(missed)} missed, "
        f"{alarms} false alarms in {len(harmless)}"
    )
    assert set(missed) <= MISSED.keys()
    assert alarms <= MOST_FALSE_ALARMS[name]


def test_every_miss_that_is_listed_is_one():
    listed = [each for name in FILES for each in messages(name) if each["words"] in MISSED]

    assert len(listed) == len(MISSED)
    assert not any(map(goes_to_the_top, listed))


@pytest.mark.parametrize("name", FILES)
def test_asking_for_someone_is_heard_and_nothing_else_is_taken_for_it(name):
    wrong = [each["words"] for each in messages(name) if each["advocacy"] != asks_for_someone(each)]

    assert set(wrong) <= ADVOCACY_NOT_AS_ASKED.keys()


@pytest.mark.parametrize("name", FILES)
def test_no_english_or_arabic_message_is_taken_for_another_language(name):
    ours = [each for each in messages(name) if not each.get("about", "").startswith(FOREIGN)]
    marked = [each["words"] for each in ours if FlagName.NOT_SCREENED in names_of(each)]

    assert not marked


@pytest.mark.parametrize("name", FILES)
def test_every_message_in_another_language_is_marked(name):
    foreign = [each for each in messages(name) if each.get("about", "").startswith(FOREIGN)]

    assert all(FlagName.NOT_SCREENED in names_of(each) for each in foreign)


def seconds_for(words: str) -> float:
    started_at = time.perf_counter()
    screen(words)
    return time.perf_counter() - started_at


def test_how_long_screening_takes_is_told(report: Callable[[str], None]):
    full = [each["words"] for name in FILES for each in messages(name) if len(each["words"]) > 100]
    screen("ready")

    took = [min(seconds_for(words) for _ in range(5)) for words in full]

    report(
        f"screening: {statistics.median(took) * 1e6:.0f} microseconds for a message of "
        f"{statistics.mean(map(len, full)):.0f} characters"
    )
    assert statistics.median(took) < 0.01  # seconds: a hundred times what it takes
