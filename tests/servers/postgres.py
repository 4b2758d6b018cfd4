"""A private PostgreSQL cluster: made in a temporary folder, on 127.0.0.1, gone afterwards.

It is durable like a real one (fsync stays on), and its clock stands in New Zealand, so that code
which forgets to say UTC is found out in every season.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from tests.servers.processes import free_port, wait_until
from tests.servers.programs import POSTGRESQL

_ROLE = "heard"
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "200",
    "timezone": "Pacific/Auckland",
}


class Cluster:
    """One running server. `fresh()` gives a new database; `url()` names any of its databases."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        self._programs = programs
        self._port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def make(self) -> None:
        """Lay out the cluster on disk."""
        options = ("--auth=trust", f"--username={_ROLE}", "--encoding=UTF8", "--no-sync")
        with self._log.open("ab") as log:
            self._popen("initdb", f"--pgdata={self._data}", *options, log=log).wait()

    def start(self) -> None:
        """Start the server, and come back when it answers."""
        options = (f"-c{name}={value}" for name, value in _OPTIONS.items())
        with self._log.open("ab") as log:
            self._server = self._popen(
                "postgres", f"-D{self._data}", f"-p{self._port}", *options, log=log
            )
        wait_until(self._answers, "PostgreSQL answers", seconds=30, output=self._output)

    def stop(self) -> None:
        """Stop the server at once, in order, by its own process id. Nothing when it is stopped."""
        if self._server:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(timeout=30)
            self._server = None

    def url(self, database: str) -> str:
        """The address of a database, as `DATABASE_URL` wants it."""
        return f"postgresql+psycopg://{_ROLE}@127.0.0.1:{self._port}/{database}"

    def fresh(self, template: str = "template1") -> str:
        """The name of a new database: a copy of `template`, to which nobody may be connected."""
        name = f"fresh_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, database: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self._port, user=_ROLE, dbname="postgres", autocommit=True
        )

    def _answers(self) -> bool:
        if self._server and self._server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{self._output()}")
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _output(self) -> str:
        return self._log.read_text(errors="replace")

    def _popen(self, program: str, *options: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [self._programs / program, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=self._data.parent,
            start_new_session=True,  # a Ctrl-C is for pytest, which then stops it in order
            **_identity(),
        )


def _owner() -> pwd.struct_passwd | None:
    """Who PostgreSQL runs as when we are root, whom it refuses. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _identity() -> dict[str, Any]:
    owner = _owner()
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": ()}


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster of one's own, running; its folder is removed at the end.

    :raise MissingProgramError: PostgreSQL is not installed.
    """
    programs = POSTGRESQL.require()
    # Not pytest's own folder: root keeps that to itself, and PostgreSQL is not root.
    folder = Path(tempfile.mkdtemp(prefix="heard-postgres-"))
    if owner := _owner():
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = Cluster(folder, programs)
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)
