"""The calendar that due dates are counted on: England's bank holidays and the office's own."""

from datetime import date
from functools import cache

from portal.domain.clock import WorkingDays


@cache
def england(extra_closed: frozenset[date] = frozenset()) -> WorkingDays:
    """Working days in England, less the days on which this office is closed as well.

    The one-off holidays are in it as far as the installed `holidays` package knows them;
    one that is proclaimed later goes into `extra_closed` until the package is updated.
    """
    return WorkingDays(lambda day: day in extra_closed or day in _bank_holidays(day.year))


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # One year at a time and frozen: the package's own table fills itself while it is read,
    # which two threads must not share. It is slow to import, so only who counts pays for it.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", "ENG", years=year, expand=False))
