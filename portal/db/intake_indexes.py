"""The indexes of the inbox: each of its lists is read from the first row on, and never sorted.

A list's first page must take as long among a million intakes as among ten thousand, so each
filter walks an index of its own. Each index of what is open also costs a child's text a little;
those that most new intakes do not enter cost nothing.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Index, literal_column

OPEN, CLOSED = "closed_at IS NULL", "closed_at IS NOT NULL"
UNSEEN, URGENT, ADVOCACY = "seen_at IS NULL", "is_urgent", "waits_for_advocate"
GIVEN, NOBODYS, PASSED = "assigned_to IS NOT NULL", "assigned_to IS NULL", "passed_to IS NOT NULL"
# Most intakes are in English: a list of those is quick to find without an index.
NOT_ENGLISH = "language <> 'en'"
OUTSIDE = "audience = 'outside'"

# What a count asks of every row stands in the index too: the rows themselves need not be read.
_ORDER = ("inbox_rank", "due_on", "id", "audience", "closed_at")
_RECENT = ("closed_at", "id")
_INDEXES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ix_intake_inbox": ((*_ORDER, "language"), (OPEN,)),
    "ix_intake_inbox_unseen": ((*_ORDER, "seen_at"), (OPEN, UNSEEN)),
    "ix_intake_inbox_urgent": ((*_ORDER, "is_urgent"), (OPEN, URGENT)),
    "ix_intake_inbox_advocacy": ((*_ORDER, "waits_for_advocate"), (OPEN, ADVOCACY)),
    "ix_intake_inbox_nobodys": ((*_ORDER, "assigned_to"), (OPEN, NOBODYS)),
    "ix_intake_inbox_given": (("assigned_to", *_ORDER), (OPEN, GIVEN)),
    "ix_intake_inbox_passed": (("passed_to", *_ORDER), (OPEN, PASSED)),
    "ix_intake_inbox_method": (("method", *_ORDER), (OPEN,)),
    "ix_intake_inbox_language": (("language", *_ORDER), (OPEN, NOT_ENGLISH)),
    "ix_intake_inbox_due": (("due_on", "id", "audience", "closed_at"), (OPEN,)),
    "ix_intake_inbox_outside": (_ORDER, (OPEN, OUTSIDE)),
    "ix_intake_closed": (_RECENT, (CLOSED,)),
    "ix_intake_closed_passed": (("passed_to", *_RECENT), (CLOSED, PASSED)),
    "ix_intake_closed_method": (("method", *_RECENT), (CLOSED,)),
    "ix_intake_closed_language": (("language", *_RECENT), (CLOSED, NOT_ENGLISH)),
    "ix_intake_closed_outside": (_RECENT, (CLOSED, OUTSIDE)),
}
# Beside the inbox: what an advocate told us, and what counts in the numbers about advocacy.
_OTHERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ix_intake_submitter": (("submitter_id", "received_at"), ("submitter_id IS NOT NULL",)),
    "ix_intake_advocacy_on": (("advocacy_on", "id"), ("advocacy_on IS NOT NULL",)),
}
TERMS = {name: terms for name, (_, terms) in _INDEXES.items()}
"""What each index is of, letter for letter: a database uses it only where a list says the same."""


def intake_indexes() -> tuple[Index, ...]:
    """All of them, for the table of intakes."""
    every = (_INDEXES | _OTHERS).items()
    return tuple(_index(name, columns, terms) for name, (columns, terms) in every)


def _index(name: str, columns: tuple[str, ...], terms: tuple[str, ...]) -> Index:
    clause: ColumnElement[bool] = literal_column(" AND ".join(terms))
    return Index(name, *columns, postgresql_where=clause, sqlite_where=clause)
