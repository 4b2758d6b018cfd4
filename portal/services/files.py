"""Photos and recordings that a child gives on a page: opened first, then kept, each once.

Opening takes seconds, so it is done before any row is held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.db import attachments
from portal.db.attachments import File
from portal.domain import own_steps
from portal.domain.attachments import MOST, Attachment, FileStanding, Refusal, RefusedFileError
from portal.domain.intake import Intake, new_id, verbatim
from portal.domain.way_back import Means
from portal.media.copies import Copied, copied
from portal.services import own_steps as kept_steps
from portal.services.office import Office

_LONGEST_NAME = 200
# Of all tellings together: whoever sends nothing must not fill the disk of those who do.
MOST_UNSENT_BYTES = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a form brought it. `name` is what the phone calls it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that could be opened, with its copy for staff."""

    given: Given
    copied: Copied

    @property
    def sha256(self) -> str:
        """Of the original, in hexadecimal."""
        return hashlib.sha256(self.given.content).hexdigest()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that was not taken, and why."""

    name: str
    refusal: Refusal


def opened(given: Iterable[Given]) -> tuple[list[Opened], list[NotTaken]]:
    """Which of these we take, and which we do not. Takes up to 90 seconds for each."""
    taken: list[Opened] = []
    refused: list[NotTaken] = []
    for one in given:
        try:
            if len(taken) == MOST:
                raise RefusedFileError(Refusal.TOO_MANY)
            taken.append(Opened(one, copied(one.content)))
        except RefusedFileError as error:
            refused.append(NotTaken(one.name, error.refusal))
    return taken, refused


def keep_unsent(
    connection: Connection,
    office: Office,
    holder: str,
    files: Iterable[Opened],
    now: datetime,
    until: datetime,
) -> list[NotTaken]:
    """Keep them with the telling `holder`, which the caller holds; those that are too many.

    They are thrown away at `until` unless they are sent. The same file twice counts once.
    """
    if attachments.unsent_bytes(connection) > MOST_UNSENT_BYTES:
        return [NotTaken(one.given.name, Refusal.BUSY) for one in files]
    there = attachments.held(connection, office.keyring, holder)
    new, refused = _new(there, files, now)
    for attachment, file in new:
        attachments.add(connection, office.keyring, attachment, file, holder=holder, until=until)
    return refused


def keep_with(
    connection: Connection,
    office: Office,
    intake: Intake,
    files: Iterable[Opened],
    now: datetime,
) -> tuple[Intake, list[NotTaken]]:
    """Keep them with an intake that was sent, which the caller holds, and have it looked at.

    The intake as it is then, and those that were too many. The same file twice counts once.
    """
    there = attachments.of_intake(connection, office.keyring, intake.id)
    new, refused = _new(there, files, now)
    for attachment, file in new:
        attachments.add(connection, office.keyring, attachment, file, intake_id=intake.id)
    if not new:
        return intake, refused
    after = own_steps.gave_files(intake, now, Means.PAGE)
    return kept_steps.keep(connection, office, intake, after, (), now), refused


def _new(
    there: tuple[Attachment, ...], files: Iterable[Opened], now: datetime
) -> tuple[list[tuple[Attachment, File]], list[NotTaken]]:
    known = {one.sha256 for one in there}
    new: list[tuple[Attachment, File]] = []
    refused: list[NotTaken] = []
    for one in files:
        if one.sha256 in known:
            continue
        if len(there) + len(new) >= MOST:
            refused.append(NotTaken(one.given.name, Refusal.TOO_MANY))
            continue
        known.add(one.sha256)
        file = File(one.given.content, one.copied.copy)
        new.append((_attachment(one, len(there) + len(new), now), file))
    return new, refused


def _attachment(one: Opened, position: int, now: datetime) -> Attachment:
    return Attachment(
        id=new_id(),
        position=position,
        kind=one.copied.kind,
        media_type=one.copied.media_type,
        standing=FileStanding.READY,
        added_at=now,
        size=len(one.given.content),
        sha256=one.sha256,
        name=verbatim(one.given.name)[:_LONGEST_NAME],
        copy_type=one.copied.copy_type,
    )
