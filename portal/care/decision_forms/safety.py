"""Pages for what runs beside a complaint: safeguarding, and data protection."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day, read_time, time_in_field
from portal.desk.forms import Day, Line, Lines, Needed, OneOf, Time, choices_of
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.safety import ProtectData, Safeguard
from portal.domain.taxonomy import YesNo

_SOMEBODY_ELSE = "Somebody else"
_TOLD = (
    "Duty team for children",
    "Duty team out of hours",
    "Police",
    "Manager of the team",
    "Safeguarding officer of the council",
    _SOMEBODY_ELSE,
)


class SafeguardForm(DecisionForm):
    """Who was told of a danger."""

    makes = Safeguard
    title = "Safeguarding: who was told?"
    intro = (
        "Tell them first, by telephone, then record it here. The complaint stays open beside it."
        " Record each one who was told."
    )
    template = "care/safeguarding.html"

    who = OneOf("Who was told?", [Needed("Please say who was told.")], [(t, t) for t in _TOLD])
    name = Line("Their name, or who else it was")
    told_at = Time("When?")
    note = Lines("What was said, and what they will do")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Now."""
        return {"told_at": time_in_field(about.office.clock())}

    def decision(self, about: About) -> Decision:
        """One more who was told."""
        name = (self.name.data or "").strip()
        who = self.who.data or ""
        if who == _SOMEBODY_ELSE:
            if not name:
                raise RefusedError("name", "Please say who it was.")
            who, name = name, ""
        told_at = read_time("told_at", self.told_at.data)
        return Safeguard(f"{who}: {name}" if name else who, told_at, self.note.data or "")


class ProtectDataForm(DecisionForm):
    """Whether it is also a complaint about personal data."""

    makes = ProtectData
    title = "Data protection"
    intro = (
        "A complaint about what was done with somebody's personal information must be"
        " acknowledged within 30 days, and answered without waiting for the rest."
    )

    is_about_data = OneOf(
        "Is it about personal information?", [Needed("Please choose yes or no.")], choices_of(YesNo)
    )
    acknowledged_on = Day("Acknowledged on", description="Leave it empty until it was.")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """As it is flagged now."""
        flagged = about.intake.triage.data_protection
        on = flagged.acknowledged_on if flagged else None
        return {
            "is_about_data": YesNo.YES if flagged else "",
            "acknowledged_on": day_in_field(on),
        }

    def decision(self, about: About) -> Decision:
        """Flagged, or not."""
        on = read_day("acknowledged_on", self.acknowledged_on.data)
        return ProtectData(self.is_about_data.data != YesNo.NO, on)
