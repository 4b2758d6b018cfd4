"""Photos and recordings: each original sealed as evidence, and beside it a copy for staff.

Before Send a file belongs to a telling (`holder`, its submission id), and goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Sealed
from portal.db.texts import TextRow
from portal.domain.attachments import Attachment, FileStanding, MediaKind

_TO_FETCH = text("standing = 'to_fetch'")


class AttachmentRow(Base):
    """One file. `intake_id` None: it is not sent yet.

    `holder` is the submission id of the telling it is in, or the conversation it came in, and
    `until` when it is thrown away unless it is sent. `text_id` is the text it came with, and
    `source_sealed` where Twilio keeps it until it is fetched. `original_sealed` None: it is not
    here yet.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index(
            "ix_attachment_to_fetch",
            "due_at",
            postgresql_where=_TO_FETCH,
            sqlite_where=_TO_FETCH,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str | None] = mapped_column(Id, ForeignKey("intake.id"), index=True)
    holder: Mapped[str | None] = mapped_column(Id, index=True)
    text_id: Mapped[str | None] = mapped_column(Id, index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str | None] = mapped_column(String(8))
    media_type: Mapped[str] = mapped_column(String(64))
    copy_type: Mapped[str] = mapped_column(String(64))
    standing: Mapped[str] = mapped_column(String(16))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    name_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    source_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    original_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    copy_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    added_at: Mapped[datetime]
    until: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one attachment; `copy` b"" where none could be made."""

    original: bytes
    copy: bytes


@dataclass(frozen=True, slots=True)
class ToFetch:
    """A file that lies with Twilio: where, of which text, and how often it was tried."""

    id: str
    intake_id: str | None
    source: str
    message_sid: str
    tries: int
    added_at: datetime
    due_at: datetime


_file = AttachmentRow.as_table()
_message = TextRow.as_table()
_SHOWN = (
    *(_file.c.id, _file.c.position, _file.c.kind, _file.c.media_type, _file.c.copy_type),
    *(_file.c.standing, _file.c.size, _file.c.sha256, _file.c.name_sealed, _file.c.added_at),
)
_OF_INTAKE = (
    select(*_SHOWN)
    .where(_file.c.intake_id == bindparam("of_intake"))
    .order_by(_file.c.added_at, _file.c.position, _file.c.id)
)
_HELD = (
    select(*_SHOWN)
    .where(_file.c.holder == bindparam("held_by"), _file.c.intake_id.is_(None))
    .order_by(_file.c.added_at, _file.c.position, _file.c.id)
)


def add(
    connection: Connection,
    keyring: Keyring,
    new: Attachment,
    file: File,
    *,
    intake_id: str | None = None,
    holder: str | None = None,
    until: datetime | None = None,
) -> None:
    """Keep a file that was given to us: of an intake, or held in a telling until it is sent."""
    row = {
        **_row(keyring, new),
        "intake_id": intake_id,
        "holder": holder,
        "until": until,
        "original_sealed": keyring.seal_bytes(_place(new.id, "original"), file.original),
        "copy_sealed": _copy(keyring, new.id, file.copy),
    }
    connection.execute(insert(_file), row)


def expect(
    connection: Connection,
    keyring: Keyring,
    new: Attachment,
    source: str,
    text_id: str,
    *,
    intake_id: str | None,
    holder: str,
    due_at: datetime,
) -> None:
    """Write down that a file came with a text and lies with Twilio at `source`."""
    row = {
        **_row(keyring, new),
        "intake_id": intake_id,
        "holder": holder,
        "text_id": text_id,
        "source_sealed": keyring.seal(_place(new.id, "source"), source),
        "due_at": due_at,
    }
    connection.execute(insert(_file), row)


def of_intake(connection: Connection, keyring: Keyring, intake_id: str) -> tuple[Attachment, ...]:
    """What the child gave us with this intake, in its order."""
    rows = connection.execute(_OF_INTAKE, {"of_intake": intake_id})
    return tuple(_opened(keyring, row) for row in rows)


def held(connection: Connection, keyring: Keyring, holder: str) -> tuple[Attachment, ...]:
    """What is in this telling, and not sent yet."""
    rows = connection.execute(_HELD, {"held_by": holder})
    return tuple(_opened(keyring, row) for row in rows)


def file_of(
    connection: Connection, keyring: Keyring, intake_id: str, attachment_id: str
) -> File | None:
    """The bytes of one of this intake; None where they are not here."""
    found = select(_file.c.original_sealed, _file.c.copy_sealed).where(
        _file.c.id == attachment_id, _file.c.intake_id == intake_id
    )
    row = connection.execute(found).first()
    if row is None or row.original_sealed is None:
        return None
    sealed_copy = row.copy_sealed
    copy = keyring.open_bytes(_place(attachment_id, "copy"), sealed_copy) if sealed_copy else b""
    return File(keyring.open_bytes(_place(attachment_id, "original"), row.original_sealed), copy)


def hand_to_intake(connection: Connection, holder: str, intake_id: str) -> int:
    """What was held belongs to this intake from now on; how many files that is."""
    mine = update(_file).where(_file.c.holder == holder, _file.c.intake_id.is_(None))
    return connection.execute(mine, {"intake_id": intake_id}).rowcount


def texted_since(connection: Connection, intake_id: str, since: datetime) -> list[str]:
    """The files of this intake that came by text from then on, by their ids."""
    later = select(_file.c.id).where(_file.c.intake_id == intake_id, _file.c.text_id.is_not(None))
    return list(connection.scalars(later.where(_file.c.added_at >= since)))


def move(connection: Connection, ids: list[str], intake_id: str) -> None:
    """These files belong to this intake from now on."""
    connection.execute(update(_file).where(_file.c.id.in_(ids)).values(intake_id=intake_id))


def hand_on(connection: Connection, before: str, after: str) -> int:
    """What was in one telling is in another from now on."""
    mine = update(_file).where(_file.c.holder == before, _file.c.intake_id.is_(None))
    return connection.execute(mine, {"holder": after}).rowcount


def keep_until(connection: Connection, holder: str, until: datetime) -> int:
    """What is in this telling, and not sent by then, is thrown away then."""
    mine = update(_file).where(_file.c.holder == holder, _file.c.intake_id.is_(None))
    return connection.execute(mine, {"until": until}).rowcount


def unsent_bytes(connection: Connection) -> int:
    """How much lies here that was not sent yet, of all tellings together."""
    all_of_it = select(func.coalesce(func.sum(_file.c.size), 0)).where(_file.c.intake_id.is_(None))
    return int(connection.scalar(all_of_it) or 0)


def throw_old_away(connection: Connection, now: datetime) -> int:
    """Forget what was not sent in time; how many files that were."""
    over = delete(_file).where(_file.c.intake_id.is_(None), _file.c.until <= now)
    return connection.execute(over).rowcount


def drop(connection: Connection, holder: str, attachment_id: str | None = None) -> int:
    """Forget what is held and was not sent: one file, or all. What was sent is never dropped."""
    mine = delete(_file).where(_file.c.holder == holder, _file.c.intake_id.is_(None))
    if attachment_id is not None:
        mine = mine.where(_file.c.id == attachment_id)
    return connection.execute(mine).rowcount


def to_fetch(connection: Connection, keyring: Keyring, now: datetime) -> ToFetch | None:
    """The file that has waited longest to be fetched and may be tried now; None: none."""
    found = (
        select(_file, _message.c.message_sid)
        .join(_message, _message.c.id == _file.c.text_id)
        .where(_TO_FETCH, _file.c.due_at <= now)
        .order_by(_file.c.due_at, _file.c.id)
        .limit(1)
    )
    row = connection.execute(found).first()
    if row is None:
        return None
    source = keyring.open(_place(row.id, "source"), row.source_sealed)
    return ToFetch(
        row.id, row.intake_id, source, row.message_sid, row.tries, row.added_at, row.due_at
    )


def due_since(connection: Connection) -> datetime | None:
    """Since when the file that has waited longest could be fetched; None: none waits."""
    found: datetime | None = connection.scalar(
        select(func.min(_file.c.due_at, type_=_file.c.due_at.type)).where(_TO_FETCH)
    )
    return found


def lease(connection: Connection, this: ToFetch, until: datetime) -> bool:
    """Take it in hand until then; False where another worker was quicker."""
    mine = update(_file).where(_file.c.id == this.id, _file.c.due_at == this.due_at, _TO_FETCH)
    return connection.execute(mine, {"due_at": until}).rowcount == 1


def fetched(
    connection: Connection, keyring: Keyring, attachment: Attachment, file: File | None
) -> None:
    """Keep what was fetched, or that it never will be (`file` None)."""
    row: dict[str, Any] = {
        "kind": attachment.kind,
        "media_type": attachment.media_type,
        "copy_type": attachment.copy_type,
        "standing": attachment.standing,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "due_at": None,
    }
    if file is not None:
        row["original_sealed"] = keyring.seal_bytes(
            _place(attachment.id, "original"), file.original
        )
        row["copy_sealed"] = _copy(keyring, attachment.id, file.copy)
    connection.execute(update(_file).where(_file.c.id == attachment.id), row)


def try_again(connection: Connection, attachment_id: str, due_at: datetime) -> None:
    """Keep that a file could not be fetched, and when it is tried again."""
    this = update(_file).where(_file.c.id == attachment_id).values(tries=_file.c.tries + 1)
    connection.execute(this, {"due_at": due_at})


def _row(keyring: Keyring, new: Attachment) -> dict[str, Any]:
    return {
        "id": new.id,
        "position": new.position,
        "kind": new.kind,
        "media_type": new.media_type,
        "copy_type": new.copy_type,
        "standing": new.standing,
        "size": new.size,
        "sha256": new.sha256,
        "name_sealed": keyring.seal(_place(new.id, "name"), new.name) if new.name else None,
        "added_at": new.added_at,
        "tries": 0,
    }


def _copy(keyring: Keyring, attachment_id: str, copy: bytes) -> bytes | None:
    return keyring.seal_bytes(_place(attachment_id, "copy"), copy) if copy else None


def _opened(keyring: Keyring, row: Any) -> Attachment:
    name = keyring.open(_place(row.id, "name"), row.name_sealed) if row.name_sealed else ""
    return Attachment(
        id=row.id,
        position=row.position,
        kind=MediaKind(row.kind) if row.kind else None,
        media_type=row.media_type,
        standing=FileStanding(row.standing),
        added_at=row.added_at,
        size=row.size,
        sha256=row.sha256,
        name=name,
        copy_type=row.copy_type,
    )


def _place(attachment_id: str, column: str) -> Place:
    return Place("attachment", column, attachment_id)
