"""The queue's verbs: claim, acknowledge, release, refuse, retry; docs/register-queue.md has them.

A claim is a lease: it ends by itself, so that a consumer that died holds nothing up for long.
Its token fences off whoever comes back too late: every later verb must show it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, null, or_, select, union_all, update

from portal.db.register_queue import RegisterQueueRow, has_status
from portal.domain.intake import new_id
from portal.register.entry import Entry
from portal.register.waits import back_off

LEASE = timedelta(minutes=5)
MOST_REFUSALS = 5
REASON_LENGTH = 200

_queue = RegisterQueueRow.as_table()
_earlier = _queue.alias("earlier")


class LostLeaseError(RuntimeError):
    """The lease ended and somebody else has the record now: take back what was done with it."""


class NotDeadError(LookupError):
    """No record of this reference is dead."""


def _overdue() -> Select[Any]:
    return (
        select(_queue.c.seq)
        .where(has_status(_queue, "leased"), _queue.c.lease_until <= bindparam("now"))
        .order_by(_queue.c.lease_until)
    )


def _due() -> Select[Any]:
    # A dead record is not done either: nothing later of its intake goes past it.
    open_before = exists().where(
        _earlier.c.subject == _queue.c.subject,
        _earlier.c.subject_version < _queue.c.subject_version,
        ~has_status(_earlier, "done"),
    )
    return (
        select(_queue.c.seq)
        .where(
            has_status(_queue, "ready"),
            _queue.c.due_at <= bindparam("now"),
            or_(_queue.c.retry_at.is_(None), _queue.c.retry_at <= bindparam("now")),
            ~open_before,
        )
        .order_by(_queue.c.due_at, _queue.c.seq)
    )


def _at_most(rows: Select[Any], name: str) -> Any:
    # SQLite, where one writer at a time is the rule, leaves the locking out by itself.
    return rows.limit(bindparam("most")).with_for_update(skip_locked=True).cte(name)


_OVERDUE, _DUE = _at_most(_overdue(), "overdue"), _at_most(_due(), "due")
_CHOSEN = union_all(select(_OVERDUE.c.seq), select(_DUE.c.seq)).limit(bindparam("most"))
_CLAIM = (
    update(_queue)
    .where(_queue.c.seq.in_(_CHOSEN))
    .values(status="leased", claims=_queue.c.claims + 1, retry_at=null())
    .returning(_queue)
)
_ANYTHING = select(exists(_overdue()) | exists(_due()))

_OURS = update(_queue).where(
    _queue.c.event_id == bindparam("of_event"),
    _queue.c.lease_token == bindparam("of_lease"),
    has_status(_queue, "leased"),
)
_LET_GO = _OURS.values(lease_token=null(), lease_until=null())
_ACKNOWLEDGE = _LET_GO.values(status="done", last_error=null())
_RELEASE = _LET_GO.values(status="ready")
_BURY = _LET_GO.values(status="dead")
_RETRY_ALL = (
    update(_queue)
    .where(has_status(_queue, "dead"))
    .values(status="ready", refusals=0, retry_at=null(), finished_at=null())
)
_RETRY = _RETRY_ALL.where(_queue.c.subject == bindparam("of_subject"))


def claim(
    connection: Connection,
    consumer: str,
    now: datetime,
    limit: int = 1,
    lease: timedelta = LEASE,
) -> list[Entry]:
    """Up to `limit` records that are due, for `consumer`, until `now` + `lease`; oldest first.

    Empty when nothing is due. Commit at once: the claim is real only then. Two consumers never
    hold the same record. The records of one intake come in the order of their versions, the
    next one only when the last is done. What a consumer held for longer than its lease is
    taken over.
    """
    values = {
        "now": now,
        "most": limit,
        "lease_token": new_id(),
        "leased_by": consumer[:64],
        "lease_until": now + lease,
    }
    rows = connection.execute(_CLAIM, values).all()
    return [_entry(row) for row in sorted(rows, key=lambda row: (row.due_at, row.seq))]


def anything_to_claim(connection: Connection, now: datetime) -> bool:
    """Whether `claim` would find something; takes no lock."""
    return bool(connection.scalar(_ANYTHING, {"now": now}))


def acknowledge(connection: Connection, entry: Entry, receipt: str, now: datetime) -> None:
    """The register has it; `receipt` is what it gave us for it, 200 characters at most.

    :raise LostLeaseError: somebody else has it now.
    """
    _settle(connection, _ACKNOWLEDGE, entry, receipt=receipt[:REASON_LENGTH], finished_at=now)


def release(
    connection: Connection,
    entry: Entry,
    reason: str | None = None,
    retry_at: datetime | None = None,
) -> None:
    """Give it back untried, or tried in vain through no fault of its own: it costs no try.

    It may be claimed again from `retry_at` on, None: at once. `reason` never quotes the record.

    :raise LostLeaseError: somebody else has it now.
    """
    _settle(connection, _RELEASE, entry, retry_at=retry_at, last_error=_short(reason))


def refuse(connection: Connection, entry: Entry, reason: str, now: datetime) -> bool:
    """The register refused the record itself. Whether it is dead now, after `MOST_REFUSALS`.

    A dead one holds back the later records of its own intake, and nothing else, until somebody
    retries it. `reason` never quotes the record.

    :raise LostLeaseError: somebody else has it now.
    """
    refusals = entry.refusals + 1
    said = {"refusals": refusals, "last_error": _short(reason)}
    if refusals >= MOST_REFUSALS:
        _settle(connection, _BURY, entry, finished_at=now, **said)
        return True
    _settle(connection, _RELEASE, entry, retry_at=now + back_off(refusals), **said)
    return False


def retry(connection: Connection, reference: str) -> int:
    """Let the dead records of this intake be claimed again, with all tries; how many there were.

    :raise NotDeadError: there is none.
    """
    count = connection.execute(_RETRY, {"of_subject": reference}).rowcount
    if not count:
        raise NotDeadError(reference)
    return count


def retry_all(connection: Connection) -> int:
    """Let every dead record be claimed again, with all tries; how many there were."""
    return connection.execute(_RETRY_ALL).rowcount


def _settle(connection: Connection, statement: Any, entry: Entry, **values: Any) -> None:
    ours = {"of_event": entry.event_id, "of_lease": entry.lease_token}
    if connection.execute(statement, {**ours, **values}).rowcount != 1:
        raise LostLeaseError(entry.subject)


def _short(reason: str | None) -> str | None:
    return reason[:REASON_LENGTH] if reason else None


def _entry(row: Any) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__})
