"""A conversation written down: what a phone sends, what must come back, what must be kept. Pure.

    # words                 says something to whoever reads it; the first says what the file shows
    > words                 a text from the child; "\\n" in it is a line break, ">" alone no words
    < words                 one line of the reply; "..." at the end stands for the rest of it
    (photo)                 a photo without words
    (same text again)       the carrier brings the last text again: it must get the same reply
    (4 minutes)             nobody texts for so long: minutes, hours or days
    (closed)                customer care close what this phone told
    (from +447700900124)    from here on another phone, or "whatsapp:...", texts; the first is
                            FIRST_PHONE
    = fact                  what is kept by now of the phone's last telling; "= not fact" for no

A text or photo without "<" lines must get no reply. The facts are those of `Fact`:

    = urgent                a rule saw danger, or the child asked for help
    = top                   it stands at the top of the inbox
    = opted-out             nothing goes to this phone
    = language ar           the language it is kept in
    = advocate yes          yes, no, trusted or unanswered
    = care yes              yes, no, not sure or unanswered
    = texts about it        about it, neutral only, another way or unanswered
    = name Sam              what to call them; "unanswered" where nothing is known
    = code words            code words lead back to it
    = new words             its last words came a day or more after those before
    = words 3               how many things are kept that were said
    = intakes 2             how many tellings there are of this phone
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

# Ofcom keeps 07700 900000 to 900999 for drama: nobody has them.
FIRST_PHONE = "+447700900123"
REST = "..."
_WAIT = re.compile(r"(\d+) (minute|hour|day)s?")
_FROM = re.compile(r"from (\S+)")


class ScriptError(ValueError):
    """A line that cannot be read; the message says which, and why."""


class Fact(StrEnum):
    """What a transcript can say of what is kept, by the word that it uses."""

    URGENT = "urgent"
    TOP = "top"
    OPTED_OUT = "opted-out"
    LANGUAGE = "language"
    ADVOCATE = "advocate"
    CARE = "care"
    TEXTS = "texts"
    NAME = "name"
    CODE_WORDS = "code words"
    NEW_WORDS = "new words"
    WORDS = "words"
    INTAKES = "intakes"


# Facts that are or are not; the others have a value.
_PLAIN = frozenset({Fact.URGENT, Fact.TOP, Fact.OPTED_OUT, Fact.CODE_WORDS, Fact.NEW_WORDS})
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and the lines that must come back; none is silence."""

    at: int
    words: str
    has_photo: bool = False
    reply: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """The carrier brings the last text again."""

    at: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody texts for a while."""

    at: int
    span: timedelta


@dataclass(frozen=True, slots=True)
class Closed:
    """Customer care close what the phone told."""

    at: int


@dataclass(frozen=True, slots=True)
class From:
    """Another phone texts from here on."""

    at: int
    address: str


@dataclass(frozen=True, slots=True)
class Check:
    """A fact must have this value by now."""

    at: int
    fact: Fact
    value: str


Event = Text | Again | Wait | Closed | From | Check


@dataclass(frozen=True, slots=True)
class Script:
    """One transcript. `title` is its first comment; `at` of an event is its line, from 1."""

    title: str
    events: tuple[Event, ...]


def read_script(text: str) -> Script:
    """The script that is written here.

    :raise ScriptError: a line is none of a transcript, or the file says or shows nothing.
    """
    lines = [line.strip() for line in text.splitlines()]
    title = next((line[1:].strip() for line in lines if line.startswith("#")), "")
    events = tuple(_events(lines))
    if not title or not any(isinstance(event, Text) for event in events):
        raise ScriptError("it needs a # line that says what it shows, and a > text")
    return Script(title, events)


def _events(lines: Iterable[str]) -> Iterator[Event]:
    last: Event | None = None
    for at, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("<"):
            last = _with_reply(last, at, line[1:].strip())
            continue
        if last:
            yield last
        last = _event(at, line)
    if last:
        yield last


def _with_reply(last: Event | None, at: int, line: str) -> Text:
    if not isinstance(last, Text):
        raise ScriptError(f"line {at}: a < line stands below the text that it answers")
    if last.reply and last.reply[-1].endswith(REST):
        raise ScriptError(f"line {at}: nothing can come after the rest of a reply")
    return replace(last, reply=(*last.reply, line))


def _event(at: int, line: str) -> Event:
    if line.startswith(">"):
        return Text(at, line[1:].strip().replace("\\n", "\n"))
    if line.startswith("="):
        return _check(at, line[1:].strip())
    if line.startswith("(") and line.endswith(")"):
        return _happening(at, line[1:-1])
    raise ScriptError(f"line {at}: not a line of a transcript: {line}")


_PLAIN_HAPPENINGS: dict[str, Callable[[int], Event]] = {
    "photo": lambda at: Text(at, "", has_photo=True),
    "same text again": Again,
    "closed": Closed,
}


def _happening(at: int, said: str) -> Event:
    if plain := _PLAIN_HAPPENINGS.get(said):
        return plain(at)
    if span := _WAIT.fullmatch(said):
        return Wait(at, timedelta(**{f"{span[2]}s": int(span[1])}))
    if sender := _FROM.fullmatch(said):
        return From(at, sender[1])
    raise ScriptError(f"line {at}: nothing that can happen: ({said})")


def _check(at: int, said: str) -> Check:
    for fact in Fact:
        if fact in _PLAIN and said in (fact, f"not {fact}"):
            return Check(at, fact, YES if said == fact else NO)
        if fact not in _PLAIN and said.startswith(f"{fact} "):
            return Check(at, fact, said.removeprefix(f"{fact} ").strip())
    raise ScriptError(f"line {at}: no fact that can be looked at: {said}")
