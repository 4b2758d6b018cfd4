"""The inbox as people of the desk read it. Nothing that is sealed is opened for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row

from portal.db import inbox, staff
from portal.db.inbox_lists import Cursor, Filter, Show
from portal.domain.clock import london_day
from portal.domain.deadlines import DATA_PROTECTION
from portal.domain.flags import Flag, FlagName
from portal.domain.inbox import Rank
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import Kind, MethodOfReceipt
from portal.services.office import Office


class Due(StrEnum):
    """What is to be done by the day that a row names."""

    READ = "read"
    ADVOCATE = "pass on to an advocate"
    ANSWER = "answer"
    NEXT = "next step"
    """Something else of it is due first; the intake's own page says what."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list. `assigned_to` and `passed_to` are names, "" where there is nobody.

    `is_untold`: it was flagged as a danger and opened, and nobody wrote down who was told of it.
    """

    reference: str
    received_at: datetime
    method: MethodOfReceipt
    kind: Kind | None
    language: str
    flags: tuple[Flag, ...]
    is_seen: bool
    is_untold: bool
    closed_at: datetime | None
    due: Due
    due_on: date
    assigned_to: str
    passed_to: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `more` is the place of the next one, None where there is none."""

    rows: list[Listed]
    more: Cursor | None


def page(
    connection: Connection,
    office: Office,
    member: StaffMember,
    wanted: Filter,
    after: str,
    now: datetime,
) -> Page:
    """The page of this list after the place that `after` says; the first where it says none."""
    place = Cursor.read(wanted.show, after) if after else None
    rows, more = inbox.page(connection, member, wanted, london_day(now), place)
    return Page(listed(connection, office, rows), more)


def counts(connection: Connection, member: StaffMember, now: datetime) -> dict[Filter, int]:
    """How many each list has, each filter by itself; `inbox.COUNTED` means so many or more."""
    wanted = [Filter(show) for show in Show if show is not Show.CLOSED]
    wanted += [Filter(method=method) for method in MethodOfReceipt]
    wanted += [Filter(language=language) for language in inbox.languages(connection)]
    return inbox.counts(connection, member, wanted, london_day(now))


def listed(connection: Connection, office: Office, rows: list[Row[Any]]) -> list[Listed]:
    """These rows as a page shows them."""
    names = staff.names(connection) if rows else {}
    return [_row(office, row, names) for row in rows]


def _row(office: Office, row: Row[Any], names: dict[str, str]) -> Listed:
    return Listed(
        reference=row.reference,
        received_at=row.received_at,
        method=MethodOfReceipt(row.method),
        kind=Kind(row.kind) if row.kind else None,
        language=row.language,
        flags=tuple(_flags(row.flags)),
        is_seen=row.seen_at is not None,
        is_untold=_is_untold(row),
        closed_at=row.closed_at,
        due=_what_is_due(office, row),
        due_on=row.due_on,
        assigned_to=names.get(row.assigned_to, ""),
        passed_to=names.get(row.passed_to, ""),
    )


def _is_untold(row: Row[Any]) -> bool:
    # What waits for an advocate stands in the same rank, and does not show here.
    waits = row.seen_at is not None and row.inbox_rank == Rank.SOMEBODY_WAITS
    return waits and not row.waits_for_advocate


def _flags(kept: list[list[Any]]) -> list[Flag]:
    """In the order of `FlagName`: danger first, whatever else stands beside it."""
    order = list(FlagName)
    flags = [Flag(FlagName(name), rule, language) for name, rule, language in kept]
    return sorted(flags, key=lambda flag: order.index(flag.name))


def _what_is_due(office: Office, row: Row[Any]) -> Due:
    """What the day of a row stands for, as far as the clear columns tell."""
    add, received = office.working_days.add, london_day(row.received_at)
    if row.seen_at is None and row.due_on == add(received, office.settings.read_days):
        return Due.READ
    if row.advocate_by is not None and row.due_on == row.advocate_by:
        return Due.ADVOCATE
    if row.due_on < add(received, office.settings.answer_days):
        return Due.NEXT
    return Due.NEXT if row.due_on == received + DATA_PROTECTION else Due.ANSWER
