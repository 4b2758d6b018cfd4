"""What a decision is: made by somebody at a time, refused in a sentence, or applied as a whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from portal.domain.advocacy import AdvocacyService
from portal.domain.clock import ANSWER_DAYS, READ_DAYS, London, WorkingDays, london_day
from portal.domain.deadlines import Rules
from portal.domain.intake import Intake
from portal.domain.reach import Reach
from portal.domain.staff import NameOf, Role, StaffMember


class RefusedError(ValueError):
    """This cannot be decided so. `field` is what to look at, the message says why, to an adult."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, when, and by what this council set. `people` is everybody who ever worked here.

    `services` are all advocacy services, those whose contract is over as well. `reach` is what may
    go to the child by text now, None where nobody looked.
    """

    staff_id: str
    at: datetime
    days: WorkingDays
    people: tuple[StaffMember, ...] = ()
    answer_days: int = ANSWER_DAYS
    pause_counts: bool = False
    services: tuple[AdvocacyService, ...] = ()
    reach: Reach | None = None

    @property
    def today(self) -> date:
        """The London day."""
        return london_day(self.at)

    @property
    def rules(self) -> Rules:
        """What days of answers are counted by."""
        return Rules(self.days, READ_DAYS, self.answer_days, self.pause_counts)

    def person(self, field: str, staff_id: str) -> StaffMember:
        """Somebody who works here.

        :raise RefusedError: nobody here has this id, or not any more.
        """
        for one in self.people:
            if one.id == staff_id and one.left_at is None:
                return one
        raise RefusedError(field, "They do not work here any more. Please choose somebody else.")


def said(label: str, default: Any = "", *, is_person: bool = False) -> Any:
    """A field of a decision that its history shows under `label`; `is_person`: a staff id."""
    return field(default=default, metadata={"label": label, "is_person": is_person})


@dataclass(frozen=True, slots=True)
class Decision(ABC):
    """One thing decided. `kind` stands in addresses, tables and the audit; `label` on pages.

    `decided_by` are the roles that may make it. `on_closed`: whether it can be made about an
    intake that is closed.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    decided_by: ClassVar[frozenset[Role]] = frozenset({Role.OFFICER})
    on_closed: ClassVar[bool] = False

    @abstractmethod
    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake as it is after this decision.

        :raise RefusedError: it cannot be decided so.
        """

    def rows(self, name_of: NameOf) -> list[tuple[str, str]]:
        """What the history says of it: (label, value), what was left out left out."""
        found = []
        for one in fields(self):
            label, value = one.metadata.get("label"), getattr(self, one.name)
            if one.metadata.get("is_person"):
                value = _names(value, name_of)
            if label and (text := as_text(value)):
                found.append((label, text))
        return found


def _names(value: tuple[str, ...] | str | None, name_of: NameOf) -> str:
    people = value if isinstance(value, tuple) else (value,)
    return ", ".join(name_of(person) if person else "nobody" for person in people)


def as_text(value: object) -> str:
    """A value as the history says it, times in London; "" for nothing."""
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.astimezone(London).strftime("%-d %B %Y, %H:%M")
    if isinstance(value, date):
        return value.strftime("%-d %B %Y")
    if isinstance(value, StrEnum):
        return value if " " in value or value[:1].isupper() else value.replace("_", " ")
    return "" if value is None else str(value)


def not_empty(field: str, value: str, message: str) -> None:
    """Refuse a value of nothing but spaces.

    :raise RefusedError: it is one.
    """
    if not value.strip():
        raise RefusedError(field, message)


def day_said(field: str, day: date | None, intake: Intake, by: By) -> date:
    """The day on which something was done about an intake.

    :raise RefusedError: none was said, it is to come, or it is before the intake came.
    """
    if day is None:
        raise RefusedError(field, "Please say on which day.")
    if day > by.today:
        raise RefusedError(field, "That day is still to come.")
    if day < london_day(intake.received_at):
        raise RefusedError(field, "That is before it came to us.")
    return day


def kinds_of(*decisions: type[Decision]) -> Iterator[tuple[str, type[Decision]]]:
    """Each decision under its kind."""
    return ((decision.kind, decision) for decision in decisions)
