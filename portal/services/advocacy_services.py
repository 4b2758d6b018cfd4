"""The advocacy services of this council: those kept at the desk, or else those of the settings.

A change waits for the one before it and is made to what that one left, so that two administrators
at once lose nothing; each is audited.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from portal.db import advocacy_services as kept
from portal.db import audit
from portal.domain import service_changes
from portal.domain.advocacy import AdvocacyService, WhoFor, service_named, services_for
from portal.domain.clock import london_day
from portal.domain.service_changes import Change, Services, mark_of
from portal.domain.staff import StaffMember
from portal.services.office import Office

_CHANGED, _ADDED = "advocacy service changed", "advocacy service added"


class UnknownServiceError(LookupError):
    """There is no service with this key."""


class ChangedMeanwhileError(RuntimeError):
    """Somebody else changed this service after the page was made. `service`: as it is now."""

    def __init__(self, service: AdvocacyService) -> None:
        super().__init__()
        self.service = service


def every(connection: Connection, office: Office) -> tuple[AdvocacyService, ...]:
    """All of them, in their order, those whose contracts are over as well."""
    return kept.every(connection) or office.settings.advocacy_services


def to_name(
    connection: Connection, office: Office, child: WhoFor, now: datetime
) -> tuple[AdvocacyService, ...]:
    """The services that may speak up for this child today; several where people must choose."""
    return services_for(child, london_day(now), every(connection, office))


def find(connection: Connection, office: Office, key: str) -> AdvocacyService:
    """The service with this key.

    :raise UnknownServiceError: there is none.
    """
    found = service_named(key, every(connection, office))
    if found is None:
        raise UnknownServiceError(key)
    return found


def change(
    connection: Connection,
    office: Office,
    member: StaffMember,
    key: str,
    wanted: Change,
    shown: str,
    now: datetime,
) -> None:
    """Change a service of which the page showed what has the mark `shown`.

    :raise UnknownServiceError: there is none with this key.
    :raise ChangedMeanwhileError: it is another by now.
    :raise portal.domain.decisions.RefusedError: it cannot be changed so.
    """

    services = _held(connection, office)
    before = service_named(key, services)
    if before is None:
        raise UnknownServiceError(key)
    if mark_of(before) != shown:
        raise ChangedMeanwhileError(before)
    kept.keep_all(connection, service_changes.changed(services, key, wanted))
    detail = (("change", wanted.kind), *wanted.detail())
    audit.append(connection, audit.Entry(now, member.id, _CHANGED, key, detail))


def add(
    connection: Connection,
    office: Office,
    member: StaffMember,
    key: str,
    name: str,
    named_from: date | None,
    now: datetime,
) -> None:
    """Keep a new service, without a contract yet.

    :raise portal.domain.decisions.RefusedError: its key, its name or its day cannot be.
    """
    after = service_changes.added(_held(connection, office), key, name, named_from)
    kept.keep_all(connection, after)
    detail = (("name", after[-1].names[0].name), ("from", after[-1].names[0].starts_on.isoformat()))
    audit.append(connection, audit.Entry(now, member.id, _ADDED, key, detail))


def _held(connection: Connection, office: Office) -> Services:
    """All services, held until the transaction ends."""
    kept.lock(connection)
    return every(connection, office)
