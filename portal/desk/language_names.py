"""Languages by their English names, as officers say them."""

from __future__ import annotations

from functools import cache

from babel import Locale

# Tags that CLDR calls otherwise, or that say that nobody knows.
_OWN_NAMES = {"und": "a language we do not know", "": "a language we do not know", "prs": "Dari"}
_OWN_NAMES |= {"ckb": "Kurdish (Sorani)", "kmr": "Kurdish (Kurmanji)", "bn": "Bengali"}
# Only the letters are known, which both are written with.
_OWN_NAMES |= {"und-Ethi": "Tigrinya or Amharic"}
_NOBODY_KNOWS = frozenset({"und", ""})


@cache
def language_name(tag: str) -> str:
    """The English name of the language with this tag; the tag itself where it has none."""
    known = _english_names()
    alone = tag.partition("-")[0]
    name = _OWN_NAMES.get(tag) or known.get(tag.replace("-", "_")) or known.get(alone)
    return str(name or tag)


def lang_attribute(tag: str) -> str:
    """What `lang` says of it on a page; "" where nobody knows the language."""
    return "" if tag in _NOBODY_KNOWS else tag


@cache
def tag_of(name: str) -> str | None:
    """The tag of the language with this English name, in capitals or not; None: there is none."""
    wanted = " ".join(name.split()).casefold()
    named = {tag: said for tag, said in _OWN_NAMES.items() if tag not in _NOBODY_KNOWS}
    for tag, said in {**_english_names(), **named}.items():
        if said.casefold() == wanted:
            return tag.replace("_", "-")
    return None


@cache
def _english_names() -> dict[str, str]:
    return dict(Locale("en").languages)
