"""How the reference register reads the queue: the functions on PostgreSQL, statements on SQLite."""

from __future__ import annotations

import fcntl
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

_NAME = "reference register"
_NOW = "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00'"
_SQLITE_CLAIM = f"""
WITH moment (now) AS (SELECT {_NOW}), overdue AS (
    SELECT seq FROM register_queue, moment
    WHERE status = 'leased' AND lease_until <= moment.now ORDER BY lease_until LIMIT :most
), due AS (
    SELECT q.seq FROM register_queue AS q, moment
    WHERE q.status = 'ready' AND q.due_at <= moment.now
      AND (q.retry_at IS NULL OR q.retry_at <= moment.now)
      AND NOT EXISTS (
          SELECT 1 FROM register_queue AS earlier
          WHERE earlier.subject = q.subject AND earlier.subject_version < q.subject_version
            AND earlier.status <> 'done')
    ORDER BY q.due_at, q.seq LIMIT :most
)
UPDATE register_queue SET status = 'leased', claims = claims + 1, retry_at = NULL,
    lease_token = :lease, leased_by = :consumer,
    lease_until = strftime('%Y-%m-%dT%H:%M:%f', 'now', '+5 minutes') || '000+00:00'
WHERE seq IN (SELECT seq FROM overdue UNION ALL SELECT seq FROM due LIMIT :most)
RETURNING event_id, subject, subject_version, data, lease_token
"""  # noqa: S608 - nothing of it comes from anywhere else
_OURS = "WHERE event_id = :event_id AND lease_token = :lease AND status = 'leased'"
_SQLITE = {
    "acknowledge": f"""
        UPDATE register_queue SET status = 'done', receipt = :said, last_error = NULL,
            finished_at = {_NOW}, lease_token = NULL, lease_until = NULL {_OURS}""",  # noqa: S608 - as above
    "release": f"""
        UPDATE register_queue SET status = 'ready', last_error = :said, retry_at = NULL,
            lease_token = NULL, lease_until = NULL {_OURS}""",  # noqa: S608 - as above
    "refuse": f"""
        UPDATE register_queue SET refusals = refusals + 1, last_error = :said,
            status = CASE WHEN refusals >= 4 THEN 'dead' ELSE 'ready' END,
            finished_at = CASE WHEN refusals >= 4 THEN {_NOW} END,
            retry_at = CASE WHEN refusals < 4 THEN
                strftime('%Y-%m-%dT%H:%M:%f', 'now', '+5 seconds') || '000+00:00' END,
            lease_token = NULL, lease_until = NULL {_OURS}""",  # noqa: S608 - as above
}
_POSTGRESQL = {
    "acknowledge": "SELECT register_acknowledge(%(event_id)s, %(lease)s, %(said)s)",
    "release": "SELECT register_release(%(event_id)s, %(lease)s, %(said)s)",
    "refuse": "SELECT register_refuse(%(event_id)s, %(lease)s, %(said)s)",
}


class Queue(Protocol):
    """What a register does with the queue, each in a transaction of its own."""

    def claim(self, most: int) -> list[dict[str, Any]]:
        """Up to so many rows, ours for five minutes."""

    def settle(self, verb: str, row: dict[str, Any], said: str | None) -> None:
        """`acknowledge` with our receipt, `release` or `refuse` with the reason."""


def queue_at(address: str) -> Queue:
    """The queue in this database, by its address as Heard has it."""
    if address.startswith("sqlite"):
        return SqliteQueue(Path(address.removeprefix("sqlite:///")))
    return PostgresqlQueue(address.replace("postgresql+psycopg://", "postgresql://"))


class SqliteQueue:
    """Writes only under the lock of the file, as everybody must."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        lock = self._path.with_name(f"{self._path.name}.lock")
        with lock.open("a") as held, closing(sqlite3.connect(self._path, timeout=30)) as file:
            fcntl.flock(held, fcntl.LOCK_EX)
            file.isolation_level = None
            file.row_factory = sqlite3.Row
            file.execute("PRAGMA synchronous = FULL")
            file.execute("BEGIN IMMEDIATE")
            yield file
            file.execute("COMMIT")

    def claim(self, most: int) -> list[dict[str, Any]]:
        """As the page has it."""
        asked = {"most": most, "lease": str(uuid.uuid4()), "consumer": _NAME}
        with self._writing() as file:
            return [dict(row) for row in file.execute(_SQLITE_CLAIM, asked)]

    def settle(self, verb: str, row: dict[str, Any], said: str | None) -> None:
        """As the page has it. A lease that was lost is somebody else's to settle."""
        ours = {"event_id": row["event_id"], "lease": row["lease_token"], "said": said}
        with self._writing() as file:
            file.execute(_SQLITE[verb], ours)


class PostgresqlQueue:
    """By the functions, which are all that its role may call."""

    def __init__(self, address: str) -> None:
        import psycopg
        from psycopg.rows import dict_row

        self._database = psycopg.connect(address, autocommit=True, row_factory=dict_row)

    def claim(self, most: int) -> list[dict[str, Any]]:
        """As the page has it."""
        asked = "SELECT * FROM register_claim(%s, %s)"
        return list(self._database.execute(asked, (_NAME, most)))

    def settle(self, verb: str, row: dict[str, Any], said: str | None) -> None:
        """As the page has it. A lease that was lost is somebody else's to settle."""
        ours = {"event_id": row["event_id"], "lease": row["lease_token"], "said": said}
        self._database.execute(_POSTGRESQL[verb], ours)
