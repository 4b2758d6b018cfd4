"""A numbered answer in any script: "1", "(2)", "٣", "፩", or a whole text that says yes or no."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import islice

_YES = 1
_NO = 2
# A longer text says more than yes or no.
_LONGEST = 60

# Only words that are nothing else in the languages children text us in: Pashto "هو", which is
# "he" in Arabic, is left out. Marked for review by native speakers.
_YES_WORDS = """
    yes|yeah|yea|yep|yup|yh|yeh|yah|ye|y|aye|please do
    yes i do|yes i would|yes i am|yes it is|yes thats fine|i do|i would|yes ok|ok yes
    yes i want one|yes i need one|yes i want an advocate|yes i need an advocate|yes i want that
    نعم|ايوه|أيوه|ايوا|أيوا|ايه|إيه|اي|اه|آه|اجل|أجل|طبعا|طبعًا|نعم من فضلك
    بله|بلی|آره|اره|بەڵێ|እወ|አዎ|có|vâng|po|haa|eeyyee|erê|так|да|tak|da|oui|হ্যাঁ|ਹਾਂ
"""
_NO_WORDS = """
    no|nope|nah|naa|na|n|no ta
    no i dont|no i don't|no its not|no it's not|no it isnt|no it isn't|not really
    لا|لأ|لاء|كلا|لا شكرا|لا شكرًا
    نه|نخیر|نەخێر|ኣይፋል|ኣይፋልን|ኣይኮነን|አይ|không|khong|jo|maya|lakki|ні|нет|nie|nu|non|না|ਨਹੀਂ
"""


def bare(text: str) -> str:
    """The text to compare: composed, in small letters, with only spaces between the words.

    Signs at the ends of a word go ("Yes!!" is "yes"); what a text is kept as never comes here.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(word for word in map(_trimmed, folded.split()) if word)


def _trimmed(word: str) -> str:
    kept = [index for index, character in enumerate(word) if _is_written(character)]
    return word[kept[0] : kept[-1] + 1] if kept else ""


def _is_written(character: str) -> bool:
    """Letters, marks and digits: all that a word is written with."""
    return unicodedata.category(character)[0] in "LMN"


def _each(words: str) -> list[str]:
    return [bare(word) for word in re.split(r"[|\n]", words.strip())]


# What may stand beside a digit, or a yes or no, without changing what it means.
_POLITE = frozenset(
    "please pls plz pleas pleese plse thanks thx ty ta thank you number num option answer reply"
    " x xx xxx من فضلك لو سمحت شكرا شكرًا".split()
)
_REPEATED = re.compile(r"([a-z])\1+\b")
# What a phone puts under a text by itself.
_SIGNATURE = re.compile(r"\n\s*(?:--|sent from my )", re.IGNORECASE)
# "To" and "too" are no "two".
_WRITTEN_OUT = {"one": 1, "two": 2, "three": 3, "number one": 1, "number two": 2, "number three": 3}
_CHOICES = (
    dict.fromkeys(_each(_YES_WORDS), _YES) | dict.fromkeys(_each(_NO_WORDS), _NO) | _WRITTEN_OUT
)


def digit(text: str) -> int | None:
    """The one digit that the text is, whatever its script; None where it is anything else.

    Spaces, punctuation and marks around it are forgiven, as in " 1. ", "(1)" or a keycap.
    """
    signs = (c for c in text if unicodedata.category(c)[0] not in "PZCM")
    said = list(islice(signs, 2))  # two are enough to know, however long the text is
    return unicodedata.digit(said[0], None) if len(said) == 1 else None


def number(text: str) -> int | None:
    """The number from 1 to 99 that is all that the text is, whatever its script; else None."""
    signs = [c for c in text[:_LONGEST] if unicodedata.category(c)[0] not in "PZCM"]
    values = [int(unicodedata.numeric(c, -1)) for c in signs]
    if len(text) > _LONGEST or not 1 <= len(values) <= 2:
        return None
    if values[0] >= 10:  # Ethiopic writes 12 as ten and two
        total = values[0] + (values[1] if len(values) == 2 else 0)
        return total if total < 100 and min(values) >= 0 else None
    if any(not 0 <= value <= 9 for value in values):
        return None
    return int("".join(map(str, values))) or None


def choice(text: str) -> int | None:
    """The number that the text chooses: its digit, or 1 for yes and 2 for no; None for neither.

    A digit may stand beside polite words, or beside the yes or no that it means: "1 yes plz". What
    asks something chooses nothing: "y?" is "why?".
    """
    return chosen_in(text, _CHOICES)


def says_yes(text: str) -> bool:
    """Whether the whole text says yes, in words."""
    return digit(text) is None and choice(text) == _YES


def chosen_in(text: str, choices: Mapping[str, int]) -> int | None:
    """The same where other words than yes and no choose."""
    text = _SIGNATURE.split(text, maxsplit=1)[0]
    if "?" in text or "؟" in text or len(text) > _LONGEST:
        return None
    chosen = digit(text)
    if chosen is not None:
        return chosen
    said = bare(text)
    return _word_in(said.split(), choices) or _digit_beside_more(said, choices)


def _word_in(words: Sequence[str], choices: Mapping[str, int]) -> int | None:
    """What the words choose, polite ones and stretched letters ("yesss") aside."""
    whole = " ".join(words)
    rest = " ".join(word for word in words if word not in _POLITE)
    said = (whole, rest, _REPEATED.sub(r"\1", rest))
    return next((choices[one] for one in said if one in choices), None)


def _digit_beside_more(said: str, choices: Mapping[str, int]) -> int | None:
    """The digit in "1 yes", "no 2" or "3 please"; None where the rest says anything more."""
    words = said.split()
    digits = [number for number in map(digit, words) if number is not None]
    rest = [word for word in words if digit(word) is None]
    if len(digits) != 1:
        return None
    says_nothing_else = _POLITE.issuperset(rest) or _word_in(rest, choices) == digits[0]
    return digits[0] if says_nothing_else else None
