"""What happened between a child and us comes back from its JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.db import way_back_json
from portal.domain.way_back import ChildStep, Statement, WayBack

_TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds UTC itself
_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_MAYBE = st.none() | _TIMES
_STATEMENTS = st.builds(
    Statement, _TEXTS, _TEXTS, _TIMES, _TEXTS, agreed_at=_MAYBE, change_asked_at=_MAYBE
)
_STEPS = st.from_type(ChildStep).flatmap(
    lambda one: st.builds(ChildStep, st.just(one.did), _TIMES, st.just(one.by), _TEXTS)
)
_WAYS_BACK = st.builds(
    WayBack,
    st.lists(_STATEMENTS, max_size=3).map(tuple),
    st.lists(_STEPS, max_size=4).map(tuple),
    st.none() | st.booleans(),
    st.none() | st.dates(),
)


@given(_WAYS_BACK)
def test_whatever_happened_comes_back(way_back: WayBack) -> None:
    kept = json.loads(json.dumps(way_back_json.to_json(way_back)))
    assert way_back_json.from_json(kept) == way_back


def test_what_an_older_version_did_not_know_has_its_default() -> None:
    assert way_back_json.from_json({}) == WayBack()
