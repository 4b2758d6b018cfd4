"""Which language a text is in, as far as its letters tell. Nobody is ever asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

# BCP 47 for a language that nobody can name.
UNKNOWN = "und"

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters of Dari, Pashto, Sorani and Urdu that Arabic, with its dialects, is not written with.
_NOT_ARABIC = re.compile("[یکےہںٹڈڑۆێەڕڵژټډړږښڼګېۍۀ]")

# Fewer letters than this ("ok", a name) do not turn a conversation to another language.
_LETTERS_TO_TURN = 12


def language_of(words: str, known: str = "") -> str:
    """The language of `words`: "ar", "en", or "und" where the letters do not say.

    `known` is what the conversation was in before, "" at its start: it stays where a text has
    few letters or none. Every Latin script counts as English; screening finds out what is not.
    """
    letters = len(_LETTER.findall(words))
    if letters == 0 or (letters < _LETTERS_TO_TURN and known not in ("", UNKNOWN)):
        return known or UNKNOWN
    if len(_ARABIC_SCRIPT.findall(words)) * 2 > letters:
        return UNKNOWN if _NOT_ARABIC.search(words) else "ar"
    return "en" if len(_LATIN_SCRIPT.findall(words)) * 2 > letters else UNKNOWN


def reply_language(language: str, offered: Sequence[str]) -> str:
    """The language to answer in: the same where it is offered, else the first that is."""
    return language if language in offered else offered[0]
