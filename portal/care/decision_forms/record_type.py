"""The page for what an intake is, with a guide of four questions that proposes."""

from __future__ import annotations

from typing import Any

from flask import request

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.forms import Choice, Lines, Needed, OneOf, SomeOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.base import as_text
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.guide import WHERE_IT_GOES, Proposal, propose
from portal.domain.guide_answers import Excluded, Function, Guide, Route, When, Who
from portal.domain.taxonomy import RecordType

LOOK = "guide"
_WHO: dict[str, str] = {
    Who.CHILD: "A child or young person",
    Who.CARE_LEAVER: "A care leaver",
    Who.PARENT: "A parent, or somebody with parental responsibility",
    Who.FOSTER_CARER: "A foster carer",
    Who.GUARDIAN: "A special guardian, or somebody who applies for support as one",
    Who.ADOPTION: "Somebody adopted, adopting, or affected by an adoption",
    Who.ON_BEHALF: "Somebody speaking for a child",
    Who.INTEREST: "Somebody else with an interest in the child's welfare",
    Who.MEMBER: "An M.P. or a Member of the council",
    Who.NO_NAME: "Nobody knows who",
}
_FUNCTION: dict[str, str] = {
    Function.CARE: "Care or support of a child, or a decision about one",
    Function.ORDERS: "A care, supervision or protection order",
    Function.ADOPTION: "Adoption or special guardianship support",
    Function.PROTECTION: "A child protection conference or enquiry, or a report to a court",
    Function.EDUCATION: "The council's education side: admissions, transport, special needs",
    Function.SCHOOL: "What a school did",
    Function.OTHER: "Another service of the council",
    Function.QUESTION: "Nothing is wrong: they ask something",
    Function.PRAISE: "Nothing is wrong: they say something good",
}
_WHEN: dict[str, str] = {
    When.WITHIN_A_YEAR: "Within the last year",
    When.KNOWN_LATELY: "Longer ago, but they came to know of it within the last year",
    When.OVER_A_YEAR: "Over a year ago",
    When.NOT_KNOWN: "Nobody knows yet",
}
_EXCLUDED: dict[str, str] = {
    Excluded.DANGER: "A child may be in danger",
    Excluded.PROCEEDINGS: "A court, disciplinary or criminal case runs that it might harm",
    Excluded.ALL_STAGES: "This very matter went through all stages already",
    Excluded.STAFF: "It is only about staff matters, or how an adult was treated",
    Excluded.ASSESSMENT: "It is about assessing or registering a foster carer or adopter",
    Excluded.PROVIDER: "It is about what a children's home or fostering agency did",
    Excluded.HEALTH: "A part of it is about a health service",
}
_ROUTES: list[Choice] = [
    (route.value, as_text(route).capitalize(), says) for route, says in WHERE_IT_GOES.items()
]


class RecordTypeForm(DecisionForm):
    """Statutory complaint, Non-statutory, Merit or Enquiry, which a person decides."""

    makes = DecideRecordType
    title = "What is it?"
    template = "care/record-type.html"

    who = OneOf("Who is complaining?", choices=choices_of(Who, _WHO))
    function = OneOf("What about?", choices=choices_of(Function, _FUNCTION))
    when = OneOf("When did it happen?", choices=choices_of(When, _WHEN))
    excluded = SomeOf("Is any of this so?", choices=choices_of(Excluded, _EXCLUDED))
    record_type = OneOf(
        "Record type", [Needed("Please choose a record type.")], choices=choices_of(RecordType)
    )
    routes = SomeOf("Does it, or a part of it, go elsewhere too?", choices=_ROUTES)
    late_reason = Lines(
        "Why was it hard to tell us sooner?",
        description="Only where it happened over a year ago. Nothing is turned away for it.",
    )

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last."""
        intake, guide = about.intake, about.intake.triage.guide or Guide()
        return {
            "who": guide.who,
            "function": guide.function,
            "when": guide.when,
            "excluded": guide.excluded,
            "record_type": intake.record_type or "",
            "routes": intake.triage.routes,
            "late_reason": intake.triage.late_reason,
        }

    @property
    def only_looks(self) -> bool:
        """The button of the guide saves nothing."""
        return request.form.get("go") == LOOK

    @property
    def answers(self) -> Guide:
        """The four questions as they are answered now."""
        return Guide(
            who=self.who.data or "",
            function=self.function.data or "",
            when=self.when.data or "",
            excluded=tuple(self.excluded.data or ()),
        )

    @property
    def proposal(self) -> Proposal | None:
        """What the guide says; None while no question is answered."""
        return None if self.answers == Guide() else propose(self.answers)

    @property
    def sentences(self) -> list[str]:
        """Where the routes that the guide proposes lead."""
        return [WHERE_IT_GOES[route] for route in self.proposal.routes] if self.proposal else []

    def decision(self, about: About) -> Decision:
        """The record type, and beside it what the guide had said."""
        proposal, answers = self.proposal, self.answers
        return DecideRecordType(
            record_type=RecordType(self.record_type.data or ""),
            guide=Guide(
                answers.who,
                answers.function,
                answers.when,
                answers.excluded,
                proposal.record_type,
            )
            if proposal
            else None,
            late_reason=self.late_reason.data or "",
            routes=tuple(map(Route, self.routes.data or ())),
        )
