"""The first page of the inbox from a million intakes, as a multiple of that from ten thousand.

Each list is read from both databases in turn, and the median of the rounds' ratios is given. Once
with seven in ten closed, once with all open.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.db import inbox, staff
from portal.db.database import Database
from portal.db.inbox_lists import Filter, Show
from portal.domain.intake import new_id
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import MethodOfReceipt
from portal.services.office import real_clock
from tests.benchmarks.report import Row
from tests.db.many_intakes import TODAY, put_many
from tests.servers.databases import Databases

FEW, MANY = 10_000, 1_000_000
LIMIT = 1.5
ROUNDS = 31
_LISTS = [
    *(Filter(show) for show in Show),
    Filter(method=MethodOfReceipt.LETTER),
    Filter(method=MethodOfReceipt.TEXT_MESSAGE),
    Filter(language="en"),
    Filter(language="cy"),
    Filter(Show.NEW, MethodOfReceipt.LETTER, "ar"),
]
_COUNTED = [Filter(show) for show in Show if show is not Show.CLOSED] + [
    *(Filter(method=method) for method in MethodOfReceipt),
    *(Filter(language=language) for language in "en ar cy uk fa ps ti vi sq am ckb so ur".split()),
]


@dataclass(frozen=True)
class _People:
    """Who the intakes are given to. The officer reads the lists."""

    officer: StaffMember
    other: StaffMember
    manager: StaffMember


def measure(databases: Databases, kind: str) -> list[Row]:
    """Every list and the counts, for an officer, on databases of this kind."""
    rows: list[Row] = []
    for closed in (70, 0):
        people = _People(_somebody(), _somebody(), _somebody(Role.MANAGER))
        with _filled(databases, kind, closed, people) as connections:
            rows += _rows(connections, kind, closed, people.officer)
    return rows


def _rows(
    connections: list[Connection], kind: str, closed: int, officer: StaffMember
) -> Iterator[Row]:
    of = f"{closed}% closed" if closed else "all open"
    for wanted in _LISTS:
        if wanted.show is Show.CLOSED and not closed:
            continue
        ratio, milliseconds = _ratio(
            connections, lambda c, wanted=wanted: inbox.page(c, officer, wanted, TODAY)
        )
        name = ", ".join(filter(None, (wanted.show, wanted.method, wanted.language)))
        what = f"inbox of a million, {of}: {name} ({milliseconds:.1f} ms)"
        # What three choices share may be nothing: then all of one list is looked through.
        limit = LIMIT if None in (wanted.method, wanted.language) else None
        yield Row(what, kind, ratio, "x that of 10,000", limit)
    ratio, milliseconds = _ratio(connections, lambda c: inbox.counts(c, officer, _COUNTED, TODAY))
    what = f"inbox of a million, {of}: all counts ({milliseconds:.1f} ms)"
    yield Row(what, kind, ratio, "x that of 10,000", LIMIT)


@contextmanager
def _filled(
    databases: Databases, kind: str, closed: int, people: _People
) -> Iterator[list[Connection]]:
    with ExitStack() as stack:
        connections = []
        for count in (FEW, MANY):
            url = databases.migrated(kind)
            database = Database(url)
            stack.callback(databases.discard, url)
            stack.callback(database.close)
            _fill(database, count, closed, people)
            connections.append(stack.enter_context(database.read()))
        yield connections


def _fill(database: Database, count: int, closed: int, people: _People) -> None:
    with database.write() as connection:
        for person in (people.officer, people.other, people.manager):
            staff.add(connection, person, real_clock())
        put_many(
            connection,
            count,
            closed,
            mine=people.officer,
            theirs=people.other,
            passed_to=people.manager,
        )
    if not database.is_sqlite:
        # As it is in the night: what an index says need not be asked of the row.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as idle:
            idle.exec_driver_sql("VACUUM ANALYZE intake")


def _ratio(
    connections: list[Connection], read: Callable[[Connection], object]
) -> tuple[float, float]:
    """How many times as long the second takes, and how long that is in milliseconds."""
    for connection in connections:
        read(connection)
    rounds = [[_seconds(connection, read) for connection in connections] for _ in range(ROUNDS)]
    ratio = statistics.median(many / few for few, many in rounds)
    return ratio, statistics.median(many for _, many in rounds) * 1e3


def _seconds(connection: Connection, read: Callable[[Connection], object]) -> float:
    started = time.perf_counter()
    read(connection)
    return time.perf_counter() - started


def _somebody(role: Role = Role.OFFICER) -> StaffMember:
    one = new_id()
    return StaffMember(one, f"{one}@kent.example", "Somebody", frozenset({role}))
