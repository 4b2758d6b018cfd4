"""How often one address sent something lately, without keeping the address.

The key is a keyed hash that changes with every window of time, so a row says nothing about
anyone, and rows of past windows are deleted.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base


class FloodRow(Base):
    """How many of something one address did in one window of time."""

    __tablename__ = "flood"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int] = mapped_column(Integer)


_flood = FloodRow.as_table()


def _count(dialect: Any) -> Any:
    statement = dialect.insert(_flood)
    return statement.on_conflict_do_update(
        index_elements=["key"], set_={"count": _flood.c.count + 1}
    ).returning(_flood.c.count)


_COUNT = {"postgresql": _count(postgresql), "sqlite": _count(sqlite)}


def key_for(secret: str, what: str, address: str, window: int) -> str:
    """The key of one address doing one thing in one window; nobody can turn it back.

    `window` counts windows since 1970, so no two days share one.
    """
    said = "\x1f".join((what, address, str(window))).encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def count_one(connection: Connection, key: str, ends_at: datetime) -> int:
    """Count one more, and say how many that makes in this window."""
    row = {"key": key, "ends_at": ends_at, "count": 1}
    count: int = connection.execute(_COUNT[connection.dialect.name], row).scalar_one()
    return count


def is_counted(connection: Connection, key: str) -> bool:
    """Whether anything was counted under this key, and is not forgotten yet."""
    return connection.scalar(select(_flood.c.key).where(_flood.c.key == key)) is not None


def forget_ended(connection: Connection, now: datetime) -> int:
    """Delete the windows that are over; how many there were."""
    return connection.execute(delete(_flood).where(_flood.c.ends_at < now)).rowcount


def give_back(connection: Connection, key: str) -> None:
    """Count one less, where it turned out to be none."""
    statement = update(_flood).where(_flood.c.key == key).values(count=_flood.c.count - 1)
    connection.execute(statement)
