"""The numbers about advocacy of a period, read at one time."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.db.advocacy_wishes import began_between
from portal.domain.advocacy_numbers import Numbers, Period, numbers
from portal.services import advocacy_services
from portal.services.office import Office


def of_period(connection: Connection, office: Office, period: Period) -> Numbers:
    """What became, until now, of every wish for an advocate that began in this period."""
    wishes = began_between(connection, office.keyring, period.first, period.last)
    services = advocacy_services.every(connection, office)
    return numbers(wishes, services, period, office.working_days)
