"""Which patterns of the rules a word fits, however a child spelt it, and which words are known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from portal.domain.wording import are_close, plain, sound, squeezed, tokens, without_signs

# What a word fits: numbers of patterns, empty for a known word that is in no phrase,
# None for a word that is not known at all.
Reading = tuple[int, ...] | None

ANY_NUMBER = "#"  # the pattern that every number fits
_ENDINGS = ("s", "es", "ed", "ing", "in", "er", "ers", "d", "ly", "y", "ness")
_ARABIC_BEGINNINGS = ("وال", "فال", "بال", "كال", "لل", "ال", *"وفبلكهحس")
_ARABIC_ENDINGS = ("ني", "نا", "كم", "هم", "ها", "ين", "ون", "ات", "وا", *"هكيوتش")
_SHORTEST_TO_SOUND = 5  # letters: shorter words are one slip from too many others
_LONGEST = 16  # letters: no pattern is longer; without this a word costs the square of its length
_FEWEST_SOUNDS = 3  # consonants: so few name a word of the rules, but not any word


class Vocabulary:
    """Reads words against the patterns of the rules and the common words of their languages."""

    def __init__(
        self,
        patterns: Mapping[str, int],
        known: Iterable[str],
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._holds: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        for pattern, number in patterns.items():
            self._kind(pattern)[pattern.strip("*")] = number
        self._held_sizes = sorted({len(root) for root in self._holds if len(root) > 1})
        common = {plain(word) for word in known} | set(self._exact)
        self._words = {word: self._fitting(word) for word in common}
        for way, word in spellings.items():
            both = {*self._fitting(way), *self._fitting(word)}
            self._words[way] = tuple(both)
        self._sounds = frozenset(
            heard for heard in map(sound, common) if len(heard) > _FEWEST_SOUNDS
        )
        self._rule_sounds = self._alike()

    def _kind(self, pattern: str) -> dict[str, int]:
        starts, ends = pattern.endswith("*"), pattern.startswith("*")
        if starts and ends:
            return self._holds
        return self._starts if starts else self._ends if ends else self._exact

    def _alike(self) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
        """The longer words of the rules, with the numbers they fit, by how they sound."""
        spellings = {word: set(numbers) for word, numbers in self._words.items() if numbers}
        for stem, number in self._starts.items():
            for ending in ("", *_ENDINGS):
                spellings.setdefault(stem + ending, set()).add(number)
        found: defaultdict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
        for spelling, numbers in spellings.items():
            if spelling.isascii() and len(spelling) >= _SHORTEST_TO_SOUND:
                found[sound(spelling)].append((spelling, tuple(numbers)))
        return {heard: alike for heard, alike in found.items() if len(heard) >= _FEWEST_SOUNDS}

    def read(self, words: str, longest: int | None = None) -> list[tuple[str, Reading]]:
        """Each word of a text, plain, with what it fits; `longest` as in `tokens`."""
        known = self._words
        found: list[tuple[str, Reading]] = []
        for token in tokens(words, longest):
            numbers = known.get(token)
            if numbers is not None:
                found.append((token, numbers))
            elif token.isalpha():
                found.append((token, self._guess(token)))
            else:
                found += self._mixed(token)
        return found

    def _mixed(self, token: str) -> list[tuple[str, Reading]]:
        """A token with digits or signs in it: signs for letters, or else words run together."""
        if not token.isdigit():
            for letters in without_signs(token):
                numbers = self._words.get(letters) or self._fitting(letters)
                if numbers:
                    return [(letters, numbers)]
        parts = "".join(sign if sign.isalnum() else " " for sign in token).split()
        return [(part, self._of_part(part)) for part in parts]

    def _of_part(self, part: str) -> Reading:
        numbers = self._words.get(part)
        if numbers is None:
            return self._guess(part) if part.isalpha() else self._fitting(part)
        return numbers

    def _guess(self, token: str) -> Reading:
        """What a word that is not known as it stands may be."""
        fitting = self._fitting(token)
        if fitting:
            return fitting
        for reading in squeezed(token):
            numbers = self._words.get(reading)
            if numbers is None:
                numbers = self._fitting(reading) or None
            if numbers is not None:
                return numbers
        if not token.isascii():
            return () if self._is_known_arabic(token) else None
        if self._is_known_with_ending(token):
            return ()
        return self._by_sound(token)

    def _by_sound(self, token: str) -> Reading:
        if len(token) < _SHORTEST_TO_SOUND - 1:
            return None
        heard = sound(token)
        fitting = {
            number
            for spelling, numbers in self._rule_sounds.get(heard, ())
            if are_close(spelling, token)
            for number in numbers
        }
        return tuple(fitting) if fitting or heard in self._sounds else None

    def _fitting(self, token: str) -> tuple[int, ...]:
        if token.isascii():
            return self._starting(token)
        forms = (token, *_stripped(token))
        found = {number for form in forms for number in self._starting(form)}
        return tuple(found.union(self._held(token)))

    def _starting(self, word: str) -> tuple[int, ...]:
        starts = self._starts
        sizes = range(2, min(len(word), _LONGEST) + 1)
        found = [starts[start] for size in sizes if (start := word[:size]) in starts]
        if word in self._exact:
            found.append(self._exact[word])
        if word[:1].isdecimal() and ANY_NUMBER in self._exact:
            found.append(self._exact[ANY_NUMBER])
        return tuple(found)

    def _held(self, word: str) -> Iterable[int]:
        """What stands at the end of an Arabic word, or anywhere in it, as its root may."""
        for size in self._held_sizes:
            for start in range(len(word) - size + 1):
                if (part := word[start : start + size]) in self._holds:
                    yield self._holds[part]
        for size in range(2, min(len(word), _LONGEST) + 1):
            if word[-size:] in self._ends:
                yield self._ends[word[-size:]]

    def _is_known_with_ending(self, token: str) -> bool:
        if not token.endswith(_ENDINGS):
            return False
        for ending in _ENDINGS:
            stem = token.removesuffix(ending)
            if 2 < len(stem) < len(token):
                undoubled = stem[:-1] if stem[-1] == stem[-2] not in "aeiou" else stem
                if not self._words.keys().isdisjoint((stem, stem + "e", undoubled)):
                    return True
        return False

    def _is_known_arabic(self, token: str) -> bool:
        for stem in (token, *_stripped(token)):
            if stem in self._words:
                return True
            for ending in _ARABIC_ENDINGS:
                if stem.endswith(ending) and stem[: -len(ending)] in self._words:
                    return True
        return False


def _stripped(token: str) -> list[str]:
    """An Arabic word without the small words that are written onto its beginning."""
    return [
        token[len(beginning) :]
        for beginning in _ARABIC_BEGINNINGS
        if token.startswith(beginning) and len(token) - len(beginning) > 2
    ]
