"""What an administrator changes of an advocacy service: its names, its contracts, its contact.

Nothing is ever taken away: a contract ends on a day, and a name was in use from a day on. A name
given from the same day as the last one corrects it.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from portal.domain.advocacy import AdvocacyService, Contract, DatedName, service_named
from portal.domain.decisions.base import RefusedError
from portal.domain.mail_address import is_address
from portal.domain.names import in_a_line
from portal.domain.service_checks import (
    a_day,
    a_name,
    a_phone,
    an_end,
    day_in_words,
    refuse_areas,
    refuse_key,
    refuse_twice,
)

Services = tuple[AdvocacyService, ...]
Detail = tuple[tuple[str, str | int | bool], ...]


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One thing changed of one service. `kind` stands in addresses and in the audit."""

    kind: ClassVar[str]

    @abstractmethod
    def applied_to(self, service: AdvocacyService, others: Services) -> AdvocacyService:
        """The service as it is afterwards. `others` are all the rest.

        :raise RefusedError: it cannot be changed so.
        """

    @abstractmethod
    def detail(self) -> Detail:
        """What the audit says of it."""


@dataclass(frozen=True, slots=True)
class NewName(Change):
    """The service is called this from that day on, and keeps its earlier names."""

    kind: ClassVar[str] = "name"

    name: str
    named_from: date | None

    def applied_to(self, service: AdvocacyService, others: Services) -> AdvocacyService:
        """With one name more, or with the last one corrected."""
        name = a_name(self.name, others)
        day, last = a_day("named_from", self.named_from, "from which day"), service.names[-1]
        if name == last.name:
            raise RefusedError("name", "That is its last name already.")
        if day < last.starts_on:
            since = day_in_words(last.starts_on)
            said = f"It is called {last.name} only from {since} on: not before it."
            raise RefusedError("named_from", said)
        kept = service.names[:-1] if day == last.starts_on else service.names
        return replace(service, names=(*kept, DatedName(name, day)))

    def detail(self) -> Detail:
        """The name and its day."""
        return (("name", in_a_line(self.name)), ("from", _iso(self.named_from)))


@dataclass(frozen=True, slots=True)
class StartContract(Change):
    """One contract more. Contracts may overlap."""

    kind: ClassVar[str] = "contract"

    contract: Contract

    def applied_to(self, service: AdvocacyService, _others: Services) -> AdvocacyService:
        """With this contract too."""
        started = self.contract
        a_day("starts_on", started.starts_on, "the first day")
        if started.ends_on is not None:
            an_end("ends_on", started.ends_on, started)
        refuse_areas(started.areas)
        refuse_twice("", started, service)
        return replace(service, contracts=in_order((*service.contracts, started)))

    def detail(self) -> Detail:
        """Whom it is for and its days; of areas how many."""
        one = self.contract
        said = (("purpose", one.purpose), ("serves", one.serves), ("ages", ",".join(one.ages)))
        areas, days = ("areas", len(one.areas)), _days_of(one)
        return (*((name, str(value)) for name, value in said), areas, *days)


@dataclass(frozen=True, slots=True)
class EndContract(Change):
    """A contract's last day. `contract` is its mark, as its page had it."""

    kind: ClassVar[str] = "end"

    contract: str
    last_day: date | None

    def applied_to(self, service: AdvocacyService, _others: Services) -> AdvocacyService:
        """With this contract ending then."""
        found = [one for one in service.contracts if mark_of(one) == self.contract]
        if not found:
            raise RefusedError("contract", "Please choose a contract.")
        day = a_day("last_day", self.last_day, "the last day")
        an_end("last_day", day, found[0])
        ended = replace(found[0], ends_on=day)
        refuse_twice("last_day", ended, service)
        others = (one for one in service.contracts if one is not found[0])
        return replace(service, contracts=in_order((*others, ended)))

    def detail(self) -> Detail:
        """The day."""
        return (("last_day", _iso(self.last_day)),)


@dataclass(frozen=True, slots=True)
class NewContact(Change):
    """How the service is reached. Empty: not known."""

    kind: ClassVar[str] = "contact"

    phone: str
    email: str

    def applied_to(self, service: AdvocacyService, _others: Services) -> AdvocacyService:
        """With these in place of what there was."""
        phone, email = in_a_line(self.phone), self.email.strip()
        if phone:
            a_phone("phone", phone)
        if email and not is_address(email):
            raise RefusedError("email", "Please give an e-mail address, like people@service.org.")
        return replace(service, phone=phone or None, email=email or None)

    def detail(self) -> Detail:
        """Whether there is a number, and an address, now."""
        return (("has_phone", bool(self.phone.strip())), ("has_email", bool(self.email.strip())))


def changed(services: Services, key: str, change: Change) -> Services:
    """All services, with this change made to one of them.

    :raise RefusedError: it cannot be changed so.
    :raise LookupError: there is no such service.
    """
    service = service_named(key, services)
    if service is None:
        raise LookupError(key)
    after = change.applied_to(service, tuple(one for one in services if one is not service))
    return tuple(after if one is service else one for one in services)


def added(services: Services, key: str, name: str, named_from: date | None) -> Services:
    """All services, and one more that has no contract yet.

    :raise RefusedError: its key, its name or its day cannot be, or is another's.
    """
    refuse_key(key, services)
    named = DatedName(a_name(name, services), a_day("named_from", named_from, "from which day"))
    return (*services, AdvocacyService(key, (named,), ()))


def in_order(contracts: tuple[Contract, ...]) -> tuple[Contract, ...]:
    """Contracts by their first day; of one day always in the same order."""
    return tuple(sorted(contracts, key=lambda one: (one.starts_on, repr(one))))


def mark_of(shown: AdvocacyService | Contract) -> str:
    """A short mark of what a page showed: another one once anything of it is changed."""
    if isinstance(shown, AdvocacyService):
        shown = replace(shown, contracts=in_order(shown.contracts))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _days_of(contract: Contract) -> Detail:
    return (("from", _iso(contract.starts_on)), ("last_day", _iso(contract.ends_on)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
