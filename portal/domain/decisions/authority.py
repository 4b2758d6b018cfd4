"""Whose child it is: ours, or another authority's, to whom a child is handed over if they agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, day_said, not_empty, said
from portal.domain.intake import Intake
from portal.domain.triage import Authority


@dataclass(frozen=True, slots=True)
class DecideAuthority(Decision):
    """Ours, or another authority's: `consent` is how the child said yes to being handed over.

    Handed over, the intake is closed; a copy stays, and can be opened again.
    """

    kind: ClassVar[str] = "authority"
    label: ClassVar[str] = "Whose child it is"

    is_ours: bool = said("Ours", True)
    name: str = said("The other authority")
    consent: str = said("How the child said yes")
    handed_over_on: date | None = said("Handed over on", None)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with its authority; closed once it is handed over."""
        if self.is_ours:
            self._refuse_another()
        else:
            not_empty("name", self.name, "Please say which authority's child it is.")
        if self.handed_over_on is not None:
            not_empty("consent", self.consent, "Without the child's yes it stays here, and open.")
            day_said("handed_over_on", self.handed_over_on, intake, by)
        authority = Authority(
            self.is_ours, self.name.strip(), self.consent, self.handed_over_on, self.note
        )
        decided = replace(intake, triage=replace(intake.triage, authority=authority))
        return replace(decided, closed_at=by.at) if self.handed_over_on else decided

    def _refuse_another(self) -> None:
        for field in ("name", "consent", "handed_over_on"):
            if getattr(self, field):
                raise RefusedError(field, "Leave this empty where the child is ours.")
