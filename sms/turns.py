"""One text at its place: its conversation, the intake that is open, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from portal.db import intakes, mutes, texts
from portal.db.texts import Conversation
from portal.domain.clock import london_day
from portal.domain.code_words import make_code_words
from portal.domain.deadlines import ADVOCATE_DAYS
from portal.domain.flags import NOT_LOOKED_AT, Flag, FlagName
from portal.domain.intake import Intake, new_id
from portal.domain.mutes import Quiet
from portal.domain.screening import screen
from portal.domain.taxonomy import YesNo
from portal.services.addresses import answerable
from portal.services.answered_wish import with_answer
from portal.services.office import Office
from sms.conversation import advance
from sms.digits import digit
from sms.languages import is_answered_in, kept_language, language_of, reply_language
from sms.late import advance_late
from sms.prompts import Told
from sms.state import State
from sms.step import Incoming, Step
from sms.wording import write

# Texts of a burst are read as one; older ones were read when they came.
_READ_ON_FROM = 2
# Twilio brings no more with one text.
_MOST_MEDIA = 10


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """One text that came in. `form` is all that the carrier sent, kept as it came.

    `words` are what its body says (portal.domain.text_body); they and `address` are without the
    control characters that no phone types. `opt_out_type` is Twilio's OptOutType, None where it
    sent none. `told`: what went back already, None where nothing did and the reply can go now.
    `found_at`: when it was found at Twilio, where it never arrived; no reply goes along then.
    """

    message_sid: str
    address: str
    words: str
    form: Mapping[str, list[str]]
    opt_out_type: str | None = None
    told: Told | None = None
    found_at: datetime | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.words.strip()

    @property
    def answers(self) -> str:
        """What of it answers a question: the digit of a button that was pressed, or its words."""
        pressed = next(iter(self.form.get("ButtonPayload") or ()), "")
        return self.words if digit(pressed) is None else pressed

    @property
    def media(self) -> tuple[str, ...]:
        """Where the photos and recordings that came with it lie, as the carrier says it."""
        named = (self.form.get(f"MediaUrl{at}") for at in range(_MOST_MEDIA))
        return tuple(values[0] for values in named if values and values[0])


@dataclass(frozen=True, slots=True)
class Turn:
    """One text, its conversation and open intake (None: none), and what screening raised.

    `closed` is the intake that it texted last, where that is closed; None otherwise. `quiet`: the
    phone is muted or blocked; None: neither.
    """

    text: ReceivedText
    now: datetime
    conversation: Conversation
    intake: Intake | None
    language: str
    raised: tuple[Flag, ...]
    closed: Intake | None = None
    quiet: Quiet | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What the words raise, and that there is something no rule sees into."""
        return (*self.raised, NOT_LOOKED_AT) if self.text.media else self.raised


def take_turn(connection: Connection, office: Office, text: ReceivedText, now: datetime) -> Turn:
    """The turn of this text, which nobody else of its address has until the transaction ends."""
    keyring = office.keyring
    conversation = texts.hold_conversation(connection, keyring, text.address, now, new_id())
    intake = None
    if conversation.intake_id:
        intake = intakes.load(connection, keyring, conversation.intake_id, lock=True)
    open_intake = intake if intake and intake.closed_at is None else None
    language = language_of(text.words, conversation.language)
    raised = _raised(text.words, open_intake, language)
    return Turn(
        text=text,
        now=now,
        conversation=conversation,
        intake=open_intake,
        language=_spoken(text.words, conversation.language, raised),
        raised=raised,
        closed=None if open_intake else intake,
        quiet=mutes.quiet(connection, conversation.id),
    )


def _spoken(words: str, before: str, raised: tuple[Flag, ...]) -> str:
    """The language of the words; danger is answered in its own, however few they are."""
    return language_of(words, before, is_danger=any(f.name is FlagName.URGENT for f in raised))


def _raised(words: str, intake: Intake | None, language: str) -> tuple[Flag, ...]:
    """What the words raise, alone and read on from the texts before: "he hit" and then "me"."""
    alone = screen(words, language)
    if intake is None:
        return alone
    before = " ".join(said.text for said in intake.words[-_READ_ON_FROM:])
    known = {*alone, *intake.flags}
    together = (flag for flag in screen(f"{before} {words}", language) if flag not in known)
    return alone + tuple(flag for flag in together if flag.name is not FlagName.NOT_SCREENED)


def next_step(office: Office, turn: Turn) -> Step:
    """What the conversation makes of the text."""
    incoming = Incoming(
        words=turn.text.answers,
        answerable=answerable(turn.text.address, office.settings.text_countries),
        intake_open=turn.intake is not None,
        flags=turn.raised,
        opt_out_type=turn.text.opt_out_type,
        has_files=bool(turn.text.media),
        told=turn.text.told,
        languages=office.settings.languages,
        in_theirs=is_answered_in(turn.language, office.settings.languages, turn.text.words),
        is_quiet=turn.quiet is not None,
    )
    state = State.from_json(turn.conversation.state)
    if turn.text.found_at:
        return advance_late(state, incoming, turn.now, turn.text.found_at)
    return advance(state, incoming, turn.now)


def in_language(turn: Turn, step: Step) -> Turn:
    """The turn in the language that is kept: nobody typed it, or they say which theirs is."""
    if step.noise:
        # It is in the language of the phone, or in ours.
        return replace(turn, language=turn.conversation.language or turn.language)
    return replace(turn, language=kept_language(turn.language, step.state.language))


def code_words_for(office: Office, turn: Turn, step: Step) -> str:
    """New code words where the reply is to be them, else ""."""
    if not step.wants_code_words:
        return ""
    return make_code_words(_tag_of_reply(office, turn, step))


def reply_of(office: Office, turn: Turn, step: Step, code_words: str) -> str:
    """The reply as the child reads it, "" for silence."""
    if turn.text.told:
        return turn.text.told.words
    if step.reply is None:
        return ""
    by = _advocate_by(office, turn) if step.reply.says_by_when else None
    tag = _tag_of_reply(office, turn, step)
    return write(office, step.reply, tag, turn.now, code_words=code_words, advocate_by=by)


def _tag_of_reply(office: Office, turn: Turn, step: Step) -> str:
    return reply_language(step.state.language or turn.language, office.settings.languages)


def _advocate_by(office: Office, turn: Turn) -> date | None:
    """By when a service should say yes to the wish that this text is; None where one has.

    Where the words before sounded like it, it counts from them, unless that day is over.
    """
    if turn.intake is None:
        return None
    wish = with_answer(turn.intake, YesNo.YES, turn.now)
    asked = replace(wish, advocate_asked_at=wish.advocate_asked_at or turn.now)
    by = office.deadlines(asked).advocate_by
    from_now = office.working_days.add(london_day(turn.now), ADVOCATE_DAYS)
    return from_now if by and by < london_day(turn.now) else by
