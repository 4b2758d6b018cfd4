"""Intakes that belong together; no child learns of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_PATTERN = timedelta(days=90)
_FOLLOWS_WITHIN = timedelta(days=28)


class LinkKind(StrEnum):
    """How two intakes belong together."""

    DUPLICATE = "duplicate"
    SAME_HOME = "same_home"
    COMEBACK = "comeback"
    """One was told because it got worse after the other was closed."""
    LATER = "later"
    """One was texted from the same phone within 28 days after the other was closed."""
    SPLIT = "split"
    """One was split off the other: its words came in the other first."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another intake that belongs with this one."""

    kind: LinkKind
    reference: str


@dataclass(frozen=True, slots=True)
class Belongs:
    """With which intake (by its id) another belongs, and how."""

    other: str
    kind: LinkKind


def follows(closed_at: datetime, received_at: datetime) -> bool:
    """Whether what the same phone texts then belongs with what was closed: within 28 days of it."""
    return closed_at <= received_at <= closed_at + _FOLLOWS_WITHIN


def is_a_pattern(came: Iterable[datetime]) -> bool:
    """Whether any three of these lie within 90 days of each other."""
    times = sorted(came)
    return any(third - first <= _PATTERN for first, third in zip(times, times[2:], strict=False))
