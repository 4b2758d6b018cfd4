"""One line of what a page says: a label and its value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A label and a value. `is_typed`: somebody's own words, shown mark for mark.

    An empty value was not said, and the page says so.
    """

    label: str
    value: str
    is_typed: bool = False


def typed(label: str, value: str) -> Row:
    """A value in somebody's own words; nothing but spaces is not said."""
    return Row(label, value if value.strip() else "", is_typed=True)
