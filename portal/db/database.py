"""One transaction at a time that changes something, and commits that are on the disk.

SQLite runs in WAL mode with synchronous=FULL, so a commit that returned survives a power cut.
Its writers wait for each other outside SQLite: a lock in the process keeps the wait short, a
lock file keeps two processes from ever writing at once (SQLite 3.40 can corrupt a database
when its log is reset under a second writer).
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from portal.db.sqlite_hints import obey_hints

BUSY_SECONDS = 5
ASKED_AFTER_SECONDS = 2


def canonical_json(value: Any) -> str:
    """The same text for the same value, always: what is kept as JSON, and what is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Database:
    """The engine behind `url`, and how to read and write through it."""

    def __init__(self, url: str, pool_size: int = 5) -> None:
        """Nothing is opened before it is used; SQLite's file is made, for our own eyes only.

        Parameters never stand in an error's text.
        """
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._sqlite() if self.is_sqlite else self._postgresql(pool_size)
        self._writers = _Writers(self.url.database) if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block ends, or not there at all."""
        if self._writers is None:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._writers.turn(), self.engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading; whatever is written through it is given up."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection

    def empty_log(self) -> None:
        """Move SQLite's log into its file, so that what was emptied is in neither any longer.

        Does nothing while somebody reads what is older: the next time does it.
        """
        if self._writers is None:
            return
        with self._writers.turn(), self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def close(self) -> None:
        """Let go of every connection; the next use opens new ones."""
        self.engine.dispose()

    def _sqlite(self) -> Engine:
        if self.url.database and self.url.database != ":memory:":
            _make_file(Path(self.url.database))
        engine = create_engine(
            self.url,
            hide_parameters=True,
            json_serializer=canonical_json,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        obey_hints(engine)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine

    def _postgresql(self, pool_size: int) -> Engine:
        engine = create_engine(
            self.url,
            hide_parameters=True,
            json_serializer=canonical_json,
            pool_size=pool_size,
            pool_timeout=BUSY_SECONDS,
            connect_args={"connect_timeout": BUSY_SECONDS},
        )
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", partial(_ask_rested, engine))
        return engine


def _make_file(path: Path) -> None:
    # SQLite would let everybody on the machine read it.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late for a write; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.close()


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # Whoever waits longer is told so, while there is still time to answer.
    connection.execute(f"SET lock_timeout = {BUSY_SECONDS * 1000}")
    # A server may be set to answer before a commit is on its disk; we must not.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.commit()


def _note_rest(_connection: Any, record: Any) -> None:
    record.info["rests_since"] = time.monotonic()


def _ask_rested(engine: Engine, connection: Any, record: Any, _proxy: Any) -> None:
    """Ask a connection that rested whether it still stands, as the server may be another by now.

    Not each time: asking costs as much as reading a visit.
    """
    if time.monotonic() - record.info.get("rests_since", 0) < ASKED_AFTER_SECONDS:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        raise DisconnectionError from None


class BusyError(RuntimeError):
    """The database cannot be written to: another writer holds it, or its lock file is gone."""


OUTAGES = (OperationalError, InterfaceError, InternalError, NoConnectionError, BusyError)
"""What is raised where the database is away or busy: nobody's mistake, and to be tried again."""


class _Writers:
    """The queue of one process's writers, and its place among the processes."""

    def __init__(self, path: str | None) -> None:
        self._lock = threading.Lock()
        self._file = f"{path}.lock" if path and path != ":memory:" else None
        self._handle: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """This thread's turn to write.

        :raise BusyError: it did not come within `BUSY_SECONDS`, or the lock file cannot be opened.
        """
        until = time.monotonic() + BUSY_SECONDS
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise BusyError
        try:
            with self._among_processes(until):
                yield
        finally:
            self._lock.release()

    @contextmanager
    def _among_processes(self, until: float) -> Iterator[None]:
        if self._file is None:
            yield
            return
        if self._handle is None:
            self._handle = _open_lock(self._file)
        _lock_file(self._handle, until)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)


def _open_lock(file: str) -> int:
    try:
        return os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as closed:
        raise BusyError(f"the lock file does not open: {closed.strerror}") from closed


def _lock_file(handle: int, until: float) -> None:
    # Asked again and again, because a process that hangs must not hang the others for ever.
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise BusyError from None
            time.sleep(0.0005)
