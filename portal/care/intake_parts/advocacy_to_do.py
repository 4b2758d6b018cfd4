"""What to do about someone to speak up, in sentences, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.care.decision_forms.wish import said_since
from portal.care.intake_parts.advocacy_steps import what
from portal.care.intake_parts.reach import reach
from portal.desk.days_said import on_day
from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.advocate_wait import not_told_yet
from portal.domain.intake import Intake
from portal.domain.pauses import running as running_pause
from portal.domain.referral import Referral, current, waits_to_be_sent
from portal.domain.referral_sight import advocate_may_know, of_the_service
from portal.domain.referral_steps import Step
from portal.domain.running_referral import contract_is_over, has_left
from portal.domain.staff import StaffMember
from portal.settings import Fallback


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the intake. `people`: everybody with an account, also who left."""

    today: date
    services: tuple[AdvocacyService, ...] = ()
    people: tuple[StaffMember, ...] = ()
    fall_back: Fallback | None = None


def to_do(intake: Intake, due_on: date | None, around: Around) -> Iterator[str]:
    """All of it; `due_on`: by when a service says yes, None where nobody waits."""
    part = current(intake)
    if part and due_on:
        yield _ring(part.name, service_named(part.service, around.services))
        yield from _unseen(intake, part, around.people)
    if waits_to_be_sent(intake):
        yield "No service has it now: pass it to one."
    if part:
        yield from _no_more(part, around)
    yield from _to_the_child(intake, due_on, around)
    if said_since(intake):
        yield "They said more since they agreed what the service reads: ask whether it may."
    pause = running_pause(intake.triage.pauses)
    if pause and part and part.accepted_on:
        yield f"Stage One is paused still: end the pause with {on_day(part.accepted_on)}."


def _unseen(intake: Intake, part: Referral, people: tuple[StaffMember, ...]) -> Iterator[str]:
    """That nobody there finds it: a service without accounts, or the child names those it has."""
    if not any(advocate_may_know(one, intake) for one in of_the_service(part.service, people)):
        yield f"Nobody of {part.name} finds it at their desk: ask them in another way."


def _to_the_child(intake: Intake, due_on: date | None, around: Around) -> Iterator[str]:
    """What they are owed, and when: where no way is safe, only once they come back."""
    waits_to_hear, is_open = not_told_yet(intake), reach(intake).is_open
    if due_on and due_on < around.today:
        yield _to_the(around.fall_back, is_open=is_open)
    # That somebody speaks up who has left is nothing to tell.
    if waits_to_hear and not (
        waits_to_hear.step is Step.NAMED and _is_gone(current(intake), around)
    ):
        tell = "Tell the child" if is_open else "When they come back, tell them"
        yield f"{tell}: {what(waits_to_hear)}, on {on_day(waits_to_hear.on)}."


def _no_more(part: Referral, around: Around) -> Iterator[str]:
    """That the service has no contract any more, or the advocate no account."""
    if contract_is_over(part, around.services, around.today):
        yield f"{part.name} has no contract now. Ask them: they go on, or they hand it back."
    if _is_gone(part, around):
        yield f"{part.advocate} left {part.name}. Ask who speaks up for the child now."


def _is_gone(part: Referral | None, around: Around) -> bool:
    if part is None or not part.advocate:
        return False
    return has_left(part.advocate, part.service, around.people)


def _ring(name: str, service: AdvocacyService | None) -> str:
    if service and service.phone:
        return f"Ring {name}: {service.phone}."
    return f"Ask {name}. No number of theirs is known here."


def _to_the(fall_back: Fallback | None, *, is_open: bool) -> str:
    if fall_back is None:
        return "No fall-back is set: a person decides who helps this child now."
    who = f"{fall_back.name}: {fall_back.number}, {fall_back.when}."
    if not is_open:
        return f"When they come back, put them in touch with {who}"
    return f"Put the child in touch with {who}"
