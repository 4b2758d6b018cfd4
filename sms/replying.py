"""What goes back for one text, given what it means here: at most one reply, with one question."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.taxonomy import TextsAllowed, YesNo
from sms.answers import Answer, Question
from sms.prompts import Part, Prompt
from sms.state import State

REPLY_EVERY = timedelta(minutes=3)
URGENT_REPLY_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one text means at this point of the conversation."""

    is_blank: bool
    is_danger: bool
    is_late: bool
    is_stray_digit: bool
    lifts_opt_out: bool
    wants_languages: bool
    in_theirs: bool
    answer: Answer | None

    @property
    def is_of_the_line(self) -> bool:
        """Whether it says how we speak with them, and nothing of what they tell."""
        chose = self.answer is not None and self.answer.language is not None
        return self.wants_languages or chose or self.is_stray_digit


def reply_to(state: State, heard: Heard, now: datetime) -> Prompt | None:
    """The reply in `state`, which has the text in it already; None for silence."""
    if heard.lifts_opt_out:
        return Prompt(Part.STARTED)
    if heard.is_danger and _is_past(state.last_urgent_reply_at, URGENT_REPLY_EVERY, now):
        is_known = state.is_greeted or state.with_person
        question = None if is_known else _first_question(state, heard)
        return Prompt(Part.URGENT if is_known else Part.FIRST_URGENT, question)
    if heard.wants_languages:
        return Prompt(Part.LANGUAGES, Question.LANGUAGE)
    if state.with_person:
        return _beside_a_person(heard.answer)
    if heard.is_of_the_line:
        return _of_the_line(state, heard, now)
    return _of_a_telling(state, heard, now)


def _of_a_telling(state: State, heard: Heard, now: datetime) -> Prompt | None:
    if heard.is_blank:
        return _unless_just_answered(Prompt(Part.NO_WORDS), state, now)
    if not state.is_greeted:
        return Prompt(Part.FIRST, _first_question(state, heard))
    if heard.answer:
        return _thanks(state, heard.answer)
    if heard.is_late:
        return Prompt(Part.ADDED_LATER)
    # Who is in danger is asked nothing.
    question = None if heard.is_danger else state.next_question
    return _unless_just_answered(Prompt(Part.ADDED, question), state, now)


def _first_question(state: State, heard: Heard) -> Question | None:
    return state.next_question if heard.in_theirs else Question.LANGUAGE


def _beside_a_person(given: Answer | None) -> Prompt | None:
    """What goes by itself where a person texts with the child: only what they cannot give."""
    if given and given.texts_allowed is TextsAllowed.ANOTHER_WAY:
        return Prompt(Part.CODE_WORDS)
    return Prompt(Part.NOTED) if given and given.language else None


def _of_the_line(state: State, heard: Heard, now: datetime) -> Prompt | None:
    """What answers a language, once more from the start, or a digit that answers nothing."""
    if heard.answer is None:
        return _unless_just_answered(Prompt(Part.TELL_US), state, now)
    if not state.is_greeted:
        return Prompt(Part.TELL_US)
    is_calm = _is_past(state.last_urgent_reply_at, URGENT_REPLY_EVERY, now)
    return Prompt(Part.FIRST, state.next_question if is_calm else None)


def _unless_just_answered(prompt: Prompt, state: State, now: datetime) -> Prompt | None:
    return prompt if _is_past(state.last_reply_at, REPLY_EVERY, now) else None


def _thanks(state: State, given: Answer) -> Prompt:
    # Code words go alone, so that nothing beside them says what they are for.
    if given.texts_allowed is TextsAllowed.ANOTHER_WAY:
        return Prompt(Part.CODE_WORDS)
    asked = given.wants_advocate is YesNo.YES
    return Prompt(Part.THANKS_ASKED if asked else Part.THANKS, state.next_question)


def _is_past(last_at: datetime | None, span: timedelta, now: datetime) -> bool:
    """Whether `span` has gone by since `last_at`, or there was no last time.

    In either direction: a clock that was wrong and is put right must not silence us for long.
    """
    return last_at is None or abs(now - last_at) >= span
