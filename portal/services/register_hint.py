"""A hint to a register that listens on PostgreSQL: something waits. Never more than a hint.

It is given by the worker and not with the child's words: a NOTIFY takes a lock that every commit
would wait for.
"""

from __future__ import annotations

from collections.abc import Callable

from portal.register import claims
from portal.services.office import Office

CHANNEL = "register_queue"


def give_hint(office: Office, _is_stopped: Callable[[], bool] = bool) -> int:
    """Tell whoever listens that a record can be claimed; 1 where that was said, 0 on SQLite."""
    if office.database.is_sqlite:
        return 0
    with office.database.read() as connection:
        if not claims.anything_to_claim(connection, office.clock()):
            return 0
    with office.database.write() as connection:
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
    return 1
