"""A text that was found later: whatever came since stands, and no question goes with an old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from sms.answers import Question
from sms.conversation import advance
from sms.late import FRESH, advance_late, goes_at_any_hour
from sms.prompts import Part, Prompt
from sms.state import State
from sms.step import Incoming

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DANGER = (Flag(FlagName.URGENT, "self-harm", "en"),)
WORDS = ("they took it", "1", "2", "3", "Sam", "STOP", "START", "HELP", "8", "")
some_words = st.sampled_from(WORDS)
some_texts = st.lists(st.tuples(st.integers(0, 90), some_words), max_size=5)
some_minutes = st.integers(0, 90)


def incoming(words: str, *, is_open: bool = False, flags: tuple[Flag, ...] = ()) -> Incoming:
    languages = ("en", "ar")
    return Incoming(words, answerable=True, intake_open=is_open, flags=flags, languages=languages)


def after(*texts: tuple[float, str]) -> State:
    """The state after these, each so many minutes after noon."""
    state = State()
    for number, (minutes, words) in enumerate(texts):
        state = advance(
            state, incoming(words, is_open=number > 0), NOON + timedelta(minutes=minutes)
        ).state
    return state


def found(state: State, words: str, sent: float, at: float, **more: object):
    """The step of a text sent and found so many minutes after noon."""
    text = incoming(words, is_open=state.is_greeted, **more)  # type: ignore[arg-type]
    return advance_late(state, text, NOON + timedelta(minutes=sent), NOON + timedelta(minutes=at))


def test_found_at_once_it_is_answered_as_if_it_had_come() -> None:
    step = found(State(), "they took it", 0, FRESH.total_seconds() / 60)
    assert step.reply == Prompt(Part.FIRST, Question.ADVOCATE)
    assert step.state.last_text_at == NOON
    assert step.state.last_reply_at == NOON + FRESH


@pytest.mark.parametrize(
    ("words", "flags", "reply"),
    [("they took it", (), Part.FIRST), ("a knife", DANGER, Part.FIRST_URGENT), ("", (), None)],
)
def test_found_late_its_reply_asks_nothing(
    words: str, flags: tuple[Flag, ...], reply: Part | None
) -> None:
    step = found(State(), words, 0, 16, flags=flags)
    assert step.reply == (Prompt(reply) if reply else None)
    assert step.state.waiting_for is None
    assert step.opens_intake is (reply is not None)


def test_what_was_asked_later_it_does_not_answer_and_goes_on_waiting() -> None:
    state = after((0, "they took it"))
    step = found(state, "1", -1, 5)
    assert (step.answer, step.reply) == (None, None)
    assert step.state.waiting_for is Question.ADVOCATE


def test_what_was_asked_before_it_answers() -> None:
    state = after((0, "they took it"))
    step = found(state, "1", 1, 5)
    assert step.answer is not None
    assert step.state.waiting_for is Question.CONTACT


def test_a_start_that_is_older_lifts_no_stop_and_a_stop_counts() -> None:
    stopped = after((0, "they took it"), (2, "STOP"))
    assert found(stopped, "START", 1, 5).state.opted_out
    assert not found(stopped, "START", 3, 5).state.opted_out
    assert found(after((0, "they took it")), "STOP", -1, 5).state.opted_out


def test_danger_is_answered_though_a_later_text_was() -> None:
    state = after((0, "they took it"))
    step = found(state, "he has a knife", -1, 60, flags=DANGER)
    assert step.reply == Prompt(Part.URGENT)
    assert found(step.state, "a knife again", 2, 61, flags=DANGER).reply is None


def test_only_danger_and_what_is_fresh_wakes_anybody() -> None:
    old = NOON + timedelta(hours=1)
    assert goes_at_any_hour(Prompt(Part.FIRST), NOON, NOON + FRESH)
    assert not goes_at_any_hour(Prompt(Part.FIRST), NOON, old)
    assert goes_at_any_hour(Prompt(Part.FIRST_URGENT), NOON, old)


@given(some_texts, some_words, some_minutes, some_minutes)
def test_nothing_that_came_since_is_undone(
    texts: list[tuple[int, str]], words: str, sent: int, wait: int
) -> None:
    before = after(*sorted(texts))
    at = max([sent, *(minutes for minutes, _words in texts)]) + wait
    step = found(before, words, sent, at)

    is_older = before.last_text_at is not None and before.last_text_at > NOON + timedelta(
        minutes=sent
    )
    for name in ("last_text_at", "last_reply_at", "last_urgent_reply_at", "theirs_at"):
        was = getattr(before, name)
        assert was is None or getattr(step.state, name) >= was
    if is_older:
        assert step.state.opted_out >= before.opted_out
        assert step.reply is None or step.reply.question is None
        assert before.is_greeted is False or step.reply is None or step.reply.is_urgent
    assert step.reply is None or not step.state.opted_out


def test_a_question_of_ours_that_went_out_since_is_not_answered() -> None:
    from sms.answers import Outside
    from sms.state import Asked

    asked = Asked(Outside.THIS_PHONE, "", "an intake", NOON)
    state = replace(State(), outside=asked, last_text_at=NOON - timedelta(days=30))
    step = found(state, "2", -1, 5)
    assert step.outside is None
    assert step.state.outside == asked
    assert found(state, "2", 1, 5).outside is not None
