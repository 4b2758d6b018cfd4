"""Which language a text is in, as far as its letters tell. Nobody is ever asked."""

from __future__ import annotations

from collections.abc import Sequence

from sms.letters import ETHIOPIC, UNKNOWN, letters_of, told_by_letters

# Fewer letters than this ("ok", a name) do not turn a conversation to another language.
_LETTERS_TO_TURN = 12
# What a conversation stays in where all that a text has are letters that these share.
_SHARE_LETTERS = {
    ETHIOPIC: frozenset({"ti", "am"}),
    "fa": frozenset({"fa-AF", "prs", "ps", "ckb", "ur"}),
}


def language_of(words: str, known: str = "") -> str:
    """The language of `words` as a BCP 47 tag; "und" where the letters do not say.

    Found are ar, fa (Farsi and Dari), ps, ckb, ur, ti, am, vi, uk, bn, pa and en; "und-Ethi" is
    Tigrinya or Amharic. Any other language in Latin letters counts as English; screening finds
    out what is not.

    `known` is what the conversation was in before, "" at its start: it stays where a text has
    few letters or none, or letters that say less.
    """
    letters = len(letters_of(words))
    if not letters:
        return known or UNKNOWN
    found = told_by_letters(words)
    if known in _SHARE_LETTERS.get(found, ()):
        return known
    if letters >= _LETTERS_TO_TURN or known in ("", UNKNOWN):
        return found
    says_which = known == ETHIOPIC and found in _SHARE_LETTERS[ETHIOPIC]
    return found if says_which else known


def reply_language(language: str, offered: Sequence[str]) -> str:
    """The language to answer in: the same where it is offered, else the first that is."""
    return language if language in offered else offered[0]
