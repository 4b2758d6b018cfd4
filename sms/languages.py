"""Which language a text is in, as far as its letters tell. Nobody is ever asked."""

from __future__ import annotations

from collections.abc import Sequence

from sms.letters import ETHIOPIC, UNKNOWN, has_other_letters, letters_of, told_by_letters

# Fewer letters than this ("ok", a name) do not turn a conversation to another language.
_LETTERS_TO_TURN = 12
# What a conversation stays in where all that a text has are letters that these share.
_SHARE_LETTERS = {
    ETHIOPIC: frozenset({"ti", "am"}),
    "fa": frozenset({"fa-AF", "prs", "ps", "ckb", "ur"}),
}


# What else a language may be offered as, where its letters do not say which of these it is.
_OFFERED_AS = {
    ETHIOPIC: frozenset({"ti", "am"}),
    "fa": frozenset({"fa-AF", "prs"}),
    "ckb": frozenset({"ku"}),
}


def language_of(words: str, known: str = "", *, is_danger: bool = False) -> str:
    """The language of `words` as a BCP 47 tag; "und" where the letters do not say.

    Found are ar, fa (Farsi and Dari), ps, ckb, ur, ti, am, vi, uk, bn, pa and en; "und-Ethi" is
    Tigrinya or Amharic. Any other language in Latin letters counts as English; screening finds
    out what is not.

    `known` is what the conversation was in before, "" at its start: it stays where a text has
    few letters or none, or letters that say less. Words of danger turn it however few they are,
    unless they are in Latin letters, which many languages have.
    """
    letters = len(letters_of(words))
    if not letters:
        return known or UNKNOWN
    found = told_by_letters(words)
    if known in _SHARE_LETTERS.get(found, ()):
        return known
    turns = is_danger and found not in ("en", UNKNOWN)
    if turns or letters >= _LETTERS_TO_TURN or known in ("", UNKNOWN):
        return found
    says_which = known == ETHIOPIC and found in _SHARE_LETTERS[ETHIOPIC]
    return found if says_which else known


def kept_language(found: str, chosen: str | None) -> str:
    """The language that is kept, which an interpreter may be found by.

    `chosen` is what they want replies in, None where they did not say. It is what they speak only
    where the letters of their words do not say that it is another.
    """
    may_be = chosen in _OFFERED_AS.get(found, ()) or found in ("", "en", UNKNOWN)
    return chosen if chosen and may_be else found


def reply_language(language: str, offered: Sequence[str]) -> str:
    """The language to answer in: the same where it is offered, else the first that is."""
    return _offered_for(language, offered) or offered[0]


def is_answered_in(language: str, offered: Sequence[str], words: str = "") -> bool:
    """Whether whoever writes `words` in `language` is answered in it.

    Where nobody knows the language: unless its letters are such as no English is written in.
    """
    if language in ("", UNKNOWN):
        return not has_other_letters(words)
    return _offered_for(language, offered) is not None


def _offered_for(language: str, offered: Sequence[str]) -> str | None:
    if language in offered:
        return language
    others = [tag for tag in offered if tag in _OFFERED_AS.get(language, ())]
    return others[0] if len(others) == 1 else None
