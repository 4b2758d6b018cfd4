"""The advocacy services of this council: those kept at the desk, or else those of the settings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from portal.db import advocacy_services as kept
from portal.domain.advocacy import AdvocacyService, WhoFor, services_for
from portal.domain.clock import london_day
from portal.services.office import Office


def every(connection: Connection, office: Office) -> tuple[AdvocacyService, ...]:
    """All of them, in their order, those whose contracts are over as well."""
    return kept.every(connection) or office.settings.advocacy_services


def to_name(
    connection: Connection, office: Office, child: WhoFor, now: datetime
) -> tuple[AdvocacyService, ...]:
    """The services that may speak up for this child today; several where people must choose."""
    return services_for(child, london_day(now), every(connection, office))
