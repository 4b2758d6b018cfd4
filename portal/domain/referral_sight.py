"""Who of an advocacy service may learn of a child whose wish their service has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portal.domain.conflicts import advocate_may_not_act
from portal.domain.intake import Intake
from portal.domain.sight import waits_for_names
from portal.domain.staff import Role, StaffMember


def advocate_may_know(member: StaffMember, intake: Intake) -> bool:
    """Whether they may learn of it: nobody who may not act, as far as their name says.

    A child may have named them. Whether it is their service's is for others to ask.
    """
    if member.id in intake.triage.barred:
        return False
    # Once people matched what the child said to people, who is barred says all of it.
    is_matched = replace(intake, should_not_see="")
    asked = (intake,) if waits_for_names(intake) else (intake, is_matched)
    return any(not advocate_may_not_act(one, member.name, ()) for one in asked)


def of_the_service(service: str, people: Iterable[StaffMember]) -> list[StaffMember]:
    """Those of `people` who have an account of this service that they may use."""
    return [one for one in people if one.service == service and one.has(Role.ADVOCATE)]
