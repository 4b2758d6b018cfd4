"""One service's part in a child's wish for an advocate, as the steps tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from portal.domain.clock import London
from portal.domain.referral_steps import Happened, Shares, Step

# The child wants no advocate any more, or has somebody; until they ask again.
REFUSALS = frozenset({Step.DECLINED, Step.NO_LONGER_WANTED, Step.TRUSTED})
# With these a service's part in it is over.
_OVER = frozenset({Step.HANDED_BACK, Step.CHANGED, Step.ENDED, *REFUSALS})


@dataclass(frozen=True, slots=True)
class Referral:
    """One service's part, from `sent` until it is `over`. None: not yet.

    `name` is what the service was called on the day it was sent. `shares` is what the child agreed
    that it is told, as `agreed_at` says; without it: language, name if given, and safe contact.
    """

    id: str
    service: str
    name: str
    sent: Happened
    accepted_on: date | None = None
    advocate: str = ""
    named_on: date | None = None
    met_on: date | None = None
    over: Happened | None = None
    shares: frozenset[Shares] = frozenset()
    agreed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still this service's."""
        return self.over is None

    @property
    def last_on(self) -> date:
        """The day of the last thing that its service did."""
        known = (self.sent.on, self.accepted_on, self.named_on, self.met_on)
        return max(day for day in known if day)


def referrals(steps: Iterable[Happened]) -> tuple[Referral, ...]:
    """Every service's part, the first first."""
    found: list[Referral] = []
    for step in steps:
        if step.step is Step.SENT:
            found.append(_sent(step))
        elif found and found[-1].is_open:
            found[-1] = _after(found[-1], step)
    return tuple(found)


def _sent(step: Happened) -> Referral:
    shares = frozenset(step.shares)
    return Referral(
        id=step.referral,
        service=step.service,
        name=step.name,
        sent=step,
        shares=shares,
        agreed_at=_agreed_at(step) if shares else None,
    )


def _after(before: Referral, step: Happened) -> Referral:
    if step.step in _OVER:
        return replace(before, over=step)
    match step.step:
        case Step.ACCEPTED:
            return replace(before, accepted_on=step.on)
        case Step.NAMED:
            accepted_on = before.accepted_on or step.on
            return replace(
                before, advocate=step.advocate, named_on=step.on, accepted_on=accepted_on
            )
        case Step.MET:
            return replace(before, met_on=before.met_on or step.on)
        case Step.SHARED:
            return replace(before, shares=frozenset(step.shares), agreed_at=_agreed_at(step))
    return before


def _agreed_at(step: Happened) -> datetime:
    """Never later than the day of the yes itself, however late it was written down."""
    day_ends = datetime.combine(step.on + timedelta(days=1), time.min, London)
    return min(step.at, day_ends - timedelta(microseconds=1))
