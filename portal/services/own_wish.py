"""What a child says themselves of the advocate they want, at any time: a dated step of theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from portal.domain.advocate_wait import not_told_yet
from portal.domain.clock import london_day
from portal.domain.decisions.advocacy import with_step
from portal.domain.flags import FlagName
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import REFUSALS, asked_on, current, status
from portal.domain.referral import Status as Standing
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.screening import screen
from portal.services import own_steps
from portal.services.office import Office
from portal.services.take_over import below


class Choice(StrEnum):
    """What a child can say of it."""

    WANT = "want"
    ANOTHER = "another"
    """Another advocate, or another service."""
    NOBODY = "nobody"
    TRUSTED = "trusted"
    """Somebody they trust helps them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a child says this time. None and "": nothing.

    `service` is the key of the one they choose among those that may be theirs; "": we may choose.
    """

    choice: Choice | None = None
    service: str | None = None
    not_them: str = ""
    trusted_who: str = ""


def choices_for(intake: Intake) -> tuple[Choice, ...]:
    """What a child may choose as it stands now."""
    if current(intake):
        return (Choice.ANOTHER, Choice.TRUSTED, Choice.NOBODY)
    if asked_on(intake):
        return (Choice.TRUSTED, Choice.NOBODY)
    standing = status(intake)
    rest = {Standing.TRUSTED: (Choice.NOBODY,), Standing.REFUSED: (Choice.TRUSTED,)}
    return (Choice.WANT, *rest.get(standing, (Choice.TRUSTED, Choice.NOBODY)))


def with_wish(intake: Intake, wish: Wish, at: datetime, *, steps_shown: int) -> Intake:
    """The intake with what the child says: a step where it changes something, and their words.

    The page showed the first `steps_shown` steps. What it offered and others have overtaken changes
    nothing, and nor does pressing it twice.
    """
    after = replace(intake, wish=_said(intake.wish, wish))
    step = _step(intake, wish)
    since = intake.triage.advocacy_steps[steps_shown:]
    is_again = any(one.step is step and one.by is StepBy.CHILD for one in since)
    if step is not None and not is_again:
        after = with_step(after, _happened(after, step, at))
    texts = (wish.not_them, wish.trusted_who)
    flags = (flag for text in texts if text for flag in screen(text, intake.language))
    return after.with_flags(*(flag for flag in flags if flag.name is FlagName.URGENT))


def _said(before: AdvocateWish, wish: Wish) -> AdvocateWish:
    trusted = before.trusted if wish.choice is None else wish.choice is Choice.TRUSTED
    return AdvocateWish(
        service=before.service if wish.service is None else wish.service,
        not_them=below(before.not_them, wish.not_them),
        trusted=trusted,
        trusted_who=below(before.trusted_who, wish.trusted_who),
    )


def _step(intake: Intake, wish: Wish) -> Step | None:
    if wish.choice not in choices_for(intake):
        running = current(intake)
        is_new = wish.service and wish.service != intake.wish.service
        is_other = running is not None and is_new and wish.service != running.service
        return Step.CHANGED if is_other else None
    if wish.choice is Choice.NOBODY:
        return Step.NO_LONGER_WANTED if asked_on(intake) else Step.DECLINED
    return _STEPS[wish.choice]


_STEPS = {
    Choice.WANT: Step.REQUESTED,
    Choice.ANOTHER: Step.CHANGED,
    Choice.TRUSTED: Step.TRUSTED,
}


def _happened(intake: Intake, step: Step, at: datetime) -> Happened:
    """The child's step; where a service has it, of its part."""
    bare = Happened(step, london_day(at), at, StepBy.CHILD)
    running = current(intake)
    is_of_part = running is not None and step in {Step.CHANGED, Step.TOLD, *REFUSALS}
    if running is None or not is_of_part:
        return bare
    return replace(bare, referral=running.id, service=running.service, name=running.name)


def with_told(intake: Intake, at: datetime) -> Intake:
    """The intake once the child has read how it stands: with that, where there was news."""
    if not_told_yet(intake) is None:
        return intake
    return with_step(intake, _happened(intake, Step.TOLD, at))


def keep_told(connection: Connection, office: Office, before: Intake, now: datetime) -> Intake:
    """Keep that the child reads how it stands. Nobody needs to look again for it."""
    after = with_told(before, now)
    return own_steps.keep(
        connection, office, before, after, (), now, action="child.told", looks_again=False
    )
