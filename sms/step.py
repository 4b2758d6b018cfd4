"""What goes into one turn of the conversation and what comes out of it: a text, and a step."""

from dataclasses import dataclass

from portal.domain.flags import Flag
from sms.answers import Answer, Outside
from sms.noise import Noise
from sms.prompts import Part, Prompt, Told
from sms.state import Asked, State

# Counted from 1, as they are asked.
NOT_THEIR_PHONE = _NO = 2
_WORSE = 3


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text that came in. `flags` are those that screening raised on its words.

    `answerable`: whether anything may go back to the address (portal.services.addresses).
    `intake_open`: whether an intake of this address is open, to which the words are added.
    `opt_out_type` is Twilio's OptOutType, None where it sent none. `has_files`: photos or
    recordings came with it, which are as good as words. `told`: what went back already, None
    where nothing did and a reply may go now. `languages`: those that we answer in, the first
    where we do not answer in theirs; `in_theirs` says whether we do. `is_quiet`: customer
    care muted or blocked the phone.
    """

    words: str
    answerable: bool
    intake_open: bool
    flags: tuple[Flag, ...] = ()
    opt_out_type: str | None = None
    has_files: bool = False
    told: Told | None = None
    languages: tuple[str, ...] = ()
    in_theirs: bool = True
    is_quiet: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing came with it, neither words nor a photo or recording."""
        return not (self.words.strip() or self.has_files)


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """Which answer was given to what a text of ours asked by itself, counted from 1."""

    asked: Asked
    choice: int

    @property
    def is_not_their_phone(self) -> bool:
        """Whether whoever has the phone says that it is not the child's."""
        return self.asked.question is Outside.THIS_PHONE and self.choice == NOT_THEIR_PHONE

    @property
    def is_worse(self) -> bool:
        """Whether it got worse since."""
        return self.asked.question is Outside.COMEBACK and self.choice == _WORSE

    @property
    def reply(self) -> Prompt:
        """What goes back at once."""
        if self.is_not_their_phone:
            return Prompt(Part.NOT_THEIR_PHONE)
        if self.is_worse:
            return Prompt(Part.WORSE)
        wants_change = self.asked.question is Outside.STATEMENT and self.choice == _NO
        return Prompt(Part.SAY_WHAT_IS_WRONG if wants_change else Part.NOTED)


@dataclass(frozen=True, slots=True)
class Step:
    """What one text does. At most one reply, None for silence.

    `opens_intake`: its words open a new one; a blank text opens none, nor does a START that
    lifts an opt-out, a digit that comes after everything is closed, or a text about languages.
    `new_words`: they are added to an open one after a day's silence.
    `answer`: what it answered, None for nothing. `flags`: raised beside those of screening.
    `finished`: with this text, every question is answered. `outside`: what it answered of what a
    text of ours asked by itself; then it does nothing else. `noise`: nobody typed it; what it says
    is kept, and it does nothing else. `is_quiet`: its phone is muted or blocked, and it breaks
    through no such thing: nobody need look.
    """

    state: State
    reply: Prompt | None = None
    opens_intake: bool = False
    new_words: bool = False
    answer: Answer | None = None
    flags: tuple[Flag, ...] = ()
    finished: bool = False
    outside: OutsideAnswer | None = None
    noise: Noise | None = None
    is_quiet: bool = False

    @property
    def wants_code_words(self) -> bool:
        """Whether the reply is code words, which the caller makes."""
        return self.reply is not None and self.reply.opening is Part.CODE_WORDS
