"""Notices: written before they are sent, so that none is lost, and claimed so that one sends each.

Whoever dies between sending and noting it may have sent a mail that is sent once more.
"""

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
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
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


@dataclass(frozen=True, slots=True)
class Claim:
    """All that waits for one address, ours until `until`: one mail says it all."""

    token: str
    address: str
    count: int
    tries: int
    until: datetime


_notice = NoticeRow.as_table()
_KEY = (_notice.c.about, _notice.c.kind, _notice.c.address, _notice.c.occasion)
_WAITS = _notice.c.sent_at.is_(None)
_IS_FREE = or_(_notice.c.lease_until.is_(None), _notice.c.lease_until <= bindparam("at"))
_IS_DUE = and_(_WAITS, _notice.c.retry_at <= bindparam("at"), _IS_FREE)
_IS_OURS = and_(_WAITS, _notice.c.lease_token == bindparam("token"))
_FIRST_ADDRESS = (
    select(_notice.c.address).where(_IS_DUE).order_by(_notice.c.retry_at, _notice.c.id).limit(1)
)
_DUE_TO = (
    select(_notice.c.id)
    .where(_IS_DUE, _notice.c.address == bindparam("to"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_notice)
    .where(_notice.c.id.in_(_DUE_TO))
    .values(lease_token=bindparam("new_token"), lease_until=bindparam("until"))
    .returning(_notice.c.tries)
)
_SENT = update(_notice).where(_IS_OURS).values(sent_at=bindparam("at"), last_error=None)
_PUT_BACK = (
    update(_notice)
    .where(_IS_OURS)
    .values(
        retry_at=bindparam("again_at"),
        tries=_notice.c.tries + 1,
        lease_until=None,
        last_error=bindparam("error"),
    )
)
_WAITING = select(func.count(), func.min(_notice.c.written_at)).where(_WAITS)
_UNSENT = select(_notice.c.id, *_KEY).where(_WAITS, _IS_FREE)


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
            delete(_notice).where(chosen, _WAITS, _IS_FREE), {"at": now}
        ).rowcount
    return count


def anything_to_send(connection: Connection, now: datetime) -> bool:
    """Whether a notice waits that may be tried now. Reads alone."""
    return connection.execute(_FIRST_ADDRESS, {"at": now}).first() is not None


def claim(connection: Connection, now: datetime, lease: timedelta) -> Claim | None:
    """Take all that is due for one address, until `now` + `lease`; None where nothing is due.

    Commit at once: the claim is real only then. No two processes hold the same notice.
    """
    address = connection.scalar(_FIRST_ADDRESS, {"at": now})
    if address is None:
        return None
    token, until = new_id(), now + lease
    said = {"at": now, "to": address, "new_token": token, "until": until}
    tries = [row.tries for row in connection.execute(_CLAIM, said)]
    return Claim(token, address, len(tries), max(tries), until) if tries else None


def note_sent(connection: Connection, claim: Claim, now: datetime) -> None:
    """Keep that a mail went out for all of a claim."""
    connection.execute(_SENT, {"token": claim.token, "at": now})


def put_back(connection: Connection, claim: Claim, again_at: datetime, error: str | None) -> None:
    """Give a claim back, to be tried again from then on; `error` is a class of errors."""
    said = {"token": claim.token, "again_at": again_at, "error": error and error[:64]}
    connection.execute(_PUT_BACK, said)


def waiting(connection: Connection) -> Waiting:
    """How much waits, and since when."""
    return Waiting(*connection.execute(_WAITING).one())


def wipe_sent(connection: Connection, before: datetime) -> int:
    """Forget what was sent before then; how many there were."""
    return connection.execute(delete(_notice).where(_notice.c.sent_at < before)).rowcount


def _notice_from(row: Any) -> Notice:
    return Notice(NoticeKind(row.kind), row.about, row.address, row.occasion)
