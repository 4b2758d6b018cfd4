"""A phone that is muted: its texts are kept and make no noise. Why: docs/decisions/0024."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

REVIEW_EVERY = timedelta(days=7)


class Quiet(StrEnum):
    """How quiet a phone is. Danger, STOP, START and HELP are as ever in either."""

    MUTED = "muted"
    """Its words are added to the intake that is open, and nobody need look; they open none."""
    BLOCKED = "blocked"
    """Its words are added to none. Two people decided so."""


@dataclass(frozen=True, slots=True)
class Mute:
    """A muted phone, by its conversation. `reason` and `block_reason` are an officer's words.

    `intake_id` is of the intake on which it was muted: who may know of that may know of this.
    `reviewed_at` None: not since it was muted. `proposed_by`: somebody wants it blocked.
    `blocked_at` None: it is not, or not yet.
    """

    conversation_id: str
    intake_id: str
    muted_at: datetime
    muted_by: str
    reason: str
    reviewed_at: datetime | None = None
    proposed_by: str | None = None
    block_reason: str = ""
    blocked_by: str | None = None
    blocked_at: datetime | None = None

    @property
    def quiet(self) -> Quiet:
        """How quiet it is."""
        return Quiet.BLOCKED if self.blocked_at else Quiet.MUTED

    def is_due(self, now: datetime) -> bool:
        """Whether somebody should look again whether it must stay so: each week."""
        return now - (self.reviewed_at or self.muted_at) >= REVIEW_EVERY
