"""What goes back for one text, given what it means here: at most one reply, with one question."""

from datetime import datetime, timedelta

from portal.domain.taxonomy import TextsAllowed, YesNo
from sms.answers import Answer, Outside, Question
from sms.hearing import Heard
from sms.prompts import Part, Prompt
from sms.state import State

REPLY_EVERY = timedelta(minutes=3)
URGENT_REPLY_EVERY = timedelta(hours=1)
_DANGERS_AN_HOUR = 6


def reply_to(state: State, heard: Heard, now: datetime) -> Prompt | None:
    """The reply in `state`, which has the text in it already; None for silence."""
    if heard.lifts_opt_out:
        return None if heard.is_answered_by_network else Prompt(Part.STARTED)
    if _is_to_be_told_whom_to_ring(state, heard, now):
        is_known = state.is_greeted or state.with_person
        question = None if is_known else _question(state, heard)
        return Prompt(Part.URGENT if is_known else Part.FIRST_URGENT, question)
    if heard.wants_languages:
        return Prompt(Part.LANGUAGES, Question.LANGUAGE)
    if state.with_person:
        chose = heard.answer is not None and heard.answer.language is not None
        return Prompt(Part.NOTED) if chose else None
    if heard.is_of_the_line:
        return _of_the_line(state, heard, now)
    return _of_a_telling(state, heard, now)


def _is_to_be_told_whom_to_ring(state: State, heard: Heard, now: datetime) -> bool:
    """At once: once an hour for the same danger, and again for each other one."""
    if not heard.dangers:
        return False
    if is_past(state.last_urgent_reply_at, URGENT_REPLY_EVERY, now):
        return True
    is_another = not set(heard.dangers) <= set(state.dangers)
    return is_another and len(state.dangers) < _DANGERS_AN_HOUR


def _of_a_telling(state: State, heard: Heard, now: datetime) -> Prompt | None:
    if not (state.is_greeted or heard.is_blank):
        return Prompt(Part.FIRST, _question(state, heard))
    if heard.is_repeat or heard.asked_outside is Outside.THIS_PHONE:
        return None
    if heard.is_blank:
        return _unless_just_answered(Prompt(Part.NO_WORDS), state, now)
    if heard.answer and not heard.volunteered:
        return _thanks(state, heard.answer)
    if heard.is_late:
        return Prompt(Part.ADDED_LATER)
    return _unless_just_answered(Prompt(Part.ADDED, _question(state, heard)), state, now)


def _question(state: State, heard: Heard) -> Question | None:
    """What is asked beside: their language first, and nothing where another question waits."""
    if not (state.is_greeted or heard.in_theirs):
        return Question.LANGUAGE
    # Who is in danger is asked nothing once they were greeted.
    is_no_time = state.is_greeted and heard.dangers
    return None if heard.asked_outside or is_no_time else state.next_question


def _of_the_line(state: State, heard: Heard, now: datetime) -> Prompt | None:
    """What answers a language, once more from the start, or a digit that answers nothing."""
    if heard.answer is None:
        return _unless_just_answered(Prompt(Part.TELL_US), state, now)
    if not state.is_greeted:
        return Prompt(Part.TELL_US)
    is_calm = is_past(state.last_urgent_reply_at, URGENT_REPLY_EVERY, now)
    return Prompt(Part.FIRST, state.next_question if is_calm else None)


def _unless_just_answered(prompt: Prompt, state: State, now: datetime) -> Prompt | None:
    return prompt if is_past(state.last_reply_at, REPLY_EVERY, now) else None


def _thanks(state: State, given: Answer) -> Prompt:
    # Code words go alone, so that nothing beside them says what they are for.
    if given.texts_allowed is TextsAllowed.ANOTHER_WAY:
        return Prompt(Part.CODE_WORDS)
    asked = given.wants_advocate is YesNo.YES
    return Prompt(Part.THANKS_ASKED if asked else Part.THANKS, state.next_question)


def is_past(last_at: datetime | None, span: timedelta, now: datetime) -> bool:
    """Whether `span` has gone by since `last_at`, or there was no last time.

    In either direction: a clock that was wrong and is put right must not silence us for long.
    """
    return last_at is None or abs(now - last_at) >= span
