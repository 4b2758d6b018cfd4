"""Intakes that belong together; no child learns of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_PATTERN = timedelta(days=90)


class LinkKind(StrEnum):
    """How two intakes belong together."""

    DUPLICATE = "duplicate"
    SAME_HOME = "same_home"
    COMEBACK = "comeback"
    """One was told because it got worse after the other was closed."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another intake that belongs with this one."""

    kind: LinkKind
    reference: str


def is_a_pattern(came: Iterable[datetime]) -> bool:
    """Whether any three of these lie within 90 days of each other."""
    times = sorted(came)
    return any(third - first <= _PATTERN for first, third in zip(times, times[2:], strict=False))
