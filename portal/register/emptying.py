"""Empty what the register has its receipt for: the one place where words stand in clear."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, null, select, update

from portal.db.register_queue import RegisterQueueRow, has_status

_queue = RegisterQueueRow.as_table()
_FULL = (
    select(_queue.c.seq)
    .where(
        has_status(_queue, "done"),
        _queue.c.data.is_not(null()),
        _queue.c.finished_at < bindparam("before"),
    )
    .order_by(_queue.c.finished_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("full")
)
_EMPTY = (
    update(_queue)
    .where(_queue.c.seq.in_(select(_FULL.c.seq)))
    .values(data=null())
    .returning(_queue.c.seq)
)


def empty_old(connection: Connection, before: datetime, limit: int = 500) -> int:
    """Empty up to `limit` records whose receipt came before then; how many it emptied.

    The hash of the record and the receipt stay. What has no receipt is never emptied.
    """
    # Counted, because SQLite's driver has no count for a statement that begins with WITH.
    return len(connection.execute(_EMPTY, {"before": before, "most": limit}).all())
