import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.taxonomy import TextsAllowed
from sms.answers import Question
from sms.state import State

SOME_STATE = State(
    last_text_at=datetime(2025, 9, 3, 12, 0, 0, 123456, tzinfo=UTC),
    last_reply_at=datetime(2025, 9, 3, 11, tzinfo=UTC),
    last_urgent_reply_at=datetime(2025, 9, 3, 10, tzinfo=UTC),
    is_greeted=True,
    waiting_for=Question.CARE,
    asked=(Question.ADVOCATE, Question.ADVOCATE, Question.CARE),
    answered=frozenset({Question.CONTACT}),
    texts_allowed=TextsAllowed.NEUTRAL_ONLY,
    opted_out=True,
    language="ar",
    with_person="0190f5b2-0000-7000-8000-000000000000",
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


def test_every_field_is_kept_through_json():
    assert State.from_json(json.loads(json.dumps(SOME_STATE.to_json()))) == SOME_STATE


def test_an_address_we_never_met_is_an_empty_mapping():
    assert State.from_json({}) == State()


def test_what_a_newer_version_wrote_is_read_as_far_as_it_is_known():
    kept = SOME_STATE.to_json() | {
        "version": 2,
        "mood": "new",
        "asked": ["advocate", "shoe_size", "care"],
        "waiting_for": "shoe_size",
    }

    state = State.from_json(kept)

    assert state.asked == (Question.ADVOCATE, Question.CARE)
    assert state.waiting_for is None
    assert state.opted_out


@pytest.mark.parametrize("moment", ["yesterday", "2025-09-03T12:00:00", 7, None])
def test_a_time_that_cannot_be_read_is_no_time(moment):
    assert State.from_json({"last_text_at": moment}).last_text_at is None


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(SOME_STATE.to_json(), json_values)))
def test_no_damage_stops_a_state_from_being_read(kept):
    assert isinstance(State.from_json(kept), State)


def test_a_new_telling_forgets_the_questions_but_not_what_a_child_forbade():
    fresh = SOME_STATE.afresh()

    assert not fresh.is_greeted
    assert fresh.waiting_for is None
    assert fresh.next_question is Question.ADVOCATE
    assert fresh.answered == {Question.CONTACT}
    assert fresh.texts_allowed is TextsAllowed.NEUTRAL_ONLY
    assert fresh.opted_out
    assert fresh.last_urgent_reply_at == SOME_STATE.last_urgent_reply_at
