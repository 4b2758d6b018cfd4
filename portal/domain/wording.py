"""A child's words in the one plain form that the rules are matched against.

Only a copy is ever made plain: the words themselves are kept exactly as they were given.
Each word is made plain on its own, so more words never change how the earlier ones are read.
"""

import re
import unicodedata
from itertools import groupby, product

# Marks above and below letters, Arabic vowel marks and tatweel, zero-width and variation signs.
_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_MANY_MARKS = re.compile(
    "([^\\w\\s\x00-\x7f\U0001f000-\U0001faff]{20})[^\\w\\s\x00-\x7f\U0001f000-\U0001faff]+"
)
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʼ′"))
# Letters that children and keyboards mix up: one of each group stands for all.
_ARABIC = str.maketrans("ىةظکیګگٱھہ", "يهضكيككاهه")
# A sign inside a word stands for a letter (k!ll). Pictures count only where a rule names them.
_TOKEN = re.compile(r"[@$]?[^\W_]+(?:[@$!*|][^\W_]+)*|[🆘🔪🔫]")
_REPEATED = re.compile(r"(.)\1+")
_MOST_DOUBLED = 3  # stretched letters in one word that are tried twice as well as once
_AS_I = str.maketrans("013457@$!|", "oieastasil")
_AS_L = str.maketrans("013457@$!|", "oleastasll")


def bounded(words: str) -> str:
    """The words with no endless run of marks, which would take minutes to normalise."""
    return _MANY_MARKS.sub(r"\1", words)


def plain(words: str) -> str:
    """Small letters, no accents, no apostrophes, one form of each letter."""
    if words.isascii():
        return words.lower().replace("'", "").replace("`", "")
    apart = unicodedata.normalize("NFKD", bounded(words).translate(_APOSTROPHES)).casefold()
    return _MARKS.sub("", apart).translate(_ARABIC)


def tokens(words: str, longest: int | None = None) -> list[str]:
    """The words one by one, plain. Numbers are words too; punctuation is left out.

    Of what is plain, only the first `longest` letters count; None means all of them.
    """
    return _TOKEN.findall(plain(words)[:longest])


def squeezed(token: str) -> tuple[str, ...]:
    """Ways to read stretched letters, each once or twice: heeelp as heelp and help.

    Empty where none is stretched. After the first few, stretched letters are read once.
    """
    if not _REPEATED.search(token):
        return ()
    doubled = 0
    ways: list[tuple[str, ...]] = []
    for letter, run in groupby(token):
        doubled += (is_run := sum(1 for _ in run) > 1)
        ways.append((letter * 2, letter) if is_run and doubled <= _MOST_DOUBLED else (letter,))
    return tuple(reading for letters in product(*ways) if (reading := "".join(letters)) != token)


def without_signs(token: str) -> tuple[str, ...]:
    """Ways to read signs and digits as letters: k!ll as kill, r*pe as rape. Letters only."""
    readings = {token.translate(_AS_I), token.translate(_AS_L)}
    if "*" in token:
        readings = {token.replace("*", vowel) for vowel in "aeiou"}
    return tuple(sorted(reading for reading in readings if reading.isalpha()))


def sound(word: str) -> str:
    """Nearly how a Latin word sounds, without its vowels: threatened and thretend are one.

    Fewer than three signs say too little to compare words by.
    """
    word = _SPELT.sub(_as_spoken, word)
    first = "a" if word[:1] in "aeiou" else word[:1]
    return _REPEATED.sub(r"\1", first + word[1:].translate(_SILENT))


def _as_spoken(spelt: re.Match[str]) -> str:
    return _SPOKEN[spelt[0]]


def are_close(spelling: str, token: str) -> bool:
    """True where two spellings differ in one place only: by a letter, or two in a long word."""
    shorter = min(len(spelling), len(token))
    same = 0
    while same < shorter and spelling[same] == token[same]:
        same += 1
    ending = 0
    while ending < shorter - same and spelling[-1 - ending] == token[-1 - ending]:
        ending += 1
    differing = max(len(spelling), len(token)) - same - ending
    return differing <= (1 if len(spelling) < _LONG else 2)


_LONG = 9
_SPOKEN = {"ph": "f", "gh": "", "tch": "kh", "ck": "k", "ce": "se", "ci": "si", "c": "k", "z": "s"}
_SPOKEN |= {"ing": "in"}
_SPELT = re.compile("tch|ing|ph|gh|ck|ce|ci|c|z")
_SILENT = dict.fromkeys(map(ord, "aeiouyhw"))
