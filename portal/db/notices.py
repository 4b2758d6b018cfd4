"""Notices: written before they are sent, so that none is lost; each is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Index,
    Integer,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id
from portal.domain.intake import new_id
from portal.domain.notices import Notice, NoticeKind

# As long as anybody might ask whether they were told.
KEPT_FOR = timedelta(days=90)
_AT_ONCE = 500


class NoticeRow(Base):
    """One address told once. `about` is an intake's id, "" where it is about none.

    `sent_at` None: it waits, until `retry_at` at least. `last_error` is the class of what went
    wrong, never what a server said.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("about", "kind", "address", "occasion"),
        Index(
            "ix_notice_waiting",
            "retry_at",
            postgresql_where=literal_column("sent_at IS NULL"),
            sqlite_where=literal_column("sent_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(36))
    address: Mapped[str] = mapped_column(String(254))
    occasion: Mapped[str] = mapped_column(String(48))
    written_at: Mapped[datetime]
    retry_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(Integer)
    lease_token: Mapped[str | None] = mapped_column(Id)
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be sent, and since when the oldest does; None: nothing waits."""

    count: int
    since: datetime | None


_notice = NoticeRow.as_table()
_KEY = (_notice.c.about, _notice.c.kind, _notice.c.address, _notice.c.occasion)
WAITS = _notice.c.sent_at.is_(None)
IS_FREE = or_(_notice.c.lease_until.is_(None), _notice.c.lease_until <= bindparam("at"))
_WAITING = select(func.count(), func.min(_notice.c.written_at)).where(WAITS)
_UNSENT = select(_notice.c.id, *_KEY).where(WAITS, IS_FREE)


def _insert(dialect: Any) -> Any:
    return dialect.insert(_notice).on_conflict_do_nothing()


_INSERT = {"postgresql": _insert(postgresql), "sqlite": _insert(sqlite)}


def new_among(connection: Connection, notices: Iterable[Notice]) -> list[Notice]:
    """Those that are not written yet. Reads alone: most of the time nothing is new."""
    wanted = list(dict.fromkeys(notices))
    known: set[Notice] = set()
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        abouts, occasions = {one.about for one in part}, {one.occasion for one in part}
        rows = select(*_KEY).where(_notice.c.about.in_(abouts), _notice.c.occasion.in_(occasions))
        known.update(_notice_from(row) for row in connection.execute(rows))
    return [one for one in wanted if one not in known]


def write(connection: Connection, notices: list[Notice], now: datetime) -> None:
    """Keep that these are to be sent; what is written already stays as it is."""
    rows = [
        {"id": new_id(), **asdict(one), "written_at": now, "retry_at": now, "tries": 0}
        for one in notices
    ]
    for at in range(0, len(rows), _AT_ONCE):
        connection.execute(_INSERT[connection.dialect.name], rows[at : at + _AT_ONCE])


def unsent(connection: Connection, now: datetime) -> dict[str, Notice]:
    """What waits and is in nobody's hand, by id."""
    rows = connection.execute(_UNSENT, {"at": now})
    return {row.id: _notice_from(row) for row in rows}


def withdraw(connection: Connection, ids: list[str], now: datetime) -> int:
    """Take back those of these that were not sent yet and are in nobody's hand; how many."""
    count = 0
    for at in range(0, len(ids), _AT_ONCE):
        chosen = _notice.c.id.in_(ids[at : at + _AT_ONCE])
        count += connection.execute(
            delete(_notice).where(chosen, WAITS, IS_FREE), {"at": now}
        ).rowcount
    return count


def waiting(connection: Connection) -> Waiting:
    """How much waits, and since when."""
    return Waiting(*connection.execute(_WAITING).one())


def wipe_sent(connection: Connection, before: datetime) -> int:
    """Forget what was sent before then; how many there were."""
    return connection.execute(delete(_notice).where(_notice.c.sent_at < before)).rowcount


def _notice_from(row: Any) -> Notice:
    return Notice(NoticeKind(row.kind), row.about, row.address, row.occasion)
