"""How old somebody must be to read a text, and how long its sentences are. English only.

The Automated Readability Index counts letters, words and sentences, and needs no guess at
syllables. Source: Smith and Senter, AMRL-TR-66-220 (1967); a grade is reached five years later.
"""

from __future__ import annotations

import re
from math import ceil

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?…]+|\n+")
_YOUNGEST = 5


def words_of(text: str) -> list[str]:
    """Its words."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """Its sentences, without those that have no word in them. A line is one at least."""
    return [one.strip() for one in _END.split(text) if _WORD.search(one)]


def longest_sentence(text: str) -> int:
    """How many words its longest sentence has; 0 where it has none."""
    return max((len(words_of(one)) for one in sentences_of(text)), default=0)


def reading_age(text: str) -> int | None:
    """From which age on an English text is read with ease; None where there is no word in it."""
    words, sentences = words_of(text), sentences_of(text)
    if not words:
        return None
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43
    return max(_YOUNGEST, ceil(grade) + 5)
