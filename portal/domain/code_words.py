"""Code words: what lets a child back in, easy to say aloud and hard to guess.

In English five words from code_words_en.txt; in a language without a reviewed list, sixteen
digits. They are shown once and kept only as a hash of `normalise_code_words`.
"""

import secrets
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from portal.domain.said import letters_and_digits

BITS: Final = 50
"""Every set of code words takes at least 2 ** BITS guesses to go through."""

_WORDS = 5
_GROUPS = 4
_DIGITS_IN_A_GROUP = 4
_NATIVE_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩"}
# Between groups of digits a no-break space keeps their order in right-to-left text as well:
# it separates numbers (bidi class CS), where a plain space would let the groups change places.
_BETWEEN_GROUPS = "\N{NO-BREAK SPACE}"


def make_code_words(language: str, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """New code words to show to a child: five words, or sixteen digits in groups of four.

    `language` is a code such as "en" or "ar". `choose` must pick evenly and unguessably.
    """
    if language == "en":
        return " ".join(choose(english_words()) for _ in range(_WORDS))
    digits = _NATIVE_DIGITS.get(language, "0123456789")
    groups = ("".join(choose(digits) for _ in range(_DIGITS_IN_A_GROUP)) for _ in range(_GROUPS))
    return _BETWEEN_GROUPS.join(groups)


def normalise_code_words(said: str) -> str:
    """What was said or typed, as it is hashed and compared: "sunny-KITE 5" is "sunnykite5".

    Capitals, spaces, punctuation and the script of digits make no difference; the order does.
    Empty where nothing of it is a letter or a digit. As long as what was said: limit it before.
    """
    return letters_and_digits(said)


@cache
def english_words() -> tuple[str, ...]:
    """The reviewed English list, in its order."""
    lines = Path(__file__).with_name("code_words_en.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


HIDDEN: Final = "(code words, which only the child knows)"


def without_code_words(text: str) -> str:
    """A text of ours with every line that is code words taken out of it, and `HIDDEN` there."""
    return "\n".join(HIDDEN if _is_code_words(line) else line for line in text.split("\n"))


def _is_code_words(line: str) -> bool:
    parts = line.split()
    if len(parts) == _GROUPS:
        return all(len(part) == _DIGITS_IN_A_GROUP and part.isdecimal() for part in parts)
    return len(parts) == _WORDS and set(parts) <= frozenset(english_words())
