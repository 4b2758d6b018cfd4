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
FILES_IN_TEN_MINUTES = 60
SENDS_IN_AN_HOUR = 12
WRONG_CODES_OF_A_NETWORK, WRONG_CODES_OF_ALL = 50, 2_000
_CODES_MINUTES = 10


class FloodError(RuntimeError):
    """More than any house full of children sends came from one address."""


def count_post(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """Count one form from this address.

    :raise FloodError: it is one of more than 1,000 in ten minutes.
    """
    if _count(connection, office, "post", address, at, minutes=10) > POSTS_IN_TEN_MINUTES:
        raise FloodError


def count_draft(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """Count one form from this address that is kept to be sent later; it takes no Send's place.

    :raise FloodError: it is one of more than 1,000 in ten minutes.
    """
    if _count(connection, office, "draft", address, at, minutes=10) > POSTS_IN_TEN_MINUTES:
        raise FloodError


def count_files(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """Count one form with files from this address, which each take seconds to open.

    :raise FloodError: it is one of more than 60 in ten minutes.
    """
    if _count(connection, office, "files", address, at, minutes=10) > FILES_IN_TEN_MINUTES:
        raise FloodError


def is_many(connection: Connection, office: Office, address: str, at: datetime) -> bool:
    """Count one Send; True where it is one of more than 12 in an hour. Only ever a mark."""
    return _count(connection, office, "send", address, at, minutes=60) > SENDS_IN_AN_HOUR


def count_code(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """Count one try at code words, before anybody knows whether they are right.

    :raise FloodError: within ten minutes it is one of more than 50 from this network, or of more
        than 2,000 from everywhere, that were not given back.
    """
    for what, whose, most in _codes(address):
        # Where the first is too many the rest is not counted: one network fills nobody else's.
        if _count(connection, office, what, whose, at, minutes=_CODES_MINUTES) > most:
            raise FloodError


def give_code_back(connection: Connection, office: Office, address: str, at: datetime) -> None:
    """The code words that were counted at `at` were right: they count no more."""
    for what, whose, _most in _codes(address):
        floods.give_back(connection, _key(office, what, whose, at, _CODES_MINUTES))


def _codes(address: str) -> tuple[tuple[str, str, int], ...]:
    return (
        ("code words", address, WRONG_CODES_OF_A_NETWORK),
        ("code words of all", "", WRONG_CODES_OF_ALL),
    )


def _count(
    connection: Connection, office: Office, what: str, address: str, at: datetime, *, minutes: int
) -> int:
    key = _key(office, what, address, at, minutes)
    return floods.count_one(connection, key, at + timedelta(minutes=minutes))


def _key(office: Office, what: str, address: str, at: datetime, minutes: int) -> str:
    window = int(at.timestamp()) // (minutes * 60)
    return floods.key_for(office.settings.secret_key, what, network(address), window)


def network(address: str) -> str:
    """The address; of IPv6 the part that one home shares."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
