"""What is looked at in words to a child before they go: how long, how hard, and what never goes.

A text lies on a phone that somebody else may read, and on its locked screen: it says nothing of
who we are or what it is about. On the child's own page, behind their code words, it may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.reading_age import longest_sentence, reading_age
from portal.domain.segments import Length, measure

# What a locked phone shows of a text.
LOCK_SCREEN = 40
# Reading age for a child: nine. Sentences: fourteen words.
OLDEST_READER = 9
LONGEST_SENTENCE = 14
# Twilio takes no longer text (error 21617).
LONGEST_TEXT = 1_600
_MANY_SEGMENTS = 3
_SHORTEST_NAME = 2
# As many of a child's words in a row are theirs, and no text repeats them.
_QUOTED = 4

NEVER_IN_A_TEXT: dict[str, str] = {
    "who we are": (
        "council|county council|children's services|social services|customer care|local authority"
    ),
    "what it is about": (
        "complain|complains|complained|complaint|complaints|advocate|advocates|advocacy|abuse"
        "|abused|safeguarding|investigation|investigate|ombudsman|allegation|statement|stage one"
        "|stage two|withdraw|withdrawn"
    ),
    "who looks after them": (
        "social worker|social workers|foster|fostered|fostering|foster carer|foster carers|carer"
        "|carers|care home|children's home|key worker|personal adviser|placement|reviewing officer"
        "|in care|court|police"
    ),
}
"""Words that no text has, by what they would give away."""


# Names that are words as well: alone they give nobody away. "I will ring you" names no Will.
_ALSO_WORDS = frozenset(
    """
    abbey angel april art august best bill black bright brook brown carol christian dale dawn day
    dean drew faith field fox frank gene glen good grace grant gray green guy hall harper hill holly
    hope house hunter ivy jack joy june justice king lane large lily little long love major mark
    martin may miles mill moss north page park patience pearl penny price ray read rich robin rose
    rusty ruth sage sandy short small smart stone storm street strong summer sunny sky terry tidy
    upfront victor violet ward way west white wild will win wise wood wright young
    """.split()
)


class Problem(StrEnum):
    """What is wrong with it. `stops`: as a text it cannot go so."""

    TELLING_WORD = "telling_word"
    NAME = "name"
    LINK = "link"
    REFERENCE = "reference"
    QUOTED = "quoted"
    TOO_LONG = "too_long"
    MANY_SEGMENTS = "many_segments"
    HARD = "hard"
    LONG_SENTENCE = "long_sentence"

    @property
    def stops(self) -> bool:
        """Whether a text with it cannot go; else it is only said."""
        return self in _STOPPING


_STOPPING = frozenset(
    {
        Problem.TELLING_WORD,
        Problem.NAME,
        Problem.LINK,
        Problem.REFERENCE,
        Problem.QUOTED,
        Problem.TOO_LONG,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, with what of the text shows it ("" where it is the whole)."""

    problem: Problem
    shown: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """All that is said of words to a child. `pence` is what they cost as a text, in all.

    `reading_age` None: they are not in English, or there are no words.
    """

    lock_screen: str
    length: Length
    pence: float
    reading_age: int | None
    findings: tuple[Finding, ...]

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """What keeps it from going as a text."""
        return tuple(one for one in self.findings if one.problem.stops)


@dataclass(frozen=True, slots=True)
class Private:
    """What of this child must stand in no text: names, their reference, and what they said.

    `own_names` are the child's: they type them small as well.
    """

    own_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reference: str = ""
    words: tuple[str, ...] = ()


def check(
    text: str, private: Private, *, is_english: bool = True, pence_a_segment: float = 0.0
) -> Check:
    """All that is to be said of `text` before it goes to a child."""
    length = measure(text)
    return Check(
        lock_screen=" ".join(text.split())[:LOCK_SCREEN],
        length=length,
        pence=round(length.segments * pence_a_segment, 2),
        reading_age=reading_age(text) if is_english else None,
        findings=(
            *_telling(text),
            *_private(text, private),
            *_lengths(text, length),
            *(_hard(text) if is_english else ()),
        ),
    )


def _telling(text: str) -> Iterator[Finding]:
    plain = text.replace("’", "'")
    for what, words in NEVER_IN_A_TEXT.items():
        for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", plain, re.IGNORECASE):
            yield Finding(Problem.TELLING_WORD, found[0], what)
    link = r"https?://\S*|www\.\S+|\b[\w-]+\.(?:co\.uk|gov\.uk|org\.uk|com|org|net|uk|info)\b\S*"
    for found in re.finditer(link, text, re.IGNORECASE):
        yield Finding(Problem.LINK, found[0])


def _private(text: str, private: Private) -> Iterator[Finding]:
    found = [*_named(text, private.own_names, any_case=True), *_named(text, private.names)]
    yield from (Finding(Problem.NAME, name) for name in dict.fromkeys(found))
    letters = _letters(private.reference)
    if letters and letters in _letters(text):
        yield Finding(Problem.REFERENCE, private.reference)
    if quoted := _quoted(text, private.words):
        yield Finding(Problem.QUOTED, quoted)


def _named(text: str, names: Iterable[str], *, any_case: bool = False) -> Iterator[str]:
    """The names that stand in a text: whole in any letters, in parts as they are written."""
    for name in dict.fromkeys(one.strip() for one in names):
        yield from _standing(text, name, any_case=any_case or " " in name)
        for part in name.split():
            yield from _standing(text, part, any_case=any_case)


def _standing(text: str, name: str, *, any_case: bool) -> Iterator[str]:
    # One letter is no name.
    if len(name) < _SHORTEST_NAME or name.casefold() in _ALSO_WORDS:
        return
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I if any_case else 0)
    yield from (one[0] for one in found)


def _letters(text: str) -> str:
    return re.sub(r"\W|_", "", text).casefold()


def _quoted(text: str, said: Iterable[str]) -> str:
    """The first words in a row that the child said too; "" where there are none."""
    mine = _words(text)
    theirs = {run for one in said for run in _runs(_words(one))}
    return next((" ".join(run) for run in _runs(mine) if run in theirs), "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _QUOTED]) for i in range(len(words) - _QUOTED + 1)]


def _lengths(text: str, length: Length) -> Iterator[Finding]:
    if len(text) > LONGEST_TEXT:
        yield Finding(Problem.TOO_LONG)
    elif length.segments >= _MANY_SEGMENTS:
        yield Finding(Problem.MANY_SEGMENTS)


def _hard(text: str) -> Iterator[Finding]:
    age = reading_age(text)
    if age is not None and age > OLDEST_READER:
        yield Finding(Problem.HARD)
    if longest_sentence(text) > LONGEST_SENTENCE:
        yield Finding(Problem.LONG_SENTENCE)
