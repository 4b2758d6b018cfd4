"""What holds of every conversation, whatever is texted and whenever."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from sms.conversation import advance
from sms.digits import digit
from sms.keywords import Keyword, keyword
from sms.messages import render
from sms.prompts import EVERY_PROMPT, Part
from sms.replying import REPLY_EVERY, URGENT_REPLY_EVERY
from sms.state import State
from sms.step import Incoming, Step
from tests.sms.transcript import FACTS

FREE_WORDS = {Part.ADDED, Part.ADDED_LATER, Part.NO_WORDS}
START = datetime(2025, 1, 1, tzinfo=UTC)
ALL_THAT_WE_SAY = {render(prompt, str, FACTS) for prompt in EVERY_PROMPT}

said = st.one_of(
    st.sampled_from(["1", "2", "3", "٢", "yes", "no", "Sam", "help", "stop", "start", "", " "]),
    st.text(max_size=60),
    st.sampled_from(["they took my phone", "he hit me", "complaint 1"]),
)
flags = st.lists(
    st.builds(Flag, st.sampled_from(FlagName), st.sampled_from(["violence", "neglect"])), max_size=2
)
incoming = st.builds(
    Incoming,
    words=said,
    answerable=st.booleans() | st.just(True),
    intake_open=st.booleans() | st.just(True),
    flags=flags.map(tuple),
    opt_out_type=st.sampled_from([None, None, None, "STOP", "START", "HELP", "", "NEW"]),
)
pauses = st.one_of(
    st.timedeltas(timedelta(0), timedelta(minutes=4)),
    st.timedeltas(timedelta(0), timedelta(hours=2)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
)
conversations = st.lists(st.tuples(pauses, incoming), max_size=25)
moments = st.timedeltas(timedelta(-9999), timedelta(9999)).map(lambda away: START + away)


def hold(texts: list[tuple[timedelta, Incoming]]) -> list[tuple[datetime, Incoming, Step]]:
    """Each text of a conversation, when it came and what it did."""
    state, now, held = State(), START, []
    for pause, text in texts:
        now += pause
        step = advance(state, text, now)
        state = step.state
        held.append((now, text, step))
    return held


@given(conversations)
def test_the_same_danger_is_answered_at_most_once_an_hour_and_another_one_at_once(texts):
    answered: dict[str, datetime] = {}
    for now, text, step in hold(texts):
        if not (step.reply and step.reply.is_urgent):
            continue
        found = {flag.rule for flag in text.flags if flag.name is FlagName.URGENT}
        found |= {flag.rule for flag in step.flags if flag.name is FlagName.URGENT}
        before = [answered[rule] for rule in found if rule in answered]
        is_all_known = len(before) == len(found)
        assert not is_all_known or now - min(before) >= URGENT_REPLY_EVERY
        answered |= dict.fromkeys(found, now)


@given(conversations)
def test_free_words_are_answered_at_least_three_minutes_after_any_reply(texts):
    replies = [(now, step.reply) for now, _, step in hold(texts) if step.reply]

    for (earlier, _), (later, reply) in pairwise(replies):
        assert reply.opening not in FREE_WORDS or later - earlier >= REPLY_EVERY


@given(conversations)
def test_every_reply_is_one_of_those_that_the_tests_of_words_go_through(texts):
    assert {step.reply for _, _, step in hold(texts) if step.reply} <= set(EVERY_PROMPT)


@given(conversations)
def test_the_state_survives_json_after_every_text(texts):
    for _, _, step in hold(texts):
        assert State.from_json(json.loads(json.dumps(step.state.to_json()))) == step.state


@given(conversations)
def test_nothing_goes_to_who_opted_out_or_is_not_a_person(texts):
    for _, text, step in hold(texts):
        if step.state.opted_out or not text.answerable:
            assert step.reply is None


@given(conversations)
def test_words_always_have_an_intake_to_go_to(texts):
    was_opted_out = has_met = False
    for _, text, step in hold(texts):
        is_only_start = was_opted_out and not step.state.opted_out
        # A digit after everything is closed answers nothing, and says nothing.
        is_stray = has_met and digit(text.words) is not None and not is_danger(text)
        has_words = bool(text.words.strip()) and not (is_only_start or is_stray)
        assert step.opens_intake == (has_words and not text.intake_open)
        was_opted_out, has_met = step.state.opted_out, True


def is_danger(text: Incoming) -> bool:
    is_flagged = any(flag.name is FlagName.URGENT for flag in text.flags)
    return is_flagged or keyword(text.words, text.opt_out_type) is Keyword.HELP


@given(conversations)
def test_help_and_stop_are_flagged_whatever_else_holds(texts):
    for _, text, step in hold(texts):
        said = keyword(text.words, text.opt_out_type)
        assert said is not Keyword.HELP or FlagName.URGENT in {f.name for f in step.flags}
        assert said is not Keyword.STOP or FlagName.OPTED_OUT in {f.name for f in step.flags}


@given(conversations)
def test_what_a_child_wrote_is_in_no_reply_and_only_a_name_is_taken_from_it(texts):
    for _, text, step in hold(texts):
        if step.reply:
            assert render(step.reply, str, FACTS) in ALL_THAT_WE_SAY
        if step.answer and step.answer.name:
            assert step.answer.name in text.words


@given(st.lists(st.tuples(moments, incoming), max_size=10))
def test_no_order_of_times_can_make_it_fail(texts):
    state = State()
    for now, text in texts:
        state = advance(state, text, now).state


@given(st.lists(st.tuples(pauses, incoming), min_size=1, max_size=10))
def test_a_finished_telling_finishes_once(texts):
    always_open = [(pause, Incoming(t.words, True, True, t.flags)) for pause, t in texts]

    assert sum(step.finished for _, _, step in hold(always_open)) <= 1
