"""Code words: what lets a child back in, easy to say aloud and hard to guess.

In English five words from code_words_en.txt; in a language without a reviewed list, sixteen
digits. They are shown once and kept only as a hash of `normalise_code_words`.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from string import ascii_lowercase
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

# No word of the list is as long with a slip in it; longer ones are no work for us.
_A_WORD = re.compile(r"(?<![a-zA-Z])[a-zA-Z]{2,8}(?![a-zA-Z])")


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


def meant_code_words(said: str) -> str:
    """What was meant by what was typed: each word with one slip in it as it is in the English list.

    A slip is a letter too few, too many or wrong, or two that changed places. A word that is in
    the list stays, and so does one that two words are as near to, and whatever is no word. It
    helps nobody to guess: it turns a wrong word into one of the list, never into the child's.
    """
    return _A_WORD.sub(lambda found: _meant(found[0]), said)


def _meant(word: str) -> str:
    typed, listed = word.casefold(), frozenset(english_words())
    if typed in listed:
        return word
    near = listed & _with_one_slip(typed)
    return next(iter(near)) if len(near) == 1 else word


def _with_one_slip(word: str) -> set[str]:
    """All that differs from it by one slip."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    fewer = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    wrong = {a + c + b[1:] for a, b in parts if b for c in ascii_lowercase}
    more = {a + c + b for a, b in parts for c in ascii_lowercase}
    return fewer | swapped | wrong | more


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
