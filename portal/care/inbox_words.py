"""What a list says of an intake: flags and their reasons, kinds, languages and days, in words."""

from __future__ import annotations

from datetime import date, datetime

from portal.care.intake_parts.answers import KINDS
from portal.db.inbox_lists import Show
from portal.desk.language_names import language_name
from portal.domain.clock import London, london_day
from portal.domain.flags import Flag, FlagName
from portal.services.inbox import Due

__all__ = ["KINDS", "language_name"]

LISTS = {
    Show.ALL: "All open",
    Show.NEW: "New",
    Show.MINE: "Mine",
    Show.NOBODYS: "Nobody's",
    Show.URGENT: "Urgent",
    Show.ADVOCACY: "Advocate wanted",
    Show.OVERDUE: "Overdue",
    Show.CLOSED: "Closed",
}
# What is passed to a manager: nobody but customer care opens it first, or has it to deal with.
LISTS_OF_MANAGERS = frozenset({Show.ALL, Show.URGENT, Show.OVERDUE, Show.CLOSED})
NOTHING = {
    Show.ALL: "Nothing is open. What comes in by web form or text message appears here.",
    Show.NEW: "Everything that came in has been opened by somebody.",
    Show.MINE: "Nothing open is yours. Look among what is nobody's.",
    Show.NOBODYS: "Everything that is open has somebody who looks after it.",
    Show.URGENT: "Nothing open is flagged as urgent.",
    Show.ADVOCACY: "No child is waiting for an advocate.",
    Show.OVERDUE: "Nothing is overdue.",
    Show.CLOSED: "Nothing has been closed yet.",
}
NOTHING_SO = "Nothing fits all that you chose. Take one of the choices away."
_FLAGS = {
    FlagName.URGENT: "danger",
    FlagName.ADVOCACY: "advocate",
    FlagName.NOT_SCREENED: "not screened",
    FlagName.OPTED_OUT: "wants no more texts",
    FlagName.SUSPECT: "may not be genuine",
    FlagName.UNREACHED: "not reached",
}
# Rules whose names do not read as words.
_RULES = {
    "self-harm": "self-harm",
    "asked": "asked for one",
    "opted-out": "",
    "told-to-stop": "told to stop",
    "worse-since": "it got worse",
    "text-not-delivered": "a text did not arrive",
    "text-failed": "a text could not go",
    "text-refused": "a text was held back",
    "phone-not-confirmed": "nobody said if the phone is theirs",
    "answered-not-safe": "answered 'not safe'",
    "answered-not-sure-if-safe": "answered 'not sure if safe'",
}
_BY = {
    Due.READ: "read by",
    Due.ADVOCATE: "an advocate by",
    Due.ANSWER: "answer by",
    Due.NEXT: "next step by",
}


def flag_in_words(flag: Flag) -> str:
    """A flag and the rule that raised it: "danger: self-harm"."""
    rule = _RULES.get(flag.rule, flag.rule.replace("-", " "))
    return f"{_FLAGS[flag.name]}: {rule}" if rule else _FLAGS[flag.name]


def clock_in_words(due: Due, due_on: date, today: date) -> tuple[str, str]:
    """How urgent a day is, and what is due by it: ("overdue", "read by Thu 26 Nov")."""
    standing = "overdue" if due_on < today else "today" if due_on == today else ""
    return standing, f"{_BY[due]} {day_in_short(due_on, today)}"


def day_in_short(day: date, today: date) -> str:
    """ "Thu 26 Nov"; with the year where it is another than today's."""
    return f"{day:%a %-d %b}" if day.year == today.year else f"{day:%a %-d %b %Y}"


def time_in_short(moment: datetime, today: date) -> str:
    """ "Thu 26 Nov, 09:30", in London."""
    here = moment.astimezone(London)
    return f"{day_in_short(london_day(moment), today)}, {here:%H:%M}"


def refused_texts(count: int) -> str:
    """That requests to the text line were refused today, and what to do; "" where none were."""
    if not count:
        return ""
    times = "1 request" if count == 1 else f"{count} requests"
    return (
        f"{times} knocked at the text line today with a wrong signature and got no further."
        " Texts of children may come late: ask whoever runs Heard to run flask doctor."
    )
