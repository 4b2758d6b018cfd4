"""Working days in London: when a person reads what came in, and when it is answered.

A day is a London day, whatever the server's clock says. The day of receipt is day 0, also
when it is a Sunday; day 1 is the next working day. Working days leave out Saturdays,
Sundays and the closed days that are passed in (England's bank holidays).

Source: regulation 2 of the Children Act 1989 Representations Procedure (England)
Regulations 2006, SI 2006/1738.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

London = ZoneInfo("Europe/London")

READ_DAYS = 2
ANSWER_DAYS = 10

_SATURDAY = 5
_DAY = timedelta(days=1)


class NaiveTimeError(ValueError):
    """A time without a time zone cannot be put on a London day."""


class OfficeHoursError(ValueError):
    """An office opens before it closes."""


@dataclass(frozen=True, slots=True)
class DueDates:
    """The two dates a child is told, as London days. Each is kept until its day ends."""

    read_by: date
    answer_by: date


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days on which the office works. `is_closed` says which weekdays it does not."""

    is_closed: Callable[[date], bool]

    def is_working(self, day: date) -> bool:
        """True on a weekday that is not closed."""
        return day.weekday() < _SATURDAY and not self.is_closed(day)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`; `day` itself, working or not, where n is 0.

        :raise ValueError: n is negative.
        """
        if n < 0:
            raise ValueError("n must not be negative")
        for _ in range(n):
            day = self._next(day)
        return day

    def count(self, since: date, until: date) -> int:
        """How many working days lie after `since`, up to and with `until`; 0 where none do."""
        between = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
        return sum(map(self.is_working, between))

    def due_dates(
        self, received_at: datetime, read_days: int = READ_DAYS, answer_days: int = ANSWER_DAYS
    ) -> DueDates:
        """The days by which somebody reads, and answers, what came in at `received_at`.

        :raise NaiveTimeError: `received_at` has no time zone.
        """
        received = london_day(received_at)
        return DueDates(self.add(received, read_days), self.add(received, answer_days))

    def next_reading_at(self, now: datetime, opens: time, closes: time) -> datetime:
        """When a person next reads, in London time: `now` itself within office hours.

        `opens` is within the hours and `closes` is not.

        :raise NaiveTimeError: `now` has no time zone.
        :raise OfficeHoursError: `opens` is not before `closes`.
        """
        if opens >= closes:
            raise OfficeHoursError("The office must open before it closes")
        here = _in_london(now)
        if not self.is_working(here.date()) or here.time() >= closes:
            return datetime.combine(self._next(here.date()), opens, London)
        return max(here, datetime.combine(here.date(), opens, London))

    def is_open(self, now: datetime, opens: time, closes: time) -> bool:
        """Whether the office is open at `now`: on a working day, within its hours.

        :raise NaiveTimeError: `now` has no time zone.
        :raise OfficeHoursError: `opens` is not before `closes`.
        """
        return self.next_reading_at(now, opens, closes) == now

    def add_office_time(
        self, moment: datetime, length: timedelta, opens: time, closes: time
    ) -> datetime:
        """When the office has been open for `length` since `moment`, in London time.

        Never after closing time: what ends with the day ends at `closes`. Nought gives the next
        moment at which it is open.

        :raise NaiveTimeError: `moment` has no time zone.
        :raise OfficeHoursError: `opens` is not before `closes`.
        """
        at = self.next_reading_at(moment, opens, closes)
        while (left := datetime.combine(at.date(), closes, London) - at) < length:
            length -= left
            at = self.next_reading_at(at + left, opens, closes)
        return at + length

    def _next(self, day: date) -> date:
        day += _DAY
        while not self.is_working(day):
            day += _DAY
        return day


def london_day(moment: datetime) -> date:
    """The day that it is in London at `moment`, which in summer begins an hour before UTC's.

    :raise NaiveTimeError: `moment` has no time zone.
    """
    return _in_london(moment).date()


def _in_london(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NaiveTimeError("A time needs a time zone")
    return moment.astimezone(London)
