"""What every change of an advocacy service is checked for: keys, names, days, areas, numbers.

Each check raises portal.domain.decisions.RefusedError about its field.
"""

from __future__ import annotations

import re
from datetime import date

from portal.domain.advocacy import AdvocacyService, Contract, service_named
from portal.domain.conflicts import service_called
from portal.domain.decisions.base import RefusedError
from portal.domain.names import LONGEST_NAME, in_a_line

# As long as the columns in which they are kept.
LONGEST_PHONE = 40
# As it stands in addresses and in the audit; "new" is the page for a new one.
_KEY = re.compile(r"(?!new$)[a-z][a-z0-9-]{1,39}", re.ASCII)
_PHONE = re.compile(r"(?=(?:\D*\d){3})[+(\d][\d ()-]*", re.ASCII)
# Further away it is a slip of the finger.
_YEARS = range(1900, 2200)
_LONGEST_AREA, _MOST_AREAS = 80, 60


def refuse_key(key: str, services: tuple[AdvocacyService, ...]) -> None:
    """Refuse a key that cannot be, or is another service's."""
    if not _KEY.fullmatch(key):
        said = 'Please give a short key of small letters, figures and "-", like upfront.'
        raise RefusedError("key", said)
    if service_named(key, services):
        raise RefusedError("key", "There is a service with this key already.")


def a_name(typed: str, others: tuple[AdvocacyService, ...]) -> str:
    """The name in one line, refused where it is empty, too long or another service's."""
    name = in_a_line(typed)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise RefusedError("name", f"Please give a name of at most {LONGEST_NAME} characters.")
    # Who may not act for a child is found by name too: it must mean one service alone.
    if service_called(name, others):
        raise RefusedError("name", "Another service is called that, or was.")
    return name


def a_day(field: str, day: date | None, which: str) -> date:
    """The day, refused where there is none; `which` says which one is asked for."""
    if day is None:
        raise RefusedError(field, f"Please say {which}.")
    if day.year not in _YEARS:
        raise RefusedError(field, "Please look at the year.")
    return day


def an_end(field: str, day: date, contract: Contract) -> None:
    """Refuse a last day before the contract's first."""
    a_day(field, day, "the last day")
    if day < contract.starts_on:
        said = f"It starts on {day_in_words(contract.starts_on)} and cannot end before that."
        raise RefusedError(field, said)


def refuse_areas(areas: tuple[str, ...]) -> None:
    """Refuse areas that no line of a form holds."""
    wrong = [one for one in areas if not 0 < len(one) <= _LONGEST_AREA or not one.isprintable()]
    if wrong or len(areas) > _MOST_AREAS:
        said = f"Please give at most {_MOST_AREAS} areas, each of at most {_LONGEST_AREA}"
        raise RefusedError("areas", f"{said} characters.")


def refuse_twice(field: str, contract: Contract, service: AdvocacyService) -> None:
    """Refuse a contract that the service has already."""
    # A button that is pressed twice must not make two of it.
    if contract in service.contracts:
        raise RefusedError(field, "There is such a contract with these days already.")


def day_in_words(day: date) -> str:
    """A day as a sentence has it."""
    return day.strftime("%-d %B %Y")


def a_phone(field: str, number: str) -> None:
    """Refuse what nobody can ring."""
    if len(number) > LONGEST_PHONE or not _PHONE.fullmatch(number):
        said = f"Please give a telephone number of at most {LONGEST_PHONE} characters,"
        raise RefusedError(field, f"{said} like 0800 123 4567.")
