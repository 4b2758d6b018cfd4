"""That an advocate told us something for a child for whom they say they speak already.

It has no page of its own: it is made when the intake is taken in. So no second wait for an
advocate begins (docs/decisions/0009-an-advocate-who-is-there-already.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.advocacy import AdvocacyService
from portal.domain.conflicts import advocate_may_not_act, service_may_not_act
from portal.domain.decisions.advocacy import with_step
from portal.domain.decisions.base import By, Decision, said
from portal.domain.intake import Intake, new_id
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.staff import Role
from portal.domain.submitter import Knows, Submitter

NO_CONTRACT = "The contract of their service does not run today."
NOT_AGREED = "The child does not know that we were told, or does not agree."
COLLEAGUE_MEANT = "The child may mean somebody of the same service. Customer care must ask first."


@dataclass(frozen=True, slots=True)
class SpeaksAlready(Decision):
    """The advocate who tells us speaks for the child already, as they say.

    Where something stands `against` it, as `stands_against` says, the history alone has it.
    """

    kind: ClassVar[str] = "advocate-already"
    label: ClassVar[str] = "Told by an advocate who says that they speak for the child already"
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.ADVOCATE})

    service: str = ""
    name: str = said("Service")
    advocate: str = said("Advocate")
    against: str = said("Not taken as the child's advocate yet")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with the service's part in it: passed on, accepted and named in one."""
        if self.against:
            return intake
        part = Happened(
            Step.SENT,
            by.today,
            by.at,
            StepBy.SERVICE,
            referral=new_id(),
            service=self.service,
            name=self.name,
        )
        sent = replace(part, note="They came with it: nobody had to pass it on.")
        named = replace(part, step=Step.NAMED, advocate=self.advocate)
        steps = (sent, replace(part, step=Step.ACCEPTED), named)
        for step in steps:
            intake = with_step(intake, step)
        return intake


def is_against_it(submitter: Submitter) -> bool:
    """Whether the child does not know that we were told, or does not agree, as they say."""
    return Knows.NO in (submitter.child_knows, submitter.child_agrees)


def stands_against(intake: Intake, service: AdvocacyService | None, by: By) -> str:
    """Why whoever tells us is not taken as the child's advocate, in a sentence; "" for nothing.

    Whom the child names may be any colleague in the service, who would see the child's name.
    """
    submitter = intake.submitter
    if submitter is None or is_against_it(submitter):
        return NOT_AGREED
    if service is None or not service.is_open_on(by.today):
        return NO_CONTRACT
    if why := service_may_not_act(intake, service):
        return why
    if why := advocate_may_not_act(intake, submitter.name, by.people):
        return why
    colleagues = (one for one in by.people if one.service == service.key and not one.left_at)
    is_meant = any(advocate_may_not_act(intake, one.name, by.people) for one in colleagues)
    return COLLEAGUE_MEANT if is_meant else ""
