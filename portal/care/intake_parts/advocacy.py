"""Someone to speak up: where the child's wish stands, since when, by whom, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from portal.care.intake_parts.advocacy_steps import what
from portal.care.intake_parts.advocacy_to_do import Around, to_do
from portal.care.intake_parts.rows import Row, typed
from portal.desk.days_said import on_day
from portal.domain.advocate_wait import waits_since
from portal.domain.intake import Intake
from portal.domain.next_step import advocate_steps
from portal.domain.referral import (
    Status,
    all_steps,
    asked_on,
    current,
    referrals,
    status,
    waits_to_be_sent,
)
from portal.domain.referral_steps import Happened, Shares, Step, StepBy

_STANDS = {
    Status.NOT_ASKED: "Nobody asked for one, and none is recorded as offered",
    Status.ASKED: "They ask for one, and no service has it",
    Status.OFFERED: "Offered: no answer yet",
    Status.SENT: "{service} has it, and has not said yes",
    Status.ACCEPTED: "{service} said yes, and not yet who it is",
    Status.NAMED: "{advocate} of {service} is named",
    Status.MET: "{advocate} of {service} speaks up for them",
    Status.ENDED: "The advocate's work is done",
    Status.REFUSED: "They want none",
    Status.TRUSTED: "Somebody whom they trust helps them",
    Status.FALL_BACK: "In touch with the fall-back: {advocate}",
}
_BY = {
    StepBy.CHILD: "the child",
    StepBy.CARE: "customer care",
    StepBy.SERVICE: "the service",
}
_SHARED = {
    Shares.WORDS: "what they told us",
    Shares.DESIRED_OUTCOME: "what would make it better",
    Shares.AGE: "their age",
    Shares.LOOKED_AFTER: "whether they live in care",
    Shares.FEELS_SAFE: "whether they feel safe",
}
_HANDED_BACK, _NOT_THEM = "Why it was handed back", "They said: not this one"
_TRUSTED = "Whom they trust"
_ASIDE = frozenset({_HANDED_BACK, _NOT_THEM, _TRUSTED})
_ANY_TIME = ("advocacy-news", "advocacy-share", "advocacy-answer")
_ALWAYS = "Language, name if given, and how to reach them safely"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step as the page says it; `note` is somebody's own words."""

    on: str
    what: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class SpeakingUp:
    """`alarm`: that nobody said yes in time, with the day; "" while there is time.

    `to_do` are sentences; `leads_to` the kinds of decision that come next, or may at any time.
    """

    headline: str
    alarm: str
    to_do: tuple[str, ...]
    leads_to: tuple[str, ...]
    rows: tuple[Row, ...]
    steps: tuple[StepTaken, ...]

    def for_manager(self) -> SpeakingUp:
        """Where it stands and when: not what was noted, to do, or said of who it should be."""
        return replace(
            self,
            to_do=(),
            rows=tuple(row for row in self.rows if row.label not in _ASIDE),
            steps=tuple(replace(one, note="") for one in self.steps),
        )


def speaking_up(intake: Intake, due_on: date | None, around: Around) -> SpeakingUp:
    """Where it stands today; `due_on`: by when a service says yes, None where nobody waits."""
    is_late = due_on is not None and due_on < around.today
    return SpeakingUp(
        headline=_headline(intake),
        alarm=_alarm(due_on) if is_late and due_on and not intake.closed_at else "",
        to_do=tuple(to_do(intake, due_on, around)),
        leads_to=(*advocate_steps(intake, is_late=is_late), *_ANY_TIME),
        rows=tuple(row for row in _rows(intake, due_on) if row.value),
        steps=tuple(map(_taken, reversed(list(all_steps(intake))))),
    )


def _headline(intake: Intake) -> str:
    part, stands = current(intake), status(intake)
    advocate = part.advocate if part else ""
    if stands is Status.FALL_BACK:
        advocate = _last_fall_back(intake)
    return _STANDS[stands].format(service=part.name if part else "", advocate=advocate)


def _last_fall_back(intake: Intake) -> str:
    steps = reversed(intake.triage.advocacy_steps)
    return next((one.advocate for one in steps if one.step is Step.FALL_BACK), "")


def _alarm(due_on: date) -> str:
    return f"Late: no service said yes by {on_day(due_on)}"


def _rows(intake: Intake, due_on: date | None) -> Iterator[Row]:
    part, wish = current(intake), intake.wish
    asked, since = asked_on(intake), waits_since(intake)
    yield Row("Asked on", on_day(asked) if asked != since else "")
    yield Row("Waits since", on_day(since))
    yield typed(_HANDED_BACK, _why_it_came_back(intake))
    yield Row("A yes is due by", on_day(due_on))
    if part:
        yield Row("Service", part.name)
        yield Row("Advocate", part.advocate or "Not named yet")
        yield Row("It reads", "; ".join([_ALWAYS, *_shared(part.shares)]))
    yield typed(_NOT_THEM, wish.not_them)
    if wish.trusted:
        yield typed(_TRUSTED, wish.trusted_who or "They did not say who")


def _why_it_came_back(intake: Intake) -> str:
    """In the words of the service that had it last; "" where another has it, or it is over."""
    parts = referrals(intake.triage.advocacy_steps) if waits_to_be_sent(intake) else ()
    over = parts[-1].over if parts else None
    return over.note if over and over.step is Step.HANDED_BACK else ""


def _shared(shares: Iterable[Shares]) -> list[str]:
    agreed = set(shares)
    return [_SHARED[one] for one in Shares if one in agreed]


def _taken(step: Happened) -> StepTaken:
    shared = ", ".join(_shared(step.shares))
    said = f"{what(step)}. Agreed to share {shared}" if shared else what(step)
    return StepTaken(on_day(step.on), said, _BY[step.by], step.note)
