"""Advocacy services: who can speak up for a child, under which name, and from when to when.

Services change their names and contracts end, so every one is dated and comes from settings.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from portal.domain.taxonomy import LookedAfter


class AdvocacyServicesError(ValueError):
    """The services cannot be used; the message says in one sentence what they must have."""


class Serves(StrEnum):
    """Which children a service speaks up for."""

    LOOKED_AFTER = "looked_after"
    NOT_LOOKED_AFTER = "not_looked_after"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name, and the first day it is used."""

    name: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class AdvocacyService:
    """One contract. `names` run from the oldest to the newest.

    `phone` is None where the number is not known, so nothing is offered to ring. `ends_on` is
    the last day of the contract; None means that it is open.
    """

    key: str
    names: tuple[DatedName, ...]
    serves: Serves
    phone: str | None
    starts_on: date
    ends_on: date | None = None

    def name_on(self, day: date) -> str:
        """The name in use on that day; before the first one began, the first."""
        begun = [dated.name for dated in self.names if dated.starts_on <= day]
        return begun[-1] if begun else self.names[0].name

    def is_open_on(self, day: date) -> bool:
        """True from the first to the last day of the contract."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


_SERVED_BY: dict[LookedAfter | None, set[Serves]] = {
    LookedAfter.YES: {Serves.LOOKED_AFTER, Serves.ANYONE},
    LookedAfter.NO: {Serves.NOT_LOOKED_AFTER, Serves.ANYONE},
}


def services_for(
    looked_after: LookedAfter | None, day: date, services: tuple[AdvocacyService, ...]
) -> tuple[AdvocacyService, ...]:
    """The services to name to a child on that day, in the order given.

    Every open one where the child is not sure or was not asked (None): customer care choose.
    Empty where no contract that serves the child is open.
    """
    serves = _SERVED_BY.get(looked_after, set(Serves))
    return tuple(s for s in services if s.serves in serves and s.is_open_on(day))


def parse_services(json_text: str) -> tuple[AdvocacyService, ...]:
    """The services written in a JSON list; portal/settings/kent_services.json is one.

    :raise AdvocacyServicesError: it is not such a list, or leaves some children without one.
    """
    try:
        entries = json.loads(json_text)
    except json.JSONDecodeError:
        raise AdvocacyServicesError("must be JSON") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise AdvocacyServicesError("must be a JSON list of services")
    services = tuple(_service(entry) for entry in entries)
    _refuse_gaps(services)
    return services


_FIELDS = {"key", "names", "serves", "phone", "starts_on", "ends_on", "source"}
_Entry = dict[str, Any]


def _service(entry: _Entry) -> AdvocacyService:
    key = _text(entry, "key", "every service")
    if unknown := entry.keys() - _FIELDS:
        raise AdvocacyServicesError(f'must not give "{key}" a field "{min(unknown)}"')
    starts_on = _day(entry, "starts_on", key)
    ends_on = None if entry.get("ends_on") is None else _day(entry, "ends_on", key)
    if ends_on and ends_on < starts_on:
        raise AdvocacyServicesError(f'must not end "{key}" before it starts')
    phone = None if entry.get("phone") is None else _text(entry, "phone", f'"{key}"')
    return AdvocacyService(key, _names(entry, key), _serves(entry, key), phone, starts_on, ends_on)


def _names(entry: _Entry, key: str) -> tuple[DatedName, ...]:
    given = entry.get("names")
    if not isinstance(given, list) or not given or not all(isinstance(n, dict) for n in given):
        raise AdvocacyServicesError(f'must give "{key}" a list of "names" with their dates')
    names = tuple(DatedName(_text(n, "name", f'"{key}"'), _day(n, "starts_on", key)) for n in given)
    if any(older.starts_on >= newer.starts_on for older, newer in pairwise(names)):
        raise AdvocacyServicesError(f'must give the "names" of "{key}" from oldest to newest')
    return names


def _serves(entry: _Entry, key: str) -> Serves:
    try:
        return Serves(entry.get("serves", ""))
    except ValueError:
        known = ", ".join(Serves)
        raise AdvocacyServicesError(f'must say that "{key}" serves one of {known}') from None


def _text(entry: _Entry, field: str, of: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise AdvocacyServicesError(f'must give {of} a "{field}" in words')
    return value.strip()


def _day(entry: _Entry, field: str, key: str) -> date:
    try:
        return date.fromisoformat(entry[field])
    except (KeyError, TypeError, ValueError):
        wanted = f'must date the "{field}" of "{key}" as in "2008-09-17"'
        raise AdvocacyServicesError(wanted) from None


def _refuse_gaps(services: tuple[AdvocacyService, ...]) -> None:
    keys = [service.key for service in services]
    if len(set(keys)) < len(keys):
        raise AdvocacyServicesError('must give every service a "key" of its own')
    served = {service.serves for service in services}
    for looked_after, serves in _SERVED_BY.items():
        if not serves & served:
            kind = "are" if looked_after is LookedAfter.YES else "are not"
            raise AdvocacyServicesError(f"must have a service for children who {kind} looked after")
