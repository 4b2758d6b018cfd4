""" "You said, we did": what of an intake anybody may read, and from when on. Nobody is in it."""

from __future__ import annotations

import re
from datetime import date

from portal.domain.reply_check import Private, Problem, check

LONGEST = 300
# One sentence alone, the day after a closing, says whose it is to whoever lives with the child.
FEWEST = 3
_WEEKS_AT_LEAST = 28
_HIDES = frozenset({Problem.NAME, Problem.LINK, Problem.REFERENCE, Problem.QUOTED})
# A telephone number, a year, or a day: "3 December", "the 3rd".
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMBER = re.compile(rf"\d{{3,}}|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}} (?:{_MONTHS})", re.IGNORECASE)


def not_to_be_shown(sentence: str, private: Private) -> str:
    """Why this may not be shown to everybody, in a sentence; "" where it may."""
    if len(sentence) > LONGEST:
        return f"One sentence, of at most {LONGEST} characters."
    found = [one.shown for one in check(sentence, private).findings if one.problem in _HIDES]
    found += [one[0] for one in _NUMBER.finditer(sentence)]
    if found:
        return f"It could tell whose it is: {', '.join(dict.fromkeys(found))}."
    return ""


def shown_from(closed_on: date) -> date:
    """From when it is shown: the first of a month, four weeks or more after it was closed.

    With the others of that month, so that nobody can tell which came of which closing.
    """
    earliest = date.fromordinal(closed_on.toordinal() + _WEEKS_AT_LEAST)
    year, month = earliest.year, earliest.month
    return date(year + month // 12, month % 12 + 1, 1)
