"""What happened between a child and us since they told it: statements, and what they did about it.

A child's steps are dated and stay; what follows from them stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Did(StrEnum):
    """What a child did on their way back."""

    AGREED = "agreed"
    """The statement says it right."""
    WANTS_CHANGE = "wants_change"
    """The statement does not."""
    ASKED_NEXT_STEP = "asked_next_step"
    ASKED_TO_STOP = "asked_to_stop"
    GOES_ON = "goes_on"
    """It should go on after all."""
    MAY_ASK_LATER = "may_ask_later"
    NOT_LATER = "not_later"
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    CHANGED_CONTACT = "changed_contact"
    GAVE_FILES = "gave_files"
    """Photos or recordings, after it was sent."""
    PHONE_IS_THEIRS = "phone_is_theirs"
    PHONE_IS_NOT = "phone_is_not"
    """Whoever has the phone now says that we are wrong there."""


class Means(StrEnum):
    """How we know of it."""

    PAGE = "page"
    """On their own page, behind their code words."""
    TEXT = "text"
    CARE = "care"
    """They told customer care, who wrote it down."""


@dataclass(frozen=True, slots=True)
class ChildStep:
    """One thing that a child did. `about` is the id of the statement or the comeback check."""

    did: Did
    at: datetime
    by: Means
    about: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What customer care understood, as the child was asked to agree to it.

    `id` is that of the message it went out as. Once something is wrong with it another is written.
    """

    id: str
    text: str
    sent_at: datetime
    sent_by: str
    agreed_at: datetime | None = None
    change_asked_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether the child has said neither."""
        return self.agreed_at is None and self.change_asked_at is None


@dataclass(frozen=True, slots=True)
class WayBack:
    """All of it. `may_ask_later` None: nobody asked whether we may, weeks after it is closed.

    `late_told` is the day of the answer of which the child was told that it is over.
    """

    statements: tuple[Statement, ...] = ()
    steps: tuple[ChildStep, ...] = ()
    may_ask_later: bool | None = None
    late_told: date | None = None

    @property
    def to_agree(self) -> Statement | None:
        """The statement that waits for the child; None: none does. Only the newest can."""
        last = self.statements[-1] if self.statements else None
        return last if last and last.waits else None

    @property
    def agreed(self) -> Statement | None:
        """The newest statement that the child agreed to."""
        return next((one for one in reversed(self.statements) if one.agreed_at), None)

    def has(self, did: Did, about: str = "") -> bool:
        """Whether the child did this."""
        return any(one.did is did and one.about == about for one in self.steps)

    def last(self, *which: Did) -> ChildStep | None:
        """The newest step of one of these kinds."""
        return next((one for one in reversed(self.steps) if one.did in which), None)

    def with_step(self, step: ChildStep) -> WayBack:
        """The same with this step as well."""
        return replace(self, steps=(*self.steps, step))

    def with_statement(self, statement: Statement) -> WayBack:
        """The same with this statement, which is now the one that waits."""
        return replace(self, statements=(*self.statements, statement))
