"""What happens to a child's wish for an advocate, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Step(StrEnum):
    """One thing that happened. An intake that asks for an advocate has a request by itself."""

    REQUESTED = "requested"
    """The child asked, in another way than in what they told us first."""
    OFFERED = "offered"
    """Customer care told the child that they may have one, and from whom."""
    SENT = "sent"
    """Customer care passed the wish to a service."""
    SHARED = "shared"
    """The child said what more the service may be told, or less."""
    ACCEPTED = "accepted"
    """The service said yes."""
    NAMED = "named"
    """The service said who the advocate is."""
    MET = "met"
    """The advocate and the child met for the first time, or spoke."""
    TOLD = "told"
    """The child was told how it stands."""
    HANDED_BACK = "handed_back"
    """The service cannot do it, and says why."""
    CHANGED = "changed"
    """The child wants another advocate, or another service."""
    FALL_BACK = "fall_back"
    """Nobody accepted in time, and the child was put in touch with the named fall-back."""
    DECLINED = "declined"
    """The child was offered one and said no."""
    NO_LONGER_WANTED = "no_longer_wanted"
    """The child asked, and does not want one any more."""
    TRUSTED = "trusted"
    """Somebody whom the child trusts helps them instead."""
    ENDED = "ended"
    """The advocate's work is done."""


class StepBy(StrEnum):
    """Whose doing a step is."""

    CHILD = "child"
    CARE = "customer_care"
    SERVICE = "service"


class Shares(StrEnum):
    """What a child may agree that the service is told, beside language, name and safe contact."""

    WORDS = "words"
    """What they had told us until they agreed; what they say later is asked of them again."""
    DESIRED_OUTCOME = "desired_outcome"
    AGE = "age"
    LOOKED_AFTER = "looked_after"
    FEELS_SAFE = "feels_safe"


@dataclass(frozen=True, slots=True)
class Happened:
    """One step: on which London day it happened, and when that was written down.

    `referral` is the id of the service's part it belongs to, "" for none; `service` and `name`
    are that service's key and what it was called on the day. `shares` goes with SENT and SHARED,
    and `note` then says how the child agreed.
    """

    step: Step
    on: date
    at: datetime
    by: StepBy = StepBy.CHILD
    referral: str = ""
    service: str = ""
    name: str = ""
    advocate: str = ""
    note: str = ""
    shares: tuple[Shares, ...] = ()
