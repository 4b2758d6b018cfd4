"""That some of the words of an intake are a matter of their own.

It has no page of its own: it is one press beside the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from portal.domain.clock import London
from portal.domain.decisions.base import By, Decision, RefusedError
from portal.domain.intake import Intake, Words
from portal.domain.staff import NameOf, Role


@dataclass(frozen=True, slots=True)
class SplitOff(Decision):
    """The words said at `said_at`, and all that came after them, go to an intake of their own."""

    kind: ClassVar[str] = "split-off"
    label: ClassVar[str] = "Split off"
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.OFFICER})

    said_at: datetime

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with the words that stay."""
        return replace(intake, words=self.parts(intake)[0])

    def parts(self, intake: Intake) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """The words that stay, and those that go.

        :raise RefusedError: there are none of that time, or either part would say nothing.
        """
        at = [said.said_at for said in intake.words]
        first = at.index(self.said_at) if self.said_at in at else 0
        stay, go = intake.words[:first], intake.words[first:]
        if not (_says(stay) and _says(go)):
            raise RefusedError("", "There are no words here that could be split off.")
        return stay, go

    def rows(self, name_of: NameOf) -> list[tuple[str, str]]:
        """From when on."""
        return [("From", f"{self.said_at.astimezone(London):%d/%m/%Y %H:%M}")]


def _says(words: tuple[Words, ...]) -> bool:
    return any(said.text.strip() for said in words)
