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
    Answer,
    Outside,
    Question,
    answer,
    language_answer,
    outside_answer,
    says_wrong_person,
    wants_languages,
)
from sms.digits import digit
from sms.keywords import Keyword, keyword
from sms.noise import Noise, noise
from sms.prompts import Prompt, Told
from sms.replying import Heard, reply_to
from sms.state import Asked, State
from sms.step import NOT_THEIR_PHONE, Incoming, OutsideAnswer, Step

SILENCE = timedelta(hours=24)
OUTSIDE_WAITS = timedelta(days=14)
# As portal.domain.reach.SILENT: after it a number may be somebody else's.
NO_PROOF_AFTER = timedelta(days=28)

_ASKED_FOR_HELP = Flag(FlagName.URGENT, "asked-for-help")
_LANGUAGES_ASKED = 5  # of one telling
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
    heard = _heard(before, text, said, now)
    after = _having_heard(before, heard, said, now)
    theirs_at = _theirs_at(state, now, is_new_telling=not text.intake_open)
    after = replace(after, theirs_at=theirs_at)
    may_answer = text.answerable and not after.opted_out
    told = text.told or Told(reply_to(after, heard, now) if may_answer else None)
    reply = told.prompt
    says_more = text.has_files or not (heard.lifts_opt_out or heard.is_of_the_line)
    opens = says_more and not (text.intake_open or heard.is_blank)
    return Step(
        state=_having_said(after, reply, now) if reply else after,
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
    if says_wrong_person(text.words) and (intake_id := _texted_of(state)):
        is_heard = text.answerable and not (state.opted_out or text.flags)
        said_no = OutsideAnswer(Asked(Outside.THIS_PHONE, "", intake_id, now), NOT_THEIR_PHONE)
        return said_no if is_heard else None
    asked = state.outside
    is_asked = asked is not None and state.waiting_for is None and text.answerable
    is_asked = is_asked and not text.has_files
    if asked is None or not is_asked or state.opted_out or said or text.flags:
        return None
    if now - asked.at >= OUTSIDE_WAITS:
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


def _heard(state: State, text: Incoming, said: Keyword | None, now: datetime) -> Heard:
    is_danger = said is Keyword.HELP or any(f.name is FlagName.URGENT for f in text.flags)
    # A question that could not be sent was not asked; and danger, or STOP, is never an answer.
    is_asked = text.answerable and not (state.opted_out or is_danger or said is Keyword.STOP)
    given = _answer(state, text) if is_asked else None
    has_met = state.last_text_at is not None and state.with_person is None
    is_alone = has_met and not (text.intake_open or text.has_files or is_danger)
    return Heard(
        is_blank=text.is_blank,
        is_danger=is_danger,
        is_late=text.intake_open and _was_silent(state, now),
        is_stray_digit=is_alone and given is None and digit(text.words) is not None,
        lifts_opt_out=state.opted_out and said is Keyword.START,
        wants_languages=given is None and _wants_languages(state, text, is_danger=is_danger),
        in_theirs=text.in_theirs or state.language is not None or len(text.languages) < 2,
        answer=given,
    )


def _answer(state: State, text: Incoming) -> Answer | None:
    if state.waiting_for is Question.LANGUAGE:
        return language_answer(text.words, text.languages)
    return answer(state.waiting_for, text.words, is_flagged=bool(text.flags))


def _wants_languages(state: State, text: Incoming, *, is_danger: bool) -> bool:
    may = len(text.languages) > 1 and not (is_danger or text.has_files)
    is_asked_too_often = state.asked.count(Question.LANGUAGE) >= _LANGUAGES_ASKED
    return may and not is_asked_too_often and wants_languages(text.words)


def _having_heard(state: State, heard: Heard, said: Keyword | None, now: datetime) -> State:
    after = state.after_answer(heard.answer) if heard.answer else state
    opted_out = said is Keyword.STOP or (state.opted_out and not heard.lifts_opt_out)
    return replace(after, last_text_at=now, opted_out=opted_out)


def _flags(said: Keyword | None, *, is_unreachable: bool) -> tuple[Flag, ...]:
    asked_for_help = (_ASKED_FOR_HELP,) if said is Keyword.HELP else ()
    opted_out = (_OPTED_OUT,) if said is Keyword.STOP or is_unreachable else ()
    return asked_for_help + opted_out


def _having_said(state: State, reply: Prompt, now: datetime) -> State:
    asked = state.after_question(reply.question) if reply.question else state
    return replace(
        asked,
        last_reply_at=now,
        last_urgent_reply_at=now if reply.is_urgent else state.last_urgent_reply_at,
        is_greeted=state.is_greeted or reply.is_greeting,
    )


def _was_silent(state: State, now: datetime) -> bool:
    return state.last_text_at is not None and now - state.last_text_at >= SILENCE
