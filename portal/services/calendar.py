"""The calendar that due dates are counted on: England's bank holidays and the office's own.

The holidays stand in a file that is made from the `holidays` package, which takes 10 MB of
every worker to say what is known years ahead. A test holds the file to the package.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from portal.domain.clock import WorkingDays

FILE = Path(__file__).with_name("england_bank_holidays.txt")
FIRST_YEAR, LAST_YEAR = 2006, 2060


@cache
def england(extra_closed: frozenset[date] = frozenset()) -> WorkingDays:
    """Working days in England, less the days on which this office is closed as well.

    One-off holidays are in it as far as they were known when the file was made; one that is
    proclaimed later goes into `extra_closed`, or into a new file. After `LAST_YEAR` no holiday
    is known, and only weekends are left out.
    """
    closed = _bank_holidays() | extra_closed
    return WorkingDays(closed.__contains__)


@cache
def _bank_holidays() -> frozenset[date]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(date.fromisoformat(line) for line in lines if not line.startswith("#"))
