"""Whatever customer care may have decided: any value in every field, those that come later too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from portal.domain.deadlines import Deadlines
from portal.domain.links import Link, LinkKind
from portal.domain.record_triage import Decisions
from portal.domain.triage import Triage
from tests.any_intake import NOW, texts, times

DAY = NOW.date()
_LEAVES: dict[type, st.SearchStrategy[Any]] = {
    str: texts,
    bool: st.booleans(),
    date: st.dates(date(2006, 1, 1), date(2060, 1, 1)),
    datetime: times,
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that `Triage` is made of."""
    if get_origin(kind) is UnionType:
        return st.one_of(*map(anything, get_args(kind)))
    if get_origin(kind) is tuple:
        return st.lists(anything(get_args(kind)[0]), max_size=2).map(tuple)
    if kind is type(None):
        return st.none()
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if is_dataclass(kind):
        make: Any = kind
        return st.builds(make, **{name: anything(of) for name, of in get_type_hints(kind).items()})
    return _LEAVES[kind]


triages = anything(Triage)
decisions = st.builds(
    Decisions,
    count=st.integers(1, 1000),
    last_at=times,
    due=st.builds(
        Deadlines,
        **dict.fromkeys(("acknowledge_by", "advocate_by", "data_protection_by"), st.none()),
        answer_by=st.dates(),
        answer_without_pause=st.dates(),
    ),
    name_of=st.just(str.upper),
    links=st.lists(st.builds(Link, st.sampled_from(LinkKind), texts)).map(tuple),
)


def some_decisions(*links: Link) -> Decisions:
    """Three decisions, the last one now."""
    due = Deadlines(None, DAY + timedelta(14), DAY + timedelta(14), None, None)
    return Decisions(3, NOW, due, lambda staff_id: f"Colleague {staff_id}", links)


def filled(kind: Any) -> Any:
    """A value of a type that `Triage` is made of, with something in every field of it."""
    if get_origin(kind) is UnionType:
        return filled(next(one for one in get_args(kind) if one is not type(None)))
    if get_origin(kind) is tuple:
        return (filled(get_args(kind)[0]),)
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    if is_dataclass(kind):
        make: Any = kind
        return make(**{name: filled(of) for name, of in get_type_hints(kind).items()})
    values = {str: "said", bool: True, date: DAY, datetime: NOW}
    return values[kind]


def changed_once() -> Iterator[tuple[str, Triage, Triage]]:
    """For each thing that can be decided: the way to it, nothing but it decided, and otherwise."""
    for one in fields(Triage):
        value = filled(get_type_hints(Triage)[one.name])
        for way, other in _changed(value):
            way = f"{one.name}.{way}".rstrip(".")
            yield (
                way,
                replace(Triage(), **{one.name: value}),
                replace(Triage(), **{one.name: other}),
            )


def _changed(value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            for way, other in _changed(getattr(value, one.name)):
                yield f"{one.name}.{way}".rstrip("."), replace(value, **{one.name: other})
    elif isinstance(value, tuple):
        yield from ((way, (other,)) for way, other in _changed(value[0]))
    else:
        yield "", _another(value)


def _another(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return list(type(value))[1]
    if isinstance(value, bool):
        return not value
    return f"{value} more" if isinstance(value, str) else value + timedelta(1)
