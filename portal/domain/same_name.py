"""Whether two names that somebody typed are one: order, capitals, spacing and accents aside.

A nickname, a maiden name or a slip of the pen is for a person to see: no rule here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import permutations

_TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor rev reverend sir cllr councillor".split()
)
_LEGAL = frozenset("the ltd limited plc cic".split())
# Letters that have no accent to take away, and are typed without it all the same.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
# What English hangs on a word: Sarah's, don't. Of a name O'Brien nothing is taken away.
_HUNG_ON = re.compile("(?:n['\u2019]t|['\u2019](?:s|m|d|re|ve|ll))\\b", re.IGNORECASE)
# Of more parts every order is too many to try, and nobody leaves out the spaces between them.
_MOST_PARTS = 6


def parts_of(name: str) -> list[str]:
    """The words of a name in plain small letters, as they stand; a title is none of them."""
    words = re.findall(r"[^\W_]+", _plain(name))
    return [word for word in words if word not in _TITLES] or words


def words_in(sentence: str) -> list[str]:
    """The words of a sentence in plain small letters, without what hangs on them: Sarah's."""
    return parts_of(_HUNG_ON.sub("", sentence))


def same_name(one: str, other: str) -> bool:
    """Whether two people's names have the same parts, in whatever order, capitals and spacing."""
    return _are_same(parts_of(one), parts_of(other))


def is_part_of(one: str, other: str) -> bool:
    """Whether one of two people's names is the other with something left out: Dave, Dave Hill."""
    first, second = set(parts_of(one)), set(parts_of(other))
    return bool(first and second) and (first <= second or second <= first)


def same_organisation(said: str, names: Iterable[str]) -> bool:
    """Whether an organisation of these names is meant: by one of them, or by several at once.

    "NCH (Action for Children) Ltd" is both of its names.
    """
    words = [word for word in parts_of(said) if word not in _LEGAL]
    known = [[word for word in parts_of(name) if word not in _LEGAL] for name in names]
    if any(_are_same(words, one) for one in known):
        return True
    every = {word for one in known for word in one}
    is_one_whole = any(one and set(one) <= set(words) for one in known)
    return is_one_whole and set(words) <= every


def is_named_in(text: str, names: Iterable[str]) -> bool:
    """Whether a sentence has one of these names whole, its words beside each other."""
    words = f" {' '.join(words_in(text))} "
    return any(f" {' '.join(one)} " in words for one in map(parts_of, names) if one)


def _plain(name: str) -> str:
    # Upper case first: whatever becomes two letters there is two letters from then on.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper().casefold())
    letters = (one for one in apart if not unicodedata.combining(one))
    return "".join(letters).translate(_PLAIN)


def _are_same(one: list[str], other: list[str]) -> bool:
    if not one or not other:
        return False
    if sorted(one) == sorted(other):
        return True
    if sorted("".join(one)) != sorted("".join(other)):
        return False
    return not _joined(one).isdisjoint(_joined(other))


def _joined(parts: list[str]) -> set[str]:
    """The name without spaces, in every order: "O Brien Sam" is OBrien Sam."""
    return set(_orders(parts)) if len(parts) <= _MOST_PARTS else {"".join(parts)}


def _orders(parts: list[str]) -> Iterator[str]:
    return ("".join(order) for order in permutations(parts))
