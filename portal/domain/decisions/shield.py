"""Who is kept from an intake, because its child does not want them to see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, said
from portal.domain.intake import Intake
from portal.domain.sight import may_be_given
from portal.domain.staff import NameOf
from portal.domain.triage import Triage


@dataclass(frozen=True, slots=True)
class Shield(Decision):
    """The child's "who should not see this", matched to people with an account.

    `barred` are all of them, those from before as well. `is_nobody_here`: whom the child means
    does not work with intakes.
    """

    kind: ClassVar[str] = "shield"
    label: ClassVar[str] = "Who should not see it"
    on_closed: ClassVar[bool] = True

    barred: tuple[str, ...] = said("Kept from", (), is_person=True)
    is_nobody_here: bool = False

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake out of their sight and hands, and open to the rest of customer care."""
        barred = tuple(dict.fromkeys(self.barred))
        if bool(barred) is self.is_nobody_here:
            both = "Please tick people, or nobody, not both."
            raise RefusedError("barred", both if barred else "Please tick who, or nobody.")
        for staff_id in barred:
            if staff_id not in intake.triage.barred:
                by.person("barred", staff_id)
        after = replace(intake, triage=_without(intake, barred))
        refuse_without_reader(after, by, "barred")
        return after

    def rows(self, name_of: NameOf) -> list[tuple[str, str]]:
        """Who is kept from it, or that they do not work here."""
        if self.is_nobody_here:
            return [("Kept from", "nobody who works here")]
        return Decision.rows(self, name_of)


def _without(intake: Intake, barred: tuple[str, ...]) -> Triage:
    decided = intake.triage
    return replace(
        decided,
        barred=barred,
        names_matched=True,
        matched_answer=intake.should_not_see,
        assigned_to=None if decided.assigned_to in barred else decided.assigned_to,
        passed_to=None if decided.passed_to in barred else decided.passed_to,
    )


@dataclass(frozen=True, slots=True)
class SendOutside(Decision):
    """A complaint about customer care itself goes to the named person outside it.

    They alone can take it back: nobody of customer care finds it any more.
    """

    kind: ClassVar[str] = "about-customer-care"
    label: ClassVar[str] = "About customer care"
    on_closed: ClassVar[bool] = True

    is_about: bool = said("About customer care", True)
    note: str = said("Note")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with the person outside, where there is just one in their hands."""
        if self.is_about is intake.triage.about_customer_care:
            said_so = "It is outside already." if self.is_about else "It is not outside."
            raise RefusedError("is_about", said_so)
        after = replace(
            intake, triage=replace(_taken_away(intake), about_customer_care=self.is_about)
        )
        if not self.is_about:
            refuse_without_reader(after, by, "is_about")
            return after
        outside = [one.id for one in by.people if may_be_given(one, after)]
        if not outside:
            raise RefusedError(
                "is_about",
                "There is nobody outside customer care who could have it."
                " An administrator names somebody first.",
            )
        only = outside[0] if len(outside) == 1 else None
        return replace(after, triage=replace(after.triage, assigned_to=only))


def _taken_away(intake: Intake) -> Triage:
    # Whoever had it within, or answers for it, is for the other side to choose anew.
    return replace(intake.triage, assigned_to=None, passed_to=None)


def refuse_without_reader(intake: Intake, by: By, field: str) -> None:
    """Refuse to lock the last one out.

    :raise RefusedError: nobody would be left who may open this intake.
    """
    if not any(may_be_given(one, intake) for one in by.people):
        raise RefusedError(
            field,
            "Nobody would be left who may open it."
            " An administrator first gives somebody else an account, or clears somebody.",
        )


def asked_again(triage: Triage, should_not_see: str, said: str, names: Iterable[str]) -> Triage:
    """`triage`, with names to be matched anew where the child's answer is another by now.

    So it is too where what was `said` since holds a part of one of these `names`, of colleagues
    who are not kept from it. Who was kept from it stays so.
    """
    spoken = _parts_of(said)
    is_named = any(not spoken.isdisjoint(_parts_of(name)) for name in names)
    if is_named or triage.matched_answer != should_not_see:
        return replace(triage, names_matched=False)
    return triage


def _parts_of(text: str) -> set[str]:
    plain = "".join(letter if letter.isalpha() else " " for letter in text.casefold())
    return {part for part in plain.split() if len(part) > 1}
