"""Where it is, what we wrote, and what a child can do next, as their own page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.db import comebacks, intakes, messages
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.late_answers import is_late
from portal.domain.messages import Message, Purpose
from portal.domain.next_step import is_passed
from portal.domain.own_steps import asked_for_next_step, next_step
from portal.domain.taxonomy import Stage
from portal.services import comeback_checks, talk
from portal.web.app_office import now, office

_LATER = (Stage.TWO, Stage.THREE)


@dataclass(frozen=True, slots=True)
class Place:
    """One step on the way, and whether that is where it is now. `on` None: no day is known."""

    said: str
    on: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """What customer care wrote. `is_new`: this page is the first to show it.

    `asks`: it is what we understood, and waits for the child to say whether it is right; `said` is
    what they said of it, "" for nothing.
    """

    id: str
    heading: str
    text: str
    on: date
    is_new: bool
    asks: bool
    said: str


@dataclass(frozen=True, slots=True)
class News:
    """All of it. `next_step`: the stage that they may ask for now, None: none.

    `asked_next`: they did, of this stage. `asks_how`: the id of the check that waits, "" for none.
    `got_worse`: the reference of what "worse" opened, "" for nothing.
    """

    places: tuple[Place, ...]
    who: str
    letters: tuple[Letter, ...]
    is_late: bool
    next_step: Stage | None
    asked_next: bool
    is_stopped: bool
    is_finished: bool
    asks_how: str
    got_worse: bool
    may_ask_later: bool | None

    @property
    def is_new(self) -> bool:
        """Whether something is here that they have not seen."""
        return any(letter.is_new for letter in self.letters)


def news(intake: Intake) -> News:
    """What there is for this child now; what it shows counts as read from here on."""
    at, place = now(), office()
    due, today = place.deadlines(intake), london_day(at)
    with place.database.read() as connection:
        written = messages.of_intake(connection, place.keyring, intake.id)
        waits = comeback_checks.waiting(connection, intake)
        checks = comebacks.of_intake(connection, intake.id)
        was_decided = intakes.decisions_about(connection, intake.id) > 0
    if any(one.read_at is None for one in written):
        with place.database.write() as connection:
            talk.read(connection, intake.id, at, at)
    return News(
        places=_places(intake, was_decided=was_decided),
        who=_who(intake),
        letters=tuple(_letter(intake, one) for one in reversed(written)),
        is_late=is_late(intake, due, today),
        next_step=next_step(intake, due, today),
        asked_next=asked_for_next_step(intake) or intake.triage.stage in _LATER,
        is_stopped=intake.triage.withdrawn is not None,
        is_finished=intake.closed_at is not None,
        asks_how=waits.id if waits else "",
        got_worse=any(one.led_to for one in checks),
        may_ask_later=intake.way_back.may_ask_later,
    )


def _places(intake: Intake, *, was_decided: bool) -> tuple[Place, ...]:
    decided = intake.triage
    # What is to be looked at again was read all the same.
    read = intake.seen_at is not None or was_decided
    works = bool(decided.assigned_to) or is_passed(decided)
    answered, closed = decided.answer_sent, intake.closed_at
    reached = [
        (_("We have it"), london_day(intake.received_at), True),
        (_("A person has read it"), None, read or works or answered is not None),
        (_("Someone is working on it"), None, works or answered is not None),
        (_("We have answered"), answered.on if answered else None, answered is not None),
        (_("It is finished"), london_day(closed) if closed else None, closed is not None),
    ]
    last = max(i for i, (_said, _on, is_reached) in enumerate(reached) if is_reached)
    return tuple(
        Place(said, on if is_reached else None, i == last)
        for i, (said, on, is_reached) in enumerate(reached)
    )


def _who(intake: Intake) -> str:
    """Who deals with it: what they are, never who."""
    decided = intake.triage
    if intake.closed_at:
        return ""
    if decided.stage is Stage.THREE:
        panel: str = _("Three people from outside look at it.")
        return panel
    if decided.stage is Stage.TWO:
        someone_new: str = _("Someone new looks into it, and someone from outside watches.")
        return someone_new
    if is_passed(decided):
        manager: str = _("A manager is working on your answer.")
        return manager
    if decided.assigned_to:
        officer: str = _("A person in our team looks after it.")
        return officer
    return ""


def _letter(intake: Intake, one: Message) -> Letter:
    waits = intake.way_back.to_agree
    headings: dict[Purpose, str] = {
        Purpose.ANSWER: _("Our answer"),
        Purpose.STATEMENT: _("This is what we think you told us"),
    }
    return Letter(
        id=one.id,
        heading=headings.get(one.purpose, _("We wrote to you")),
        text=one.text,
        on=london_day(one.written_at),
        is_new=one.read_at is None,
        asks=waits is not None and waits.id == one.id,
        said=_said_of(intake, one),
    )


def _said_of(intake: Intake, one: Message) -> str:
    statement = next((s for s in intake.way_back.statements if s.id == one.id), None)
    if statement is None or statement.waits:
        return ""
    if statement.agreed_at:
        agreed: str = _("You said: that is right.")
        return agreed
    wrong: str = _("You said: that is not right. Write below what should be different.")
    return wrong
