"""Databases for tests, of both kinds: quick to get, and nobody else's."""

from __future__ import annotations

import itertools
import shutil
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Self

from portal.db import schema
from portal.db.database import Database
from tests.servers.postgres import Cluster, running_cluster

KINDS = ("sqlite", "postgresql")


class Databases:
    """Hands out databases by their address, as `DATABASE_URL` wants it, until the block ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._migrated: dict[str, str] = {}
        self._running = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @cached_property
    def cluster(self) -> Cluster:
        """The private PostgreSQL of this run, started when something first needs it.

        :raise MissingProgramError: PostgreSQL is not installed.
        """
        return self._running.enter_context(running_cluster())

    def empty(self, kind: str) -> str:
        """A database with nothing in it: no table, no migration."""
        if kind == "postgresql":
            return self.cluster.url(self.cluster.fresh())
        return _sqlite(self._file())

    def migrated(self, kind: str) -> str:
        """A database at the newest migration: a copy of one that every migration went through."""
        if kind not in self._migrated:
            self._migrated[kind] = _upgraded(self.empty(kind))
        template = self._migrated[kind].rpartition("/")[2]
        if kind == "postgresql":
            return self.cluster.url(self.cluster.fresh(template))
        return _sqlite(Path(shutil.copy(self._folder / template, self._file())))

    def discard(self, url: str) -> None:
        """Give a database back."""
        name = url.rpartition("/")[2]
        if url.startswith("postgresql"):
            self.cluster.drop(name)
        else:
            for path in self._folder.glob(f"{name}*"):
                path.unlink()

    def _file(self) -> Path:
        return self._folder / f"fresh_{next(self._numbers)}.db"


def _upgraded(url: str) -> str:
    database = Database(url)
    schema.upgrade(database)
    # A copy is whole only when nobody is connected any more.
    database.engine.dispose()
    return url


def _sqlite(file: Path) -> str:
    return f"sqlite:///{file}"
