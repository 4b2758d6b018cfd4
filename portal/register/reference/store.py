"""Where the reference register keeps its records: each event once, the newest version of each."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS heard_inbox (
    number integer PRIMARY KEY, event_id text UNIQUE NOT NULL, subject text, version integer
);
CREATE TABLE IF NOT EXISTS record (subject text PRIMARY KEY, version integer, data text);
"""


class UnfitError(ValueError):
    """This very record is none that can be kept. The message quotes nothing of it."""


class Store:
    """A file of its own. Nothing is kept in half."""

    def __init__(self, path: Path) -> None:
        """Open it, and make it where there is none."""
        self._file = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._file.executescript(f"PRAGMA synchronous = FULL; {_TABLES}")

    def take(self, row: dict[str, Any]) -> str:
        """Keep the record of this row; our number for it. The same event again changes nothing.

        :raise UnfitError: it is no record.
        """
        data = json.loads(row["data"]) if isinstance(row["data"], str) else row["data"]
        if not isinstance(data, dict) or not isinstance(data.get("words"), list):
            raise UnfitError("it has no words")
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._keep(row, data)
            self._file.execute("COMMIT")
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        found = self._file.execute(
            "SELECT number FROM heard_inbox WHERE event_id = ?", (row["event_id"],)
        )
        return f"REF-{found.fetchone()[0]}"

    def _keep(self, row: dict[str, Any], data: dict[str, Any]) -> None:
        event = (row["event_id"], row["subject"], row["subject_version"])
        new = self._file.execute(
            "INSERT INTO heard_inbox (event_id, subject, version) VALUES (?, ?, ?)"
            " ON CONFLICT (event_id) DO NOTHING",
            event,
        )
        if new.rowcount:
            # A higher version replaces a lower one as a whole.
            self._file.execute(
                "INSERT INTO record (subject, version, data) VALUES (?, ?, ?)"
                " ON CONFLICT (subject) DO UPDATE SET version = excluded.version,"
                " data = excluded.data WHERE excluded.version > record.version",
                (row["subject"], row["subject_version"], json.dumps(data)),
            )

    def event_ids(self) -> list[str]:
        """Every event that was taken, in its order."""
        found = self._file.execute("SELECT event_id FROM heard_inbox ORDER BY number")
        return [row[0] for row in found]
