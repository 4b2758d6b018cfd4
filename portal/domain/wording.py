"""A child's words in the one plain form that the rules are matched against.

Only a copy is ever made plain: the words themselves are kept exactly as they were given.
Each word is made plain on its own, so more words never change how the earlier ones are read.
"""

import re
import unicodedata

# Marks above and below letters, Arabic vowel marks and tatweel, zero-width and variation signs.
_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʼ′"))
# Letters that children and keyboards mix up: one of each group stands for all.
_ARABIC = str.maketrans("ىةظکیګگٱھہ", "يهضكيككاهه")
# A sign inside a word stands for a letter (k!ll). Pictures count only where a rule names them.
_TOKEN = re.compile(r"[@$]?[^\W_]+(?:[@$!*|][^\W_]+)*|[🆘🔪🔫]")
_REPEATED = re.compile(r"(.)\1+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_AS_I = str.maketrans("013457@$!|", "oieastasil")
_AS_L = str.maketrans("013457@$!|", "oleastasll")


def plain(words: str) -> str:
    """Small letters, no accents, no apostrophes, one form of each letter."""
    if words.isascii():
        return words.lower().replace("'", "").replace("`", "")
    apart = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES)).casefold()
    return _MARKS.sub("", apart).translate(_ARABIC)


def tokens(words: str) -> list[str]:
    """The words one by one, plain. Numbers are words too; punctuation is left out."""
    return _TOKEN.findall(plain(words))


def squeezed(token: str) -> tuple[str, ...]:
    """Ways to read stretched letters: heeelp as heelp and help. Empty where none is stretched."""
    once = _REPEATED.sub(r"\1", token)
    return () if once == token else (_STRETCHED.sub(r"\1\1", token), once)


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
    for spelling, spoken in _SPOKEN:
        word = word.replace(spelling, spoken)
    tail = word[1:].translate(_SILENT)
    first = "a" if word[:1] in "aeiou" else word[:1]
    return _REPEATED.sub(r"\1", first + tail)


def are_close(spelling: str, token: str) -> bool:
    """True where one letter is other, missing or too many; two letters in a long word."""
    allowed = 1 if len(spelling) < _LONG else 2
    if abs(len(spelling) - len(token)) > allowed:
        return False
    row = list(range(len(token) + 1))
    for letter in spelling:
        above, row = row, [row[0] + 1]
        for place, other in enumerate(token):
            row.append(min(row[-1] + 1, above[place + 1] + 1, above[place] + (letter != other)))
    return row[-1] <= allowed


_LONG = 9
_SPOKEN = (
    ("ph", "f"),
    ("gh", ""),
    ("tch", "ch"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("c", "k"),
    ("kh", "ch"),
    ("z", "s"),
    ("ing", "in"),
)
_SILENT = dict.fromkeys(map(ord, "aeiouyhw"))
