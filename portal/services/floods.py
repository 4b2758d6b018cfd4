"""How much comes from one address: enough to mark an intake, or so much that we say wait.

Twelve children of one home share an address and tell us on one evening; that is no flood.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import floods
from portal.services.office import Office

POSTS_IN_TEN_MINUTES = 1_000
SENDS_IN_AN_HOUR = 12


class FloodError(RuntimeError):
    """More than any house full of children sends came from one address."""


def count_post(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """Count one form from this address.

    :raise FloodError: it is one of more than 1,000 in ten minutes.
    """
    if _count(connection, office, "post", address, at, minutes=10) > POSTS_IN_TEN_MINUTES:
        raise FloodError


def is_many(connection: Connection, office: Office, address: str, at: datetime) -> bool:
    """Count one Send; True where it is one of more than 12 in an hour. Only ever a mark."""
    return _count(connection, office, "send", address, at, minutes=60) > SENDS_IN_AN_HOUR


def _count(
    connection: Connection, office: Office, what: str, address: str, at: datetime, *, minutes: int
) -> int:
    window = int(at.timestamp()) // (minutes * 60)
    key = floods.key_for(office.settings.secret_key, what, network(address), window)
    return floods.count_one(connection, key, at + timedelta(minutes=minutes))


def network(address: str) -> str:
    """The address; of IPv6 the part that one home shares."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
