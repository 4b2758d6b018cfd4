"""Who works with intakes, and which of them each may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NameOf = Callable[[str], str]
"""A colleague's name, by their staff id."""


class Role(StrEnum):
    """What somebody may do. One person may have several."""

    OFFICER = "officer"
    """Customer care: reads what comes in, and decides."""
    MANAGER = "manager"
    """Answers at Stage One, and sees nothing but what was passed to them."""
    ADMINISTRATOR = "administrator"
    """Looks after accounts, the audit and the hand-over, and reads no intake by it."""
    ADVOCATE = "advocate"
    """Belongs to an advocacy service, and sees what was passed to that service alone."""


class Audience(StrEnum):
    """Which officers may know of an intake at all. Who is barred from it may never."""

    CARE = "care"
    """Every officer of customer care."""
    CLEARED = "cleared"
    """Cleared officers alone: nobody knows yet whom the child wants kept out."""
    OUTSIDE = "outside"
    """The person outside customer care, for it is about customer care itself."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person with an account. `left_at` None: still here.

    `is_outside` is the named person outside customer care, who sees what is about customer care
    and nothing else. `service` is the key of the advocacy service they belong to, None for whoever
    works for the council.
    """

    id: str
    email: str
    name: str
    roles: frozenset[Role]
    is_cleared: bool = False
    is_outside: bool = False
    left_at: datetime | None = None
    service: str | None = None

    def has(self, *roles: Role) -> bool:
        """Whether they have any of these roles, and still work here."""
        return self.left_at is None and not self.roles.isdisjoint(roles)

    @property
    def audiences(self) -> frozenset[Audience]:
        """The audiences they belong to as an officer; empty for whoever is none."""
        if not self.has(Role.OFFICER):
            return frozenset()
        if self.is_outside:
            return frozenset({Audience.OUTSIDE})
        return frozenset({Audience.CARE, Audience.CLEARED} if self.is_cleared else {Audience.CARE})


def refused_to_oneself(before: StaffMember, wanted: StaffMember) -> str | None:
    """Why an administrator may not change their own account so, in a sentence; None: they may.

    Whoever lets somebody read more is never who reads it: both stand in the audit.
    """
    if not wanted.has(Role.ADMINISTRATOR):
        return "You cannot take this role from yourself: ask a colleague."
    is_more = wanted.is_cleared > before.is_cleared or wanted.is_outside > before.is_outside
    if is_more or wanted.roles - before.roles:
        return "You cannot let yourself read more: ask a colleague."
    return None
