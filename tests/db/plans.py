"""How a database goes about each statement that is run: what it would say to EXPLAIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


def plans_of(connection: Connection, run: Callable[[], object], more: str = "") -> list[str]:
    """The plan of each statement that `run` sends through this connection, in order.

    `more` follows PostgreSQL's EXPLAIN, such as "(ANALYZE)".
    """
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        sent.append((text, values))

    event.listen(connection, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(connection, "before_cursor_execute", note)
    explain = _EXPLAIN[connection.dialect.name]
    if connection.dialect.name == "postgresql":
        explain += more
    return [_plan(connection, explain + text, values) for text, values in sent]


def _plan(connection: Connection, text: str, values: Any) -> str:
    rows = connection.exec_driver_sql(text, values)
    return "\n".join(str(row[-1]) for row in rows)
