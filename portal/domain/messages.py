"""What customer care write to a child. It always stands on the child's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# As much as a page of a book; no child reads more, and no text carries a tenth of it.
LONGEST_MESSAGE = 5_000


class Purpose(StrEnum):
    """What a message is for: it is recorded as more than a message."""

    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    STATEMENT = "statement"
    """What we understood, for the child to agree to."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `written_by` is a staff id. `read_at` None: not shown to the child yet."""

    id: str
    written_at: datetime
    written_by: str
    purpose: Purpose
    text: str
    read_at: datetime | None = None
