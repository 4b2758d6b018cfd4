"""Texts that we have and the carrier has as well: what it keeps of them is to be taken away.

A row is written with the text that it is of, in one transaction: nothing is taken away there that
is not kept here. The row goes once nothing is left there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    String,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.attachments import AttachmentRow
from portal.db.tables import Base
from portal.db.texts import TextRow
from portal.domain.attachments import FileStanding


class CarrierCopyRow(Base):
    """One text that the carrier still has. `tries` counts how often it would not let it go."""

    __tablename__ = "carrier_copy"

    message_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class CarrierCopy:
    """One of them. `has_lost_files`: something that came with it could not be fetched."""

    message_sid: str
    tries: int
    has_lost_files: bool


_copy = CarrierCopyRow.as_table()
_text = TextRow.as_table()
_file = AttachmentRow.as_table()


def _files_that(standing: FileStanding) -> Any:
    return exists().where(
        _text.c.message_sid == _copy.c.message_sid,
        _file.c.text_id == _text.c.id,
        _file.c.standing == standing,
    )


# What came with a text is here before anything is taken away there.
_DUE = (
    select(
        _copy.c.message_sid,
        _copy.c.tries,
        _files_that(FileStanding.LOST).label("has_lost_files"),
    )
    .where(_copy.c.due_at <= bindparam("at"), ~_files_that(FileStanding.TO_FETCH))
    .order_by(_copy.c.due_at, _copy.c.message_sid)
    .limit(bindparam("most"))
)
_OF = _copy.c.message_sid == bindparam("sid")


def _insert(dialect: Any) -> Any:
    made = dialect.insert(_copy)
    sooner = made.excluded.due_at
    return made.on_conflict_do_update(
        index_elements=["message_sid"], set_={"due_at": sooner}, where=_copy.c.due_at > sooner
    )


_INSERT = {"postgresql": _insert(postgresql), "sqlite": _insert(sqlite)}


def add(connection: Connection, message_sid: str, since: datetime, due_at: datetime) -> None:
    """Keep that the carrier has this text, `since` then; it is taken away from `due_at` on.

    Where that is known already, only the sooner time counts.
    """
    row = {"message_sid": message_sid, "since": since, "due_at": due_at, "tries": 0}
    connection.execute(_INSERT[connection.dialect.name], row)


def due(connection: Connection, now: datetime, most: int) -> list[CarrierCopy]:
    """Those that may be taken away now, at most so many."""
    rows = connection.execute(_DUE, {"at": now, "most": most})
    return [CarrierCopy(row.message_sid, row.tries, bool(row.has_lost_files)) for row in rows]


def forget(connection: Connection, message_sid: str) -> None:
    """Nothing is left of it there."""
    connection.execute(delete(_copy).where(_OF), {"sid": message_sid})


def try_again(connection: Connection, message_sid: str, due_at: datetime) -> None:
    """The carrier would not let it go yet; it is tried again from then on."""
    this = update(_copy).where(_OF).values(tries=_copy.c.tries + 1, due_at=due_at)
    connection.execute(this, {"sid": message_sid})


def waiting_since(connection: Connection) -> datetime | None:
    """Since when the text that has been there longest is there; None: none is."""
    earliest = func.min(_copy.c.since, type_=_copy.c.since.type)
    found: datetime | None = connection.scalar(select(earliest))
    return found
