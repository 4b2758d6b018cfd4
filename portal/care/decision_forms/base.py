"""What a decision's page needs of its form: fields, how they begin, and the decision they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from portal.care.intake_parts.talk import Spoken
from portal.db.linked import Linked
from portal.desk.forms import DeskForm
from portal.domain.advocacy import AdvocacyService
from portal.domain.deadlines import Deadlines
from portal.domain.decisions import Decision
from portal.domain.intake import Intake
from portal.domain.reach import Reach
from portal.domain.staff import StaffMember
from portal.services.office import Office


@dataclass(frozen=True, slots=True)
class About:
    """What a form may draw on: the intake, who decides, everybody it may be given to, and today.

    `people` are those who still work here and are not barred from this intake, `everybody` has
    the others too. `linked` is what belongs with it, as far as `member` may know of it;
    `is_one_of_many`: of its home came three or more within 90 days. `services` are all advocacy
    services, those whose contracts are over as well. `reach` is what may go to the child by text
    now, and `talk` all that was said so far: both only for a form that `shows_talk`.
    """

    intake: Intake
    office: Office
    member: StaffMember
    people: tuple[StaffMember, ...]
    deadlines: Deadlines
    today: date
    everybody: tuple[StaffMember, ...] = ()
    linked: tuple[Linked, ...] = ()
    is_one_of_many: bool = False
    services: tuple[AdvocacyService, ...] = ()
    reach: Reach | None = None
    talk: tuple[Spoken, ...] = ()

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
    template: ClassVar[str] = "care/decision.html"
    shows_talk: ClassVar[bool] = False

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """How the fields begin: what was decided last."""
        return {}

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Whether the intake's page leads here; whoever comes all the same is told why not."""
        return True

    @property
    def only_looks(self) -> bool:
        """Whether what was pressed shows the page again, all kept, and saves nothing."""
        return False

    def prepare(self, about: About) -> None:
        """Fill in choices that turn on the intake or on who works here."""

    def decision(self, about: About) -> Decision:
        """The decision that the fields make; they passed their checks.

        :raise portal.domain.decisions.RefusedError: they make none.
        """
        raise NotImplementedError

    @classmethod
    def leads_to(cls, decision: Decision) -> str | None:
        """The kind of decision to make next at once, where this one asks for it; else None."""
        return None
