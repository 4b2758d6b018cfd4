"""Which decisions somebody may make about an intake now: one to make next, and all in groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.care.decision_forms import DecisionForm
from portal.domain.intake import Intake
from portal.domain.next_step import next_steps
from portal.domain.staff import StaffMember

Forms = Mapping[str, type[DecisionForm]]

_GROUPS: dict[str, tuple[str, ...]] = {
    "First": ("authority", "record-type", "acknowledged"),
    "About it": ("subjects", "originator", "case-number", "translation", "ask-translation"),
    "Who": ("assign", "pass", "contact-made", "answer-sent"),
    "Talking": ("message",),
    "Someone to speak up": (
        *("advocacy-offer", "area", "advocacy", "advocacy-share", "advocacy-news"),
        *("advocacy-answer", "advocacy-fall-back", "advocacy-told"),
        *("may-not-act", "may-act", "not-meant"),
    ),
    "Safety": ("safeguarding", "shield", "data-protection", "about-customer-care"),
    "Clock": ("stage", "independent-person", "extension", "pause", "pause-end", "ombudsman"),
    "End": ("close", "withdrawn", "reopen"),
}
_ELSE = "About it"


@dataclass(frozen=True, slots=True)
class Step:
    """One decision that can be made: the end of its page's address, and its title."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Offered:
    """`suggested`: what to decide next and what then, at most two. `groups` has everything."""

    suggested: tuple[Step, ...]
    groups: tuple[tuple[str, tuple[Step, ...]], ...]

    def has(self, kind: str) -> bool:
        """Whether this decision is among them."""
        return bool(self.title(kind))

    def title(self, kind: str) -> str:
        """What this decision is called; "" where it is not among them."""
        found = (step.title for _, steps in self.groups for step in steps if step.kind == kind)
        return next(found, "")


def offered(
    intake: Intake, member: StaffMember, forms: Forms, *, is_advocate_late: bool = False
) -> Offered:
    """What this person may decide about the intake as it is."""
    may = {kind: form for kind, form in forms.items() if _may(form, intake, member)}
    then = next_steps(intake, is_advocate_late=is_advocate_late)
    suggested = [Step(kind, may[kind].title) for kind in then if kind in may]
    groups = ((name, tuple(_steps(name, may))) for name in _GROUPS)
    return Offered(tuple(suggested[:2]), tuple((name, steps) for name, steps in groups if steps))


def _may(form: type[DecisionForm], intake: Intake, member: StaffMember) -> bool:
    is_theirs = member.has(*form.makes.decided_by) and form.is_offered(intake)
    return is_theirs and (form.makes.on_closed or intake.closed_at is None)


def _steps(group: str, may: Forms) -> list[Step]:
    named = [kind for kind in _GROUPS[group] if kind in may]
    if group == _ELSE:
        grouped = {kind for kinds in _GROUPS.values() for kind in kinds}
        named += [kind for kind in may if kind not in grouped]
    return [Step(kind, may[kind].title) for kind in named]
