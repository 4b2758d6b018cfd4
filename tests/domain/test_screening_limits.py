"""Screening takes no longer than a child would wait, whatever is sent."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from portal.domain.flags import FlagName
from portal.domain.screening import LONGEST, screen

HUGE = {
    "one letter": "x" * 200_000,
    "two letters": "ab" * 100_000,
    "an Arabic letter": "\u063a" * 200_000,
    "Arabic words with no space between": "\u0648\u0627\u0644\ufb03\u0647" * 40_000,
    "letters that stand for a sentence": "\ufdfa" * 200_000,
    "words": "help me " * 25_000,
    "nonsense": "qwxz vbnm " * 20_000,
    "digits and signs": "1@l!" * 50_000,
}


@pytest.mark.parametrize("words", HUGE.values(), ids=HUGE)
def test_a_huge_text_is_read_in_a_moment_and_goes_to_the_top(words: str) -> None:
    screen("ready")
    started = time.process_time()

    flags = screen(words)

    assert time.process_time() - started < 1
    tracemalloc.start()
    screen(words)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert any(flag.name is FlagName.NOT_SCREENED for flag in flags)


def test_danger_before_the_limit_is_raised() -> None:
    flags = screen("he hits me every night " + "and more words " * LONGEST)

    assert any(flag.name is FlagName.URGENT for flag in flags)
