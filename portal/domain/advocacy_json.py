"""Advocacy services written as JSON, as a setting has them: read, or refused in a sentence."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from portal.domain.advocacy import (
    AdvocacyService,
    Contract,
    DatedName,
    Fit,
    Purpose,
    Serves,
    WhoFor,
)
from portal.domain.taxonomy import AgeBand, LookedAfter

E = TypeVar("E", bound=StrEnum)
_Entry = dict[str, Any]
_FIELDS = {"key", "names", "contracts", "phone", "email", "source"}
_OF_CONTRACT = {"serves", "purpose", "starts_on", "ends_on", "ages", "areas"}


class AdvocacyServicesError(ValueError):
    """The services cannot be used; the message says in one sentence what they must have."""


def parse_services(json_text: str) -> tuple[AdvocacyService, ...]:
    """The services written in a JSON list; portal/settings/kent_services.json is one.

    :raise AdvocacyServicesError: it is not such a list, or leaves some children without one.
    """
    try:
        entries = json.loads(json_text)
    except json.JSONDecodeError:
        raise AdvocacyServicesError("must be JSON") from None
    if not _is_list_of_objects(entries):
        raise AdvocacyServicesError("must be a JSON list of services")
    services = tuple(_service(entry) for entry in entries)
    _refuse_gaps(services)
    return services


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _service(entry: _Entry) -> AdvocacyService:
    key = _text(entry, "key", "every service")
    if unknown := entry.keys() - _FIELDS:
        raise AdvocacyServicesError(f'must not give "{key}" a field "{min(unknown)}"')
    contracts = entry.get("contracts")
    if not isinstance(contracts, list) or not _is_list_of_objects(contracts):
        raise AdvocacyServicesError(f'must give "{key}" a list of "contracts"')
    return AdvocacyService(
        key=key,
        names=_names(entry, key),
        contracts=tuple(_contract(one, key) for one in contracts),
        phone=_text_or_none(entry, "phone", key),
        email=_text_or_none(entry, "email", key),
    )


def _names(entry: _Entry, key: str) -> tuple[DatedName, ...]:
    given = entry.get("names")
    if not isinstance(given, list) or not _is_list_of_objects(given):
        raise AdvocacyServicesError(f'must give "{key}" a list of "names" with their dates')
    names = tuple(DatedName(_text(n, "name", f'"{key}"'), _day(n, "starts_on", key)) for n in given)
    if any(older.starts_on >= newer.starts_on for older, newer in pairwise(names)):
        raise AdvocacyServicesError(f'must give the "names" of "{key}" from oldest to newest')
    return names


def _contract(entry: _Entry, key: str) -> Contract:
    if unknown := entry.keys() - _OF_CONTRACT:
        raise AdvocacyServicesError(f'must not give a contract of "{key}" "{min(unknown)}"')
    starts_on = _day(entry, "starts_on", key)
    ends_on = None if entry.get("ends_on") is None else _day(entry, "ends_on", key)
    if ends_on and ends_on < starts_on:
        raise AdvocacyServicesError(f'must not end "{key}" before it starts')
    return Contract(
        starts_on=starts_on,
        ends_on=ends_on,
        serves=_one_of(Serves, entry.get("serves"), key, "serves"),
        purpose=_one_of(Purpose, entry.get("purpose", Purpose.ADVOCATE), key, "has the purpose"),
        ages=tuple(_one_of(AgeBand, one, key, "serves ages of") for one in _list(entry, "ages")),
        areas=tuple(str(one).strip() for one in _list(entry, "areas")),
    )


def _list(entry: _Entry, field: str) -> list[Any]:
    found = entry.get(field) or []
    return found if isinstance(found, list) else [found]


def _one_of(values: type[E], said: object, key: str, what: str) -> E:
    try:
        return values(str(said))
    except ValueError:
        known = ", ".join(values)
        raise AdvocacyServicesError(f'must say that "{key}" {what} one of {known}') from None


def _text(entry: _Entry, field: str, of: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise AdvocacyServicesError(f'must give {of} a "{field}" in words')
    return value.strip()


def _text_or_none(entry: _Entry, field: str, key: str) -> str | None:
    return None if entry.get(field) is None else _text(entry, field, f'"{key}"')


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
    advocates = [c for s in services for c in s.contracts if c.purpose is Purpose.ADVOCATE]
    for looked_after, kind in ((LookedAfter.YES, "are"), (LookedAfter.NO, "are not")):
        if all(c.fit(WhoFor(looked_after)) is Fit.NO for c in advocates):
            raise AdvocacyServicesError(f"must have a service for children who {kind} looked after")
