"""The statements of docs/register-queue.md, run as somebody else's program would run them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from portal.db.database import Database

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "register-queue.md").read_text("utf-8")
STATEMENTS = {
    tuple(name.split()): statement
    for name, statement in re.findall(r"<!-- sql: ([a-z ]+) -->\n```sql\n(.*?)```", PAGE, re.DOTALL)
}
Run = Callable[..., Any]


@contextmanager
def runner(database: Database) -> Iterator[Run]:
    """Runs a statement of the page as it stands there; its rows, or how many it changed."""
    if database.is_sqlite:
        with closing(sqlite3.connect(str(database.url.database), isolation_level=None)) as lite:
            lite.row_factory = sqlite3.Row

            def run_lite(name: str, **values: Any) -> Any:
                cursor = lite.execute(STATEMENTS[_kind("sqlite", name), name], values)
                return [dict(row) for row in cursor] or cursor.rowcount

            yield run_lite
        return

    def run_postgresql(name: str, **values: Any) -> Any:
        with database.engine.begin() as connection:
            statement = STATEMENTS[_kind("postgresql", name), name]
            result = connection.execute(text(statement), values)
            rows = result.mappings().all() if result.returns_rows else []
            return [dict(row) for row in rows] or result.rowcount

    yield run_postgresql


def _kind(kind: str, name: str) -> str:
    return "both" if ("both", name) in STATEMENTS else kind
