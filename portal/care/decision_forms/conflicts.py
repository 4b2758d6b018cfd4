"""Pages for who may not speak up for the child."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.days import day_in_field, read_day
from portal.desk.forms import Choice, Day, Line, Needed, OneOf, choices_of
from portal.domain.conflicts import REASONS, not_wanted
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.conflicts import Bar, MayAct, SomebodyElseIsMeant
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import current

GROUNDS = {
    Ground.SUBJECT: "The complaint is about them",
    Ground.MANAGES_SUBJECT: "They manage somebody whom it is about",
    Ground.MANAGES_SERVICE: "They manage the service that it is about",
    Ground.CONTROLS_RESOURCES: "They control the money of that service",
    Ground.CONSIDERS: "They consider the complaint, or may",
    Ground.CHILD_OBJECTS: "The child does not want them",
}


class BarForm(DecisionForm):
    """Somebody who may not be the child's advocate."""

    makes = Bar
    title = "Who may not act?"
    intro = (
        "Whoever you record here cannot be chosen as the child's advocate, whatever the order or"
        " the capitals of the name. Who has it already keeps it until you decide."
    )
    template = "care/may-not-act.html"

    service = OneOf("Who is it?")
    name = Line("Name", description="As whole as you know it. A nickname is yours to see.")
    ground = OneOf(
        "Why may they not?",
        [Needed("Please say why they may not.")],
        choices_of(Ground, {str(ground): text for ground, text in GROUNDS.items()}),
    )
    note = Line("Note")

    def prepare(self, about: About) -> None:
        """The services that customer care may mean."""
        named: list[Choice] = [
            (one.key, one.name_on(about.today), "The whole organisation") for one in about.services
        ]
        self.standing = _standing(about.intake)
        self.service.choices = [("", "Somebody else: write the name below"), *named]

    def decision(self, about: About) -> Decision:
        """They may not."""
        chosen = next((o for o in about.services if o.key == (self.service.data or "")), None)
        written = self.name.data or ""
        if chosen and written.strip():
            raise RefusedError("name", "Please choose an organisation or write a name, not both.")
        return Bar(
            name=chosen.name_on(about.today) if chosen else written,
            ground=Ground(self.ground.data or ""),
            service=chosen.key if chosen else "",
            note=self.note.data or "",
        )


class MayActForm(DecisionForm):
    """Somebody may act after all."""

    makes = MayAct
    title = "Who may act after all?"
    intro = "What was recorded stays in the history; from now on it keeps nobody out."

    which = OneOf("What does not stand any more?", [Needed("Please choose what does not stand.")])
    note = Line("Why not?", [Needed("Please say why it does not stand any more.")])

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where something stands."""
        return bool(intake.triage.may_not_act)

    def prepare(self, about: About) -> None:
        """All that stands."""
        standing = enumerate(about.intake.triage.may_not_act)
        self.which.choices = [(str(n), one.name, GROUNDS[one.ground]) for n, one in standing]

    def decision(self, about: About) -> Decision:
        """That does not stand any more."""
        one: MayNotAct = about.intake.triage.may_not_act[int(self.which.data or "")]
        return MayAct(one.name, one.ground, self.note.data or "")


class SomebodyElseIsMeantForm(DecisionForm):
    """Customer care asked: it is somebody else of this name."""

    makes = SomebodyElseIsMeant
    title = "Is somebody else meant?"
    intro = (
        "Where an advocate has the name of somebody the child does not want, or of a colleague,"
        " the service cannot name them. Ask first; when it is somebody else, record it here."
    )
    template = "care/may-not-act.html"

    name = Line("The advocate's whole name", [Needed("Please write the whole name.")])
    asked_on = Day("Asked on", [Needed("Please say on which day.")])
    how = Line(
        "What was asked, and of whom?",
        [Needed("Please say what was asked, and of whom.")],
        description="It stands until the child says more of whom they do not want.",
    )

    @classmethod
    def is_offered(cls, intake: Intake) -> bool:
        """Where a service may name an advocate, or somebody is not wanted."""
        is_asked = bool(not_wanted(intake)) or bool(intake.triage.may_not_act)
        return is_asked or current(intake) is not None

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """Today."""
        return {"asked_on": day_in_field(about.today)}

    def prepare(self, about: About) -> None:
        """What was recorded of others."""
        self.standing = _standing(about.intake)

    def decision(self, about: About) -> Decision:
        """It was asked."""
        day = read_day("asked_on", self.asked_on.data)
        return SomebodyElseIsMeant(self.name.data or "", day, self.how.data or "")


def _standing(intake: Intake) -> list[tuple[str, str]]:
    """Who may not act, each with why, as pages say it."""
    return [(one.name, REASONS[one.ground]) for one in intake.triage.may_not_act]
