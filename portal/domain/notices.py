"""Which notices are due: whom to tell, by a mail without content, that something waits.

Who may not know of an intake is never told of it, not even that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from portal.domain.clock import London, WorkingDays, london_day
from portal.domain.staff import Audience, Role, StaffMember

# How long something urgent may lie unopened before it is told again, and to one more person.
ROUND = timedelta(minutes=15)
ONCE = "once"
# A notice that speaks of no intake.
NOTHING = ""


class NoticeKind(StrEnum):
    """Why somebody is told. It stands in our own table alone, never in the mail."""

    URGENT = "urgent"
    """Something urgent came in, and nobody opened it yet."""
    NOBODYS = "nobodys"
    """Nobody has it, some working hours after it came in."""
    DUE = "due"
    """It is due today, or on the next working day."""
    OVERDUE = "overdue"
    """Its day has passed; so has that of an advocate who was asked for."""
    DAILY = "daily"
    """The service lives: on every working day, whatever happened."""
    REFERRAL = "referral"
    """A child's wish was passed to this advocacy service, which has not said yes. `about` is the
    referral's id."""
    UNACCEPTED = "unaccepted"
    """A child waits for an advocate, and no service said yes in time."""


@dataclass(frozen=True, slots=True)
class Notice:
    """That one address is told once. `about` is an intake's id, or NOTHING.

    The same `occasion` is never told twice: a round, a day, or ONCE.
    """

    kind: NoticeKind
    about: str
    address: str
    occasion: str


@dataclass(frozen=True, slots=True)
class Watched:
    """What counts of an open intake. `said_at` is when something was last said in it."""

    id: str
    audience: Audience
    received_at: datetime
    said_at: datetime
    due_on: date
    is_urgent_unseen: bool = False
    assigned_to: str | None = None
    passed_to: str | None = None
    barred: frozenset[str] = frozenset()

    def may_be_known_by(self, member: StaffMember) -> bool:
        """As portal.db.desk.may_know, of one intake."""
        if member.id in self.barred:
            return False
        is_passed = self.passed_to == member.id and self.audience is not Audience.CLEARED
        return self.audience in member.audiences or (member.has(Role.MANAGER) and is_passed)


@dataclass(frozen=True)
class Situation:
    """The people, the calendar and the moment that decide who is told.

    `on_duty` are the addresses of those on duty now; one may belong to nobody with an account.
    """

    members: tuple[StaffMember, ...]
    on_duty: tuple[str, ...]
    days: WorkingDays
    office_hours: tuple[time, time]
    nobodys_after: timedelta
    now: datetime

    @cached_property
    def _by_address(self) -> dict[str, StaffMember]:
        return {member.email: member for member in self.members}

    @cached_property
    def _by_id(self) -> dict[str, StaffMember]:
        return {member.id: member for member in self.members}

    @property
    def today(self) -> date:
        """The London day."""
        return london_day(self.now)

    @property
    def last_day_told(self) -> date:
        """What is due by then is told today: the next working day."""
        return self.days.add(self.today, 1)

    @property
    def is_time_for_the_day(self) -> bool:
        """Whether the office has opened today: then the day's notices are due."""
        opened = self.now.astimezone(London).time() >= self.office_hours[0]
        return opened and self.days.is_working(self.today)

    def may_be_told(self, address: str, intake: Watched) -> bool:
        """Whether this address may be told that there is this intake.

        Nobody knows who reads an address without an account: it is told of what every officer
        may know, and of nothing that somebody is kept from.
        """
        member = self._by_address.get(address)
        if member is None:
            return intake.audience is Audience.CARE and not intake.barred
        return intake.may_be_known_by(member)

    def is_here(self, address: str) -> bool:
        """Whether nobody left who had this address."""
        member = self._by_address.get(address)
        return member is None or member.left_at is None

    def line(self, intake: Watched) -> list[str]:
        """Who is told of it, the first first: those on duty who may know of it.

        Then, where few may know of it or nobody on duty does, whoever else may.
        """
        line = [address for address in self.on_duty if self.may_be_told(address, intake)]
        if line and intake.audience is Audience.CARE:
            return line
        officers = (member for member in self.members if member.has(Role.OFFICER))
        others = [member.email for member in officers if intake.may_be_known_by(member)]
        return list(dict.fromkeys([*line, *others]))

    def holders(self, intake: Watched) -> list[str]:
        """Who has it, and whom it was passed to; where it is nobody's, the first in line."""
        ids = dict.fromkeys((intake.assigned_to, intake.passed_to))
        people = [self._by_id[one] for one in ids if one in self._by_id]
        found = [member.email for member in people if intake.may_be_known_by(member)]
        return found or self.line(intake)[:1]


def urgent(situation: Situation, intakes: Iterable[Watched]) -> Iterator[Notice]:
    """For each that is urgent and unopened: the first in line at once, one more every ROUND."""
    for intake in intakes:
        round_ = max(situation.now - intake.said_at, timedelta()) // ROUND + 1
        occasion = f"{intake.said_at.astimezone(UTC):%Y%m%dT%H%M%SZ}/{round_}"
        for address in situation.line(intake)[:round_]:
            yield Notice(NoticeKind.URGENT, intake.id, address, occasion)


def nobodys(situation: Situation, intakes: Iterable[Watched]) -> Iterator[Notice]:
    """For each that nobody has, once: the first in line, when it has been so too long."""
    for intake in intakes:
        late_at = situation.days.add_office_time(
            intake.received_at, situation.nobodys_after, *situation.office_hours
        )
        if intake.assigned_to is None and late_at <= situation.now:
            for address in situation.line(intake)[:1]:
                yield Notice(NoticeKind.NOBODYS, intake.id, address, ONCE)


def of_the_day(situation: Situation, intakes: Iterable[Watched]) -> Iterator[Notice]:
    """For each officer one, and for whoever has what is due or overdue; nothing before opening."""
    if not situation.is_time_for_the_day:
        return
    occasion = situation.today.isoformat()
    for member in situation.members:
        if member.has(Role.OFFICER):
            yield Notice(NoticeKind.DAILY, NOTHING, member.email, occasion)
    for intake in intakes:
        if intake.due_on <= situation.last_day_told:
            is_overdue = intake.due_on < situation.today
            kind = NoticeKind.OVERDUE if is_overdue else NoticeKind.DUE
            for address in situation.holders(intake):
                yield Notice(kind, intake.id, address, occasion)


def is_still_wanted(situation: Situation, notice: Notice, intake: Watched | None) -> bool:
    """Whether a notice that was not sent yet is still to be sent. `intake` None: it was closed."""
    if notice.about == NOTHING:
        return situation.is_here(notice.address)
    if intake is None or not situation.may_be_told(notice.address, intake):
        return False
    return intake.is_urgent_unseen or notice.kind is not NoticeKind.URGENT
