"""The conversation by text: (where we are, what they said) -> what comes next. Pure.

1. Whatever a text says, the caller keeps it as words; what it answers is a note beside them.
2. The first words open an intake, and are told that we have it, who reads it by when, and
   whom to ring. Words that come later are answered at most every three minutes.
3. Each reply carries one question at most. Silence loses nothing.
4. Danger is answered at once, with whom to ring, at most once an hour; within it, with no question.
5. Nothing goes to an address that opted out, or that is not a person's phone.
6. What a text of ours asked by itself is answered by digit, as long as no question of a telling
   waits and for two weeks. Such an answer opens nothing; any other words do as ever.
7. What a phone or a network writes by itself opens nothing, answers nothing and gets silence.
8. Once a person texted of an open intake, no text goes by itself but for danger, for what a text of
   ours asked, and for what the child asks of the line itself: code words, languages, START.
9. Where we do not answer in their language, they are asked for one; 8 asks for ours at any time.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from portal.domain.flags import Flag, FlagName
from sms.answers import (
    Outside,
    outside_answer,
)
from sms.digits import choice
from sms.hearing import ASKED_FOR_HELP, Heard, asked_outside, hear
from sms.keywords import Keyword, keyword
from sms.noise import Noise, noise
from sms.prompts import Prompt, Told
from sms.replying import URGENT_REPLY_EVERY, is_past, reply_to
from sms.state import Asked, State
from sms.step import NOT_THEIR_PHONE, Incoming, OutsideAnswer, Step
from sms.who_reads import (
    says_wrong_person,
)

# As portal.domain.reach.SILENT: after it a number may be somebody else's.
NO_PROOF_AFTER = timedelta(days=28)

_OPTED_OUT = Flag(FlagName.OPTED_OUT, "opted-out")


def advance(state: State, text: Incoming, now: datetime) -> Step:
    """What comes next in `state`, when `text` comes at `now` (aware). It never fails."""
    said = keyword(text.words, text.opt_out_type)
    if (made_by := _noise(state, text, said)) is not None:
        # As if it had not come: nobody broke a silence with it, and it proves nobody's phone.
        reply = text.told.prompt if text.told else None
        return Step(state=_having_said(state, reply, now) if reply else state, noise=made_by)
    if _is_unheard(text, said):
        return _unheard(state, text, now)
    if (outside := _outside(state, text, said, now)) is not None:
        return _answered_outside(state, outside, text.told or Told(outside.reply), now)
    before = _without_stale_question(state, now)
    before = before if text.intake_open else before.afresh()
    heard = hear(before, text, said, now)
    after = _having_heard(before, text, heard, said, now)
    theirs_at = _theirs_at(state, now, is_new_telling=not text.intake_open)
    after = replace(after, theirs_at=theirs_at)
    may_answer = text.answerable and not after.opted_out
    told = text.told or Told(reply_to(after, heard, now) if may_answer else None)
    reply = told.prompt
    says_more = text.has_files or not (heard.lifts_opt_out or heard.is_of_the_line)
    opens = says_more and not (text.intake_open or heard.is_blank)
    return Step(
        state=_having_said(after, reply, now, heard.dangers) if reply else after,
        reply=reply,
        opens_intake=opens,
        new_words=heard.is_late,
        answer=heard.answer,
        flags=_flags(said, is_unreachable=opens and after.opted_out),
        finished=heard.answer is not None and after.is_complete,
    )


def _noise(state: State, text: Incoming, said: Keyword | None) -> Noise | None:
    """What wrote it, None for a person: also wherever somebody should look at what it says.

    Machines only react: what looks like one in the first text of a phone is a child's.
    """
    has_met = state.last_text_at or state.outside or text.intake_open
    is_words = said or text.flags or text.has_files or not has_met
    return None if is_words else noise(text.words)


def _is_unheard(text: Incoming, said: Keyword | None) -> bool:
    """Whether the phone is muted or blocked, and this breaks through nothing."""
    is_danger = any(flag.name is FlagName.URGENT for flag in text.flags)
    return text.is_quiet and not (said or is_danger)


def _unheard(state: State, text: Incoming, now: datetime) -> Step:
    after = replace(state, last_text_at=now)
    reply = text.told.prompt if text.told else None
    return Step(state=_having_said(after, reply, now) if reply else after, is_quiet=True)


def _outside(
    state: State, text: Incoming, said: Keyword | None, now: datetime
) -> OutsideAnswer | None:
    is_asked_whose = asked_outside(state, now) is Outside.THIS_PHONE
    is_wrong = says_wrong_person(text.words, is_asked=is_asked_whose)
    if is_wrong and (intake_id := _texted_of(state)):
        is_heard = text.answerable and not (state.opted_out or text.flags)
        said_no = OutsideAnswer(Asked(Outside.THIS_PHONE, "", intake_id, now), NOT_THEIR_PHONE)
        return said_no if is_heard else None
    asked = state.outside
    is_asked = asked_outside(state, now) and state.waiting_for is None and text.answerable
    if asked is None or not is_asked or text.has_files:
        return None
    if state.opted_out or said or text.flags:
        return None
    chosen = outside_answer(asked.question, text.words)
    return OutsideAnswer(asked, chosen) if chosen else None


def _texted_of(state: State) -> str | None:
    """The intake of which we last texted to this phone, None where we only ever replied."""
    return state.outside.intake_id if state.outside else state.with_person


def _without_stale_question(state: State, now: datetime) -> State:
    """The state without what was asked before so long a silence: the phone may be another's now."""
    is_stale = state.last_text_at is not None and now - state.last_text_at >= NO_PROOF_AFTER
    return replace(state, waiting_for=None) if is_stale else state


def _answered_outside(state: State, outside: OutsideAnswer, told: Told, now: datetime) -> Step:
    asked = outside.asked
    after = replace(state, outside=None, last_text_at=now)
    if outside.is_not_their_phone:
        after = replace(after, wrong_for=(*state.wrong_for, asked.intake_id))
    elif asked.question is Outside.THIS_PHONE:
        after = replace(after, theirs_at=now)
    if told.prompt:
        after = _having_said(after, told.prompt, now)
    return Step(state=after, reply=told.prompt, outside=outside)


def _theirs_at(state: State, now: datetime, *, is_new_telling: bool) -> datetime:
    """When we last knew that the phone is theirs: now, unless it was silent for too long."""
    known = state.theirs_at or state.last_text_at
    if known is None or is_new_telling or now - known < NO_PROOF_AFTER:
        return now
    return known


def _having_heard(
    state: State, text: Incoming, heard: Heard, said: Keyword | None, now: datetime
) -> State:
    after = state.after_answer(heard.answer) if heard.answer else state
    if heard.is_doubtful:
        after = replace(after, waiting_for=None, is_doubted=True)
    opted_out = said is Keyword.STOP or (state.opted_out and not heard.lifts_opt_out)
    chosen = choice(text.words) if heard.answer and not heard.volunteered else None
    last_choice = state.last_choice if heard.is_repeat else chosen
    return replace(after, last_text_at=now, opted_out=opted_out, last_choice=last_choice)


def _flags(said: Keyword | None, *, is_unreachable: bool) -> tuple[Flag, ...]:
    asked_for_help = (ASKED_FOR_HELP,) if said is Keyword.HELP else ()
    opted_out = (_OPTED_OUT,) if said is Keyword.STOP or is_unreachable else ()
    return asked_for_help + opted_out


def _having_said(
    state: State, reply: Prompt, now: datetime, dangers: tuple[str, ...] = ()
) -> State:
    asked = state.after_question(reply.question) if reply.question else state
    before = () if is_past(state.last_urgent_reply_at, URGENT_REPLY_EVERY, now) else state.dangers
    return replace(
        asked,
        last_reply_at=now,
        last_urgent_reply_at=now if reply.is_urgent else state.last_urgent_reply_at,
        dangers=tuple(dict.fromkeys((*before, *dangers))) if reply.is_urgent else state.dangers,
        is_greeted=state.is_greeted or reply.is_greeting,
    )
