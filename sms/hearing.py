"""What one text means at this point of the conversation. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.flags import Flag, FlagName
from portal.domain.taxonomy import TextsAllowed
from sms.answers import (
    Answer,
    Outside,
    Question,
    answer,
    language_answer,
    names_languages,
    wants_languages,
)
from sms.digits import choice, digit, says_yes
from sms.keywords import Keyword
from sms.state import State
from sms.step import Incoming
from sms.who_reads import (
    answers_unsafe,
    asks_who_we_are,
    is_of_an_adult_at_work,
    says_unsafe,
    says_wrong_person,
)

SILENCE = timedelta(hours=24)
REPEATED_WITHIN = timedelta(seconds=5)
OUTSIDE_WAITS = timedelta(days=14)
ASKED_FOR_HELP = Flag(FlagName.URGENT, "asked-for-help")
# The rule that "not safe" raises.
_SAYS_NOT_SAFE = "unsafe-now"
_LANGUAGES_ASKED = 5  # of one telling


@dataclass(frozen=True, slots=True)
class Heard:
    """What one text means at this point of the conversation.

    `dangers` are the rules that found one, empty where none did. `volunteered`: the answer is to
    nothing that we asked. `asked_outside` is what a text of ours asked by itself and still waits.
    `is_answered_by_network`: with Advanced Opt-Out it says by itself that texts come again.
    `is_doubtful`: this may be somebody else who has the phone, or an adult.
    """

    is_blank: bool
    dangers: tuple[str, ...]
    is_late: bool
    is_stray_digit: bool
    is_repeat: bool
    lifts_opt_out: bool
    is_answered_by_network: bool
    wants_languages: bool
    in_theirs: bool
    answer: Answer | None
    volunteered: bool
    asked_outside: Outside | None
    is_doubtful: bool

    @property
    def is_of_the_line(self) -> bool:
        """Whether it says how we speak with them, and nothing of what they tell."""
        chose = self.answer is not None and self.answer.language is not None
        return self.wants_languages or chose or self.is_stray_digit


def hear(state: State, text: Incoming, said: Keyword | None, now: datetime) -> Heard:
    """What `text` means in `state`, when it comes at `now` (aware)."""
    dangers = _dangers(state, text, said)
    waits = asked_outside(state, now)
    # A question that could not be sent was not asked; and danger, or STOP, is never an answer.
    is_asked = text.answerable and not (state.opted_out or dangers or said is Keyword.STOP)
    is_asked = is_asked and not (state.is_doubted or waits is Outside.THIS_PHONE)
    given = _answer(state, text) if is_asked else None
    is_repeat = given is not None and _is_repeat(state, text, now)
    given = None if is_repeat else given
    has_met = state.last_text_at is not None and state.with_person is None
    is_alone = has_met and not (text.intake_open or text.has_files or dangers)
    unasked = _unsafe(state, text) if given is None else None
    return Heard(
        is_blank=text.is_blank,
        dangers=dangers,
        is_late=text.intake_open and _was_silent(state, now),
        is_stray_digit=is_alone and given is None and digit(text.words) is not None,
        is_repeat=is_repeat,
        lifts_opt_out=state.opted_out and (said is Keyword.START or says_yes(text.words)),
        is_answered_by_network=said is Keyword.START and text.opt_out_type is not None,
        wants_languages=given is None and _wants_languages(state, text, is_danger=bool(dangers)),
        in_theirs=text.in_theirs or state.language is not None or len(text.languages) < 2,
        answer=given or unasked,
        volunteered=unasked is not None,
        asked_outside=waits,
        is_doubtful=unasked is not None or _is_doubtful(state, text),
    )


def _dangers(state: State, text: Incoming, said: Keyword | None) -> tuple[str, ...]:
    """The rules that found danger; "not safe" is none where we asked whether texts are."""
    found = dict.fromkeys(f.rule for f in text.flags if f.name is FlagName.URGENT)
    if state.waiting_for is Question.CONTACT and answers_unsafe(text.words):
        found.pop(_SAYS_NOT_SAFE, None)
    return (*found, ASKED_FOR_HELP.rule) if said is Keyword.HELP else tuple(found)


def asked_outside(state: State, now: datetime) -> Outside | None:
    """What a text of ours asked by itself and still waits; None for nothing."""
    is_waiting = state.outside is not None and now - state.outside.at < OUTSIDE_WAITS
    return state.outside.question if state.outside and is_waiting else None


def _answer(state: State, text: Incoming) -> Answer | None:
    if state.waiting_for is Question.LANGUAGE:
        return language_answer(text.words, text.languages)
    is_flagged = any(f.name is FlagName.URGENT for f in text.flags)
    return answer(state.waiting_for, text.words, is_flagged=is_flagged)


def _is_repeat(state: State, text: Incoming, now: datetime) -> bool:
    """Whether it is the answer before once more, sooner than anybody reads the next question."""
    is_at_once = state.last_reply_at is not None and now - state.last_reply_at < REPEATED_WITHIN
    return is_at_once and state.last_choice is not None and choice(text.words) == state.last_choice


def _unsafe(state: State, text: Incoming) -> Answer | None:
    """What they say of the phone unasked: that somebody else reads it."""
    is_known = state.texts_allowed in (TextsAllowed.NEUTRAL_ONLY, TextsAllowed.ANOTHER_WAY)
    if is_known or not says_unsafe(text.words):
        return None
    return Answer(Question.CONTACT, texts_allowed=TextsAllowed.NEUTRAL_ONLY)


def _is_doubtful(state: State, text: Incoming) -> bool:
    """Whether this may be somebody else, or an adult: nothing is asked any more."""
    is_anothers = state.is_greeted and (
        asks_who_we_are(text.words) or says_wrong_person(text.words, is_asked=True)
    )
    return is_anothers or is_of_an_adult_at_work(text.words)


def _wants_languages(state: State, text: Incoming, *, is_danger: bool) -> bool:
    may = len(text.languages) > 1 and not (is_danger or text.has_files)
    is_asked_too_often = state.asked.count(Question.LANGUAGE) >= _LANGUAGES_ASKED
    # Beside a person a digit is meant for them: "how old are you?"
    wants = names_languages if state.with_person else wants_languages
    return may and not is_asked_too_often and wants(text.words)


def _was_silent(state: State, now: datetime) -> bool:
    return state.last_text_at is not None and now - state.last_text_at >= SILENCE
