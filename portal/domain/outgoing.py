"""Texts that answer nothing in hand: what each is for, and where it stands on its way.

    held ──► waiting ──► sending ──► queued ──► sent ──► delivered
      │         │ ▲         │                     │
      │         │ └─────────┼── not taken yet      ├──► undelivered
      │         │ ▲         │                     │
      │         │ └─────────┼── the phone was off ─┘
      ▼         ▼           ▼
    withdrawn, refused   unknown ──► queued, or waiting again once it is known not to be there
                         failed

Only Twilio's own word moves a text past `sending`, and only forward: its callbacks come in any
order. `unknown`: nobody knows whether it went out; it is looked up before it is sent again.
"""

from __future__ import annotations

from enum import StrEnum


class What(StrEnum):
    """What a text is. Only MESSAGE and STATEMENT have words of customer care's own."""

    MESSAGE = "message"
    """What customer care wrote, word for word."""
    STATEMENT = "statement"
    """What customer care understood, word for word, with how to agree to it."""
    NEWS = "news"
    """There is news, and how to get it; nothing else."""
    THIS_PHONE = "this_phone"
    """Whether the phone is still theirs."""
    MAY_ASK_LATER = "may_ask_later"
    COMEBACK = "comeback"
    """Better, the same or worse?"""
    LATE = "late"
    """The day that we said for the answer is over, and the child may ask for the next step."""
    REPLY = "reply"
    """The reply to a text that never arrived and was found at the carrier's: at any hour."""
    LATE_REPLY = "late_reply"
    """The same, where it was found too late to wake anybody for it."""

    @property
    def says_more_than_news(self) -> bool:
        """Whether it goes only where all may be said; else NEWS goes in its place."""
        return self in (What.MESSAGE, What.STATEMENT, What.LATE)

    @property
    def is_reply(self) -> bool:
        """Whether it answers what the child texted, and so needs no leave to text them."""
        return self in (What.REPLY, What.LATE_REPLY)


class Standing(StrEnum):
    """Where a text stands."""

    HELD = "held"
    """It waits until somebody said that the phone is theirs."""
    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    REFUSED = "refused"
    """We did not send it: by then the child had not called it safe."""
    WITHDRAWN = "withdrawn"
    """Nobody needs it any more."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self in _OVER

    @property
    def did_not_arrive(self) -> bool:
        """Whether customer care must reach the child another way."""
        return self in (Standing.UNDELIVERED, Standing.FAILED, Standing.REFUSED)


_OVER = frozenset(
    {
        Standing.DELIVERED,
        Standing.UNDELIVERED,
        Standing.FAILED,
        Standing.REFUSED,
        Standing.WITHDRAWN,
    }
)

# Twilio's words for it, and how far along each is.
_SAID = {
    "accepted": Standing.QUEUED,
    "scheduled": Standing.QUEUED,
    "queued": Standing.QUEUED,
    "sending": Standing.QUEUED,
    "sent": Standing.SENT,
    "delivered": Standing.DELIVERED,
    "read": Standing.DELIVERED,
    "partially_delivered": Standing.UNDELIVERED,
    "undelivered": Standing.UNDELIVERED,
    "failed": Standing.FAILED,
    "canceled": Standing.FAILED,
}
_RANK = {
    Standing.SENDING: 0,
    Standing.UNKNOWN: 0,
    Standing.QUEUED: 1,
    Standing.SENT: 2,
    Standing.UNDELIVERED: 3,
    Standing.FAILED: 3,
    Standing.DELIVERED: 4,
}


def standing_of(status: str) -> Standing | None:
    """What Twilio's `MessageStatus` means; None for a word that we do not know."""
    return _SAID.get(status)


def forward(before: Standing, said: Standing) -> Standing:
    """Where it stands once Twilio `said` so: further on, or as before. Never back.

    That it was delivered, said after that it was not, stands: the phone has it.
    """
    if before not in _RANK:
        return before
    return said if _RANK[said] > _RANK[before] else before
