"""One conversation: what the child said and did, what went to them, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from portal.care.text_errors import why_not
from portal.db import conversations, messages, outgoing
from portal.db.conversations import Exchange
from portal.db.outgoing import OutgoingText
from portal.domain.clock import London
from portal.domain.intake import Intake
from portal.domain.messages import Message, Purpose
from portal.domain.outgoing import Standing, What
from portal.domain.reach import SENTENCES, Why
from portal.domain.way_back import ChildStep, Did, Means
from portal.services.office import Office


class Whose(StrEnum):
    """On which side it stands."""

    THEIRS = "theirs"
    OURS = "ours"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing of the conversation. `text` "" where there are no words.

    `files` came with it. `became` is what became of it, in sentences; `is_late` where it did not
    reach the child. `came_as` is the body that the text is decoded from, "" where it is not.
    """

    at: datetime
    whose: Whose
    label: str
    text: str = ""
    files: int = 0
    became: tuple[str, ...] = ()
    is_late: bool = False
    came_as: str = ""


_PURPOSES = {
    Purpose.MESSAGE: "wrote",
    Purpose.ACKNOWLEDGEMENT: "wrote that we have it",
    Purpose.ANSWER: "wrote the answer",
    Purpose.STATEMENT: "wrote what we understood",
}
_NOT_READ = "Not read on their page yet"
_BY_ITSELF = {
    What.THIS_PHONE: "We asked by text if the phone is still theirs",
    What.MAY_ASK_LATER: "We asked by text if we may ask later",
    What.COMEBACK: "We asked by text how it is now",
    What.LATE: "We said by text that the answer is late",
    What.NEWS: "We said by text that there is news",
    What.REPLY: "We replied to a text that Twilio had and that did not arrive here at once",
    What.LATE_REPLY: "We replied to a text that Twilio had and that did not arrive here at once",
}
_SILENCE, _FOUND = ("We did not reply",), ("It did not arrive by itself: we found it at Twilio",)
_STEPS = {
    Did.AGREED: "They said: that is right",
    Did.WANTS_CHANGE: "They want to change what we understood",
    Did.ASKED_NEXT_STEP: "They asked for the next step",
    Did.ASKED_TO_STOP: "They want it to stop",
    Did.GOES_ON: "They want it to go on after all",
    Did.MAY_ASK_LATER: "They said: you may ask later",
    Did.NOT_LATER: "They said: do not ask later",
    Did.BETTER: "They said: it is better now",
    Did.SAME: "They said: it is the same",
    Did.WORSE: "They said: it is worse",
    Did.CHANGED_CONTACT: "They changed how to reach them",
    Did.GAVE_FILES: "They gave us photos or recordings",
    Did.PHONE_IS_THEIRS: "They said: the phone is theirs",
    Did.PHONE_IS_NOT: "Whoever has the phone said: it is not theirs",
}
_BY = {Means.PAGE: "on their own page", Means.TEXT: "by text", Means.CARE: "told customer care"}


def talk_of(
    connection: Connection,
    office: Office,
    intake: Intake,
    names: Mapping[str, str],
    now: datetime,
) -> tuple[Spoken, ...]:
    """All of it, the first first; empty where nothing was said but what was told at first."""
    keyring = office.keyring
    exchanges = conversations.of_intake(connection, keyring, intake)
    written = messages.of_intake(connection, keyring, intake.id)
    texts = outgoing.of_intake(connection, keyring, intake.id)
    found = [
        *_exchanged(exchanges),
        *_said_since(intake, exchanges),
        *_written(written, texts, names, now),
        *_sent_by_itself(texts, now),
        *(_step(one) for one in intake.way_back.steps),
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _exchanged(exchanges: Iterable[Exchange]) -> Iterator[Spoken]:
    for one in exchanges:
        silence = _FOUND if one.was_found else _SILENCE
        yield Spoken(
            one.at,
            Whose.THEIRS,
            "They texted",
            one.words,
            one.files,
            () if one.reply else silence,
            came_as=one.came_as,
        )
        if one.reply:
            yield Spoken(one.at, Whose.OURS, "We replied", one.reply)


def _said_since(intake: Intake, exchanges: Iterable[Exchange]) -> Iterator[Spoken]:
    """What they wrote later, and not by text."""
    texted = {one.at for one in exchanges}
    for said in intake.words:
        if said.is_new and said.said_at not in texted:
            yield Spoken(said.said_at, Whose.THEIRS, "They wrote", said.text)


def _written(
    written: Iterable[Message],
    texts: Iterable[OutgoingText],
    names: Mapping[str, str],
    now: datetime,
) -> Iterator[Spoken]:
    beside = {one.message_id: one for one in texts if one.message_id}
    for one in written:
        text = beside.get(one.id)
        said = (_text_of(text, now),) if text else ("No text went with it",)
        seen = f"Read on their page, {_when(one.read_at)}" if one.read_at else _NOT_READ
        who = names.get(one.written_by, "Somebody")
        yield Spoken(
            one.written_at,
            Whose.OURS,
            f"{who} {_PURPOSES[one.purpose]}",
            one.text,
            became=(*said, seen),
            is_late=text is not None and text.standing.did_not_arrive,
        )


def _sent_by_itself(texts: Iterable[OutgoingText], now: datetime) -> Iterator[Spoken]:
    for one in texts:
        if one.message_id is None:
            label = _BY_ITSELF.get(one.what, "We texted")
            late = one.standing.did_not_arrive
            became = (_became(one, now),)
            yield Spoken(one.made_at, Whose.STEP, label, became=became, is_late=late)


def _step(one: ChildStep) -> Spoken:
    return Spoken(one.at, Whose.STEP, f"{_STEPS[one.did]}, {_BY[one.by]}")


def _text_of(one: OutgoingText, now: datetime) -> str:
    less = "A text that there is news" if one.what is What.NEWS else "As a text"
    return f"{less}: {_became(one, now)}"


def _became(one: OutgoingText, now: datetime) -> str:
    """What became of a text, as customer care read it."""
    if one.standing is Standing.WAITING:
        goes = f"goes {_when(one.due_at)}" if one.due_at > now else "goes in a moment"
        # What was tried and has a code did not arrive, or was not taken.
        again = f"not there yet: {why_not(one.error_code)}. It {goes}, once more"
        return again if one.tries and one.error_code else goes
    if one.standing is Standing.REFUSED:
        why = SENTENCES[Why(one.reason)] if one.reason else ""
        return f"held back. {why}".strip()
    if one.standing.did_not_arrive:
        return f"did not arrive: {why_not(one.error_code)}"
    return _STANDINGS[one.standing]


_STANDINGS = {
    Standing.HELD: "held until they say that the phone is theirs",
    Standing.SENDING: "on its way to Twilio",
    Standing.UNKNOWN: "nobody knows yet whether it went; it is being looked up",
    Standing.QUEUED: "Twilio has it",
    Standing.SENT: "sent",
    Standing.DELIVERED: "delivered to the phone",
    Standing.WITHDRAWN: "taken back before it went",
}


def _when(moment: datetime) -> str:
    return moment.astimezone(London).strftime("%a %-d %b, %H:%M")
