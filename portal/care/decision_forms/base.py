"""What a decision's page needs of its form: fields, how they begin, and the decision they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from portal.care.forms import DeskForm
from portal.domain.deadlines import Deadlines
from portal.domain.decisions import Decision
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.services.office import Office


@dataclass(frozen=True, slots=True)
class About:
    """What a form may draw on: the intake, who decides, everybody it may be given to, and today.

    `people` are those who still work here and are not barred from this intake.
    """

    intake: Intake
    office: Office
    member: StaffMember
    people: tuple[StaffMember, ...]
    deadlines: Deadlines
    today: date

    def name_of(self, staff_id: str | None) -> str:
        """A colleague's name; "" for nobody."""
        return next((one.name for one in self.people if one.id == staff_id), "")


class DecisionForm(DeskForm):
    """One decision's page. `makes` is the decision; its kind is the end of the page's address.

    `title` is the page's heading, `intro` a sentence below it, `button` what is pressed.
    `template` may extend care/decision.html, to say more than fields do.
    """

    makes: ClassVar[type[Decision]]
    title: ClassVar[str]
    intro: ClassVar[str] = ""
    button: ClassVar[str] = "Save"
    template: ClassVar[str] = "decision.html"

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """How the fields begin: what was decided last."""
        return {}

    def prepare(self, about: About) -> None:
        """Fill in choices that turn on the intake or on who works here."""

    def decision(self, about: About) -> Decision:
        """The decision that the fields make; they passed their checks.

        :raise portal.domain.decisions.RefusedError: they make none.
        """
        raise NotImplementedError
