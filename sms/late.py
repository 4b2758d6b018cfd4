"""What a text does that never arrived and was found at Twilio later. Pure.

1. It does all that it would have done, as of when it was sent.
2. What we asked after it was sent it does not answer, and a START does not lift a later STOP.
3. Found within minutes, it gets the reply that it would have got. Later, or where we texted or were
   texted since it was sent, it gets none but the first of its telling, without a question, and
   whom to ring in danger.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sms.conversation import advance
from sms.prompts import Prompt, Told
from sms.state import State
from sms.step import Incoming, Step

FRESH = timedelta(minutes=15)


def advance_late(state: State, text: Incoming, sent_at: datetime, found_at: datetime) -> Step:
    """What comes next in `state` when a text sent at `sent_at` is found at `found_at`."""
    before = _as_it_was(state, sent_at)
    step = advance(before, text, sent_at)
    is_answered = any(_is_after(at, sent_at) for at in (state.last_text_at, state.last_reply_at))
    if is_answered or found_at - sent_at > FRESH:
        told = Told(_without_question(step.reply))
        step = advance(before, replace(text, told=told), sent_at)
    return replace(step, state=_as_it_is(state, before, step, sent_at, found_at))


def goes_at_any_hour(prompt: Prompt, sent_at: datetime, found_at: datetime) -> bool:
    """Whether a reply to a text that was found later may wake somebody."""
    return prompt.is_urgent or found_at - sent_at <= FRESH


def _without_question(reply: Prompt | None) -> Prompt | None:
    is_needed = reply is not None and (reply.is_greeting or reply.is_urgent)
    return Prompt(reply.opening) if reply and is_needed else None


def _as_it_was(state: State, sent_at: datetime) -> State:
    """The state without what was asked later."""
    is_asked_later = _is_after(state.last_reply_at, sent_at)
    is_ours_later = state.outside is not None and state.outside.at > sent_at
    return replace(
        state,
        waiting_for=None if is_asked_later else state.waiting_for,
        outside=None if is_ours_later else state.outside,
    )


def _as_it_is(
    state: State, before: State, step: Step, sent_at: datetime, found_at: datetime
) -> State:
    """The state after the step, with what came of texts that were sent later."""
    after, is_late = step.state, _is_after(state.last_text_at, sent_at)
    still_waits = None if step.opens_intake or before.waiting_for else state.waiting_for
    return replace(
        after,
        waiting_for=after.waiting_for or still_waits,
        outside=after.outside or (None if before.outside else state.outside),
        opted_out=after.opted_out or (is_late and state.opted_out),
        last_text_at=_later(state.last_text_at, after.last_text_at),
        theirs_at=_later(state.theirs_at, after.theirs_at),
        last_reply_at=found_at if step.reply else state.last_reply_at,
        last_urgent_reply_at=found_at
        if step.reply and step.reply.is_urgent
        else state.last_urgent_reply_at,
    )


def _is_after(one: datetime | None, sent_at: datetime) -> bool:
    return one is not None and one > sent_at


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at), default=None)
