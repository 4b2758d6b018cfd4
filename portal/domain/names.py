"""Names that somebody typed, of people and of organisations: in one line, and fit to be shown."""

from __future__ import annotations

LONGEST_NAME = 120
# Between letters of some scripts they are part of how a name is written.
_JOINERS = "\u200c\u200d"


def in_a_line(typed: str) -> str:
    """What was typed, with single spaces and none around it."""
    return " ".join(typed.split())


def can_be_shown(name: str) -> bool:
    """Whether a page for a child can show this name: nothing hidden turns what stands around it."""
    line = in_a_line(name)
    return len(line) <= LONGEST_NAME and all(c.isprintable() or c in _JOINERS for c in line)
