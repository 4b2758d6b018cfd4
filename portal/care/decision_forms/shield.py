"""Pages for who is kept from an intake, and for what goes outside customer care."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.forms import Line, Needed, OneOf, SomeOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.shield import SendOutside, Shield
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import YesNo

_NOBODY = "nobody"
_ROLES = {
    Role.OFFICER: "customer care",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
}


class ShieldForm(DecisionForm):
    """The child's answer, matched to people."""

    makes = Shield
    title = "Who should not see it?"
    template = "care/shield.html"

    barred = SomeOf(
        "Whom does the child mean?",
        description="Whoever is ticked never finds it again, nor learns that it is there.",
    )

    def prepare(self, about: About) -> None:
        """Everybody who works here, and who is kept from it already."""
        barred = about.intake.triage.barred
        people = [one for one in about.everybody if one.left_at is None or one.id in barred]
        services = {one.key: one.name_on(about.today) for one in about.services}
        named = [(one.id, one.name, _what(one, services)) for one in people]
        self.barred.choices = [*named, (_NOBODY, "Nobody who works here")]

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Who is kept from it now."""
        decided = about.intake.triage
        nobody = [_NOBODY] if decided.names_matched and not decided.barred else []
        return {"barred": [*decided.barred, *nobody]}

    def decision(self, about: About) -> Decision:
        """Matched to them, or to nobody here."""
        ticked = self.barred.data or []
        return Shield(tuple(one for one in ticked if one != _NOBODY), _NOBODY in ticked)


class SendOutsideForm(DecisionForm):
    """A complaint about customer care itself."""

    makes = SendOutside
    title = "Is it about customer care?"
    template = "care/outside.html"

    is_about = OneOf(
        "Is it about customer care itself?",
        [Needed("Please choose yes or no.")],
        choices_of(YesNo),
    )
    note = Line("Note")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """As it stands."""
        return {"is_about": YesNo.YES if about.intake.triage.about_customer_care else ""}

    def decision(self, about: About) -> Decision:
        """Sent outside, or taken back."""
        return SendOutside(self.is_about.data == YesNo.YES, self.note.data or "")


def _what(member: StaffMember, services: dict[str, str]) -> str:
    if member.service is not None:
        return f"advocate, {services.get(member.service, member.service)}"
    if member.is_outside:
        return "outside customer care"
    return ", ".join(name for role, name in _ROLES.items() if role in member.roles)
