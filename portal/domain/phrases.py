"""Phrases of the rules, kept as one tree, and found in a row of words in one pass.

A phrase is a row of elements; an element is one word or several to choose from. The tree is
walked by the numbers of the patterns that a word fits, so no phrase is tried on its own.
Nothing in it can be un-found: more words only ever add to what was found.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.flags import Flag
from portal.domain.wording import plain

LONGEST_GAP = 3  # words that may stand where a phrase has a lone *


class PhraseNotUnderstoodError(ValueError):
    """A phrase in a rule is written in a way that the reader cannot follow."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: the patterns that fit there, and whether words may come before."""

    patterns: tuple[str, ...]
    after_gap: bool


@dataclass(slots=True, eq=False)
class _Step:
    """Where a phrase has got to: what may come next, or later, and what is then raised."""

    at_once: dict[int, list["_Step"]] = field(default_factory=dict)
    later: dict[int, list["_Step"]] = field(default_factory=dict)
    flags: frozenset[Flag] = frozenset()


def elements(phrase: str, lists: Mapping[str, tuple[str, ...]]) -> list[Element]:
    """The places of a phrase, in order, with the named lists filled in.

    :raise PhraseNotUnderstoodError: for an empty phrase, a gap at its ends, an unknown list, or
        a * in the middle of a word.
    """
    words = phrase.split()
    if not words or "*" in (words[0], words[-1]):
        raise PhraseNotUnderstoodError(phrase)
    return [
        Element(_patterns(word, lists), after_gap=words[place - 1] == "*" and place > 0)
        for place, word in enumerate(words)
        if word != "*"
    ]


def _patterns(word: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: list[str] = []
    for choice in word.split("/"):
        name = choice[1:-1] if choice[:1] == "<" and choice[-1:] == ">" else None
        if name is not None and name not in lists:
            raise PhraseNotUnderstoodError(choice)
        found += [choice] if name is None else lists[name]
    if any("*" in pattern[1:-1] or not pattern.strip("*") for pattern in found):
        raise PhraseNotUnderstoodError(word)
    return tuple(dict.fromkeys(map(plain, found)))


class PhraseBook:
    """Every phrase of every rule. `numbers` gives each pattern used the number it is known by."""

    def __init__(self, phrases: Iterable[tuple[Sequence[Element], Flag]]) -> None:
        self.numbers: dict[str, int] = {}
        self._root = _Step()
        made: dict[tuple[int, Element], _Step] = {}
        for phrase, flag in phrases:
            step = self._root
            for element in phrase:
                way = (id(step), element)
                if way not in made:
                    made[way] = self._step_after(step, element)
                step = made[way]
            step.flags |= {flag}

    def _step_after(self, step: _Step, element: Element) -> _Step:
        new = _Step()
        ways = step.later if element.after_gap else step.at_once
        for pattern in element.patterns:
            number = self.numbers.setdefault(pattern, len(self.numbers))
            ways.setdefault(number, []).append(new)
        return new

    def found(self, words: Iterable[Iterable[int]]) -> set[Flag]:
        """The flags of all phrases in a row of words, each given as the numbers it fits."""
        raised: set[Flag] = set()
        fresh: list[_Step] = []
        in_gap: deque[list[_Step]] = deque(maxlen=LONGEST_GAP + 1)
        for numbers in words:
            reached: list[_Step] = []
            for number in numbers:
                reached += self._root.at_once.get(number, ())
                for step in fresh:
                    reached += step.at_once.get(number, ())
                for steps in in_gap:
                    for step in steps:
                        reached += step.later.get(number, ())
            fresh = list(dict.fromkeys(reached))
            in_gap.append([step for step in fresh if step.later])
            for step in fresh:
                raised |= step.flags
        return raised
