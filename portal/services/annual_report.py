"""The yearly report: what was received in a period, counted, beside earlier years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from portal.db import earlier_years, reported
from portal.domain.advocacy_numbers import Counted, Period
from portal.domain.annual.counting import Counts, Fact, count
from portal.domain.annual.report import YEARS, Report, report, year_name
from portal.domain.annual.themes import Rising, rising
from portal.domain.clock import London, london_day
from portal.services import advocacy_numbers
from portal.services.office import Office

_NO_ADVOCACY = Counted()


def of_period(
    connection: Connection, office: Office, period: Period, now: datetime, team: str = ""
) -> Report:
    """The report of this period as it stands `now`; `team` "": of every team.

    Earlier years stand beside a whole year of all teams: what was counted here, and what was
    imported of them, added up. What was imported names no team.
    """
    today = london_day(now)
    counts = _counted(connection, office, period, today, team)
    earlier: dict[str, Counts] = {}
    advocacy = _NO_ADVOCACY
    if not team:
        advocacy = advocacy_numbers.of_period(connection, office, period).total
        years = list(_years_before(period)) if _is_year(period) else []
        imported = earlier_years.of_years(connection, map(year_name, [*years, period]))
        earlier = {
            year_name(one): _added(
                _counted(connection, office, one, today, ""), imported[year_name(one)]
            )
            for one in years
        }
        counts = _added(counts, imported[year_name(period)])
    return report(period, counts, earlier, advocacy, team)


def rising_in(
    connection: Connection, office: Office, period: Period, team: str = ""
) -> list[Rising]:
    """The subjects that came more often in these days than in as many before, by team."""
    days = period.last - period.first + timedelta(days=1)
    before = Period(period.first - days, period.last - days)
    return rising(*(_facts(connection, office, one, team) for one in (period, before)))


def _is_year(period: Period) -> bool:
    return Period.report_year(period.first) == period


def _years_before(period: Period) -> Iterator[Period]:
    for back in range(YEARS - 1, 0, -1):
        yield Period.report_year(period.first.replace(year=period.first.year - back))


def _counted(
    connection: Connection, office: Office, period: Period, today: date, team: str
) -> Counts:
    return count(_facts(connection, office, period, team), office.rules, today)


def _facts(connection: Connection, office: Office, period: Period, team: str) -> Iterator[Fact]:
    first, after = _begins(period.first), _begins(period.last + timedelta(days=1))
    facts = reported.received_between(connection, office.keyring, first, after)
    return (one for one in facts if _is_of(one, team))


def _is_of(fact: Fact, team: str) -> bool:
    return not team or fact.intake.triage.team.casefold() == team.casefold()


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, London)


def _added(first: Counts, second: Counts) -> Counts:
    both: Counts = defaultdict(Counter)
    for counts in (first, second):
        for table, lines in counts.items():
            both[table].update(lines)
    return both
