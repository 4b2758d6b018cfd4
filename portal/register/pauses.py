"""When a destination that cannot be reached is asked again.

A register may be away for a week: that is nobody's refusal, so it costs no record a try. All
consumers of one destination share its pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.db.register_queue import RegisterPauseRow
from portal.register.waits import back_off

SHORTEST_ASKED_FOR = timedelta(seconds=1)
# A register that names a day next year has made a mistake.
LONGEST_ASKED_FOR = timedelta(days=1)
_REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is handed to `destination` before `until`; `failures` counts in a row."""

    destination: str
    failures: int
    since: datetime
    until: datetime
    reason: str


_pause = RegisterPauseRow.as_table()
_OF = _pause.c.destination == bindparam("of_destination")
_CURRENT = select(_pause).where(_OF)
_ALL = select(_pause).order_by(_pause.c.since)
_LIFT = delete(_pause).where(_OF)


def _set(dialect: Any) -> Any:
    statement = dialect.insert(_pause)
    changed = {name: statement.excluded[name] for name in ("failures", "until", "reason")}
    return statement.on_conflict_do_update(index_elements=["destination"], set_=changed)


_SET = {"postgresql": _set(postgresql), "sqlite": _set(sqlite)}


def current(connection: Connection, destination: str) -> Pause | None:
    """The pause of this destination, also one that is over but was not followed by a success."""
    row = connection.execute(_CURRENT, {"of_destination": destination}).first()
    return Pause(**row._mapping) if row else None


def every(connection: Connection) -> list[Pause]:
    """The pauses of all destinations, the longest first."""
    return [Pause(**row._mapping) for row in connection.execute(_ALL)]


def pause(
    connection: Connection,
    destination: str,
    reason: str,
    now: datetime,
    asked_for: timedelta | None = None,
) -> Pause:
    """Hand nothing over for a while: for as long as the register asked for, or a back-off.

    What it asks for is heeded from `SHORTEST_ASKED_FOR` up to `LONGEST_ASKED_FOR`.
    """
    before = current(connection, destination)
    failures = before.failures + 1 if before else 1
    wait = back_off(failures) if asked_for is None else _within_reason(asked_for)
    since = before.since if before else now
    after = Pause(destination, failures, since, now + wait, reason[:_REASON_LENGTH])
    row = {name: getattr(after, name) for name in Pause.__dataclass_fields__}
    connection.execute(_SET[connection.dialect.name], row)
    return after


def lift(connection: Connection, destination: str) -> bool:
    """The register answers again, or somebody wants it asked now. Whether there was a pause."""
    return connection.execute(_LIFT, {"of_destination": destination}).rowcount > 0


def _within_reason(asked_for: timedelta) -> timedelta:
    return max(SHORTEST_ASKED_FOR, min(asked_for, LONGEST_ASKED_FOR))
