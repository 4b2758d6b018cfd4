"""Whoever tells us about a child is not that child: nothing of theirs is taken as the child's."""

from __future__ import annotations

import re
import unicodedata

# Shorter runs of digits are house numbers and times.
_FEWEST_DIGITS = 7
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]*\d)*")
_ADDRESS = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")


def is_own(text: str, *, name: str, contact: str) -> bool:
    """Whether `text`, said to be the child's, is the teller's own `name` or reaches them.

    A number is the same however it is spaced, and with or without the country's code; a name is
    the same in whatever order. Nothing is the same as what was left out.
    """
    if not text.strip():
        return False
    if _plain(text) in (_plain(name), _plain(contact)) or _ways(text) & _ways(contact):
        return True
    return bool(_parts(name)) and _parts(text) == _parts(name)


def _ways(text: str) -> set[str]:
    """Every telephone number and e-mail address in a text, each in one spelling."""
    plain = _plain(text)
    digits = (re.sub(r"\D", "", found) for found in _NUMBER.findall(plain))
    numbers = {_at_home(found) for found in digits if len(found) >= _FEWEST_DIGITS}
    return numbers | {found.rstrip(".") for found in _ADDRESS.findall(plain)}


def _at_home(digits: str) -> str:
    """A number after the first nought: 07700…, +447700… and 00447700… are the same."""
    return re.sub(r"^(?:0044|44)?0?", "", digits)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _parts(name: str) -> list[str]:
    return sorted(re.findall(r"\w+", _plain(name)))
