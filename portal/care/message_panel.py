"""What will come of words to a child, said while they are written: with a button, and by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from portal.care.decision_forms.base import About
from portal.domain.clock import London
from portal.domain.decisions.talking import private_of
from portal.domain.messages import LONGEST_MESSAGE, Purpose
from portal.domain.next_step import is_english
from portal.domain.quiet import not_quiet_from
from portal.domain.reach import Reach, Says
from portal.domain.reply_check import (
    LONGEST_SENTENCE,
    OLDEST_READER,
    Check,
    Finding,
    Problem,
    check,
)
from portal.domain.segments import measure

# About as much as we put below a statement: "1 that is right, 2 I want to change it".
_ASKS = "x" * 62
_SAYS = {
    Problem.TELLING_WORD: "No text says {why}: {shown}",
    Problem.NAME: "No text has a name: {shown}",
    Problem.LINK: "No text has a link: {shown}",
    Problem.REFERENCE: "No text has the reference: {shown}",
    Problem.QUOTED: "The child's own words, which no text repeats: {shown}",
    Problem.TOO_LONG: "It is too long for a text.",
    Problem.MANY_SEGMENTS: "It is long for a text. Children read short ones.",
    Problem.HARD: f"It is hard to read for somebody of {OLDEST_READER}. Shorter words help.",
    Problem.LONG_SENTENCE: f"One sentence has more than {LONGEST_SENTENCE} words.",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """All that is said of it. `goes` says how, and why not otherwise.

    `checked` None: nothing is typed yet. `as_text`: the words themselves go as a text, in so many
    `segments` that cost so many `pence`; then what is in `stops` keeps them from going.
    """

    goes: tuple[str, ...]
    checked: Check | None
    as_text: bool
    segments: int
    pence: float
    stops: tuple[str, ...]
    notes: tuple[str, ...]


def panel(about: About, purpose: Purpose, text: str, at: datetime) -> Panel:
    """What would come of this text now."""
    may = about.reach or Reach(Says.NOTHING)
    settings = about.office.settings
    as_text = may.says is Says.ALL
    checked = _checked(about, text) if text.strip() else None
    findings = checked.findings if checked else ()
    asks = _ASKS if purpose is Purpose.STATEMENT else ""
    segments = measure(text + asks).segments if checked and as_text else 0
    return Panel(
        goes=_goes(may, settings.text_hours, at),
        checked=checked,
        as_text=as_text,
        segments=segments,
        pence=round(segments * settings.text_pence, 1),
        stops=tuple(_said(one) for one in findings if one.problem.stops and as_text),
        notes=tuple(_said(one) for one in findings if not one.problem.stops),
    )


def _checked(about: About, text: str) -> Check:
    private = private_of(about.intake, about.everybody, about.services)
    return check(text[:LONGEST_MESSAGE], private, is_english=is_english(about.intake.language))


def _said(one: Finding) -> str:
    return _SAYS[one.problem].format(why=one.why, shown=one.shown)


def _goes(may: Reach, hours: tuple[time, time], at: datetime) -> tuple[str, ...]:
    """How it reaches the child, in sentences."""
    if may.says is Says.NOTHING:
        return (f"No text goes. {may.sentence}", "It stands on their own page.")
    phone = f"the phone that ends in {may.address[-3:]}"
    if may.says is Says.ALL:
        said = [f"It goes as a text, to {phone}."]
    else:
        said = [f"It stays on their page. {may.sentence}"]
    if may.asks_first:
        said.append(f"First we ask whether {phone} is theirs.")
        said.append("It never texted us, or was silent for four weeks.")
    if (later := not_quiet_from(at, hours)) > at:
        said.append(f"It is quiet now: the text goes on {_when(later)}.")
    return tuple(said)


def _when(moment: datetime) -> str:
    return moment.astimezone(London).strftime("%A at %-H:%M")
