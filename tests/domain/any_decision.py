"""Any decision of any kind: its fields are filled in by their types, with values that may fit."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from portal.domain.decisions import By, Decision
from portal.domain.guide_answers import Guide
from portal.domain.staff import Role, StaffMember
from tests.domain.deciding import DAY, ME, RECEIVED, TODAY, by
from tests.domain.test_guide import guides

ME_MYSELF = StaffMember(ME, "me@kent.example", "Olu Officer", frozenset({Role.OFFICER}))
A_MANAGER = StaffMember("mo", "mo@kent.example", "Mo Manager", frozenset({Role.MANAGER}))
CLEARED = StaffMember("cy", "cy@kent.example", "Cy", frozenset({Role.OFFICER}), is_cleared=True)
OUTSIDE = StaffMember("out", "out@kent.example", "Ola", frozenset({Role.OFFICER}), is_outside=True)
PEOPLE = (ME_MYSELF, A_MANAGER, CLEARED, OUTSIDE)

_TEXTS = ["", "said so", "<3 \U0001f622", "upfront", "en", "KM7R-T2XN", *(one.id for one in PEOPLE)]
_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.sampled_from(_TEXTS),
    bool: st.booleans(),
    date: st.sampled_from([RECEIVED - DAY, RECEIVED, TODAY, TODAY + DAY, TODAY + 12 * DAY]),
    datetime: st.sampled_from([by(RECEIVED).at, by().at, by(TODAY + DAY).at]),
    Guide: guides,
    Any: st.none(),
}


def somebody() -> By:
    """An officer who decides today, among colleagues of every kind."""
    return by(people=PEOPLE)


def _anything(kind: Any) -> st.SearchStrategy[Any]:
    if get_origin(kind) is UnionType:
        return st.one_of(*map(_anything, get_args(kind)))
    if get_origin(kind) is tuple:
        return st.lists(_anything(get_args(kind)[0]), max_size=2).map(tuple)
    if kind is type(None):
        return st.none()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return _LEAVES[kind]


def any_of(decision: type[Decision]) -> st.SearchStrategy[Decision]:
    """Any decision of this kind; many are refused, and some are not."""
    hints = get_type_hints(decision)
    return st.builds(decision, **{one.name: _anything(hints[one.name]) for one in fields(decision)})
