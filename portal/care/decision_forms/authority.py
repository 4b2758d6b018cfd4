"""The page for whose child it is."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Day, Line, Lines, Needed, OneOf
from portal.domain.decisions import Decision
from portal.domain.decisions.authority import DecideAuthority

_OURS, _ANOTHERS = "ours", "anothers"


class AuthorityForm(DecisionForm):
    """Ours, or another authority's."""

    makes = DecideAuthority
    title = "Whose child is this?"
    intro = (
        "A child of another authority is never sent away. With their yes, you hand over what they"
        " said; until then it stays here and open."
    )

    whose = OneOf(
        "Whose child is this?",
        [Needed("Please choose one.")],
        [(_OURS, "Ours"), (_ANOTHERS, "Another authority's")],
    )
    name = Line("Which authority?", description="Where the child is another authority's.")
    consent = Lines(
        "How did the child say yes to handing it over?",
        description="In what way, and to whom. Leave it empty where they have not.",
    )
    handed_over_on = Day(
        "Handed over on",
        description=(
            "Only with the child's yes. The intake is then closed; a copy stays, and you can"
            " open it again."
        ),
    )
    note = Lines("Note")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last."""
        last = about.intake.triage.authority
        if last is None:
            return {}
        return {
            "whose": _OURS if last.is_ours else _ANOTHERS,
            "name": last.name,
            "consent": last.consent,
            "handed_over_on": day_in_field(last.handed_over_on),
            "note": last.note,
        }

    def decision(self, about: About) -> Decision:
        """Whose it is."""
        return DecideAuthority(
            is_ours=self.whose.data == _OURS,
            name=self.name.data or "",
            consent=self.consent.data or "",
            handed_over_on=read_day("handed_over_on", self.handed_over_on.data),
            note=self.note.data or "",
        )
