"""Fetch what came with texts, one after the other: the original is kept whatever it is.

Twilio may not have a file itself for some seconds after its text, so "not yet" is tried again, and
given up after three days. What cannot be opened is evidence all the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import attachments, intakes
from portal.db.attachments import File, ToFetch
from portal.domain.attachments import Attachment, FileStanding, Refusal, RefusedFileError
from portal.domain.intake import Intake
from portal.media.copies import copied
from portal.services import intake as intake_service
from portal.services.office import Office
from sms.media.download import Came, download

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=3)
_LONGEST_WAIT = timedelta(minutes=10)
_IN_ONE_TURN = 3
_UNKNOWN_TYPE = "application/octet-stream"


def fetch_due(office: Office, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Fetch some of what may be tried now; how many came. Several workers share the work.

    Not all at once: opening files takes time, and who must be told of danger waits behind it.
    """
    came = 0
    for _ in range(_IN_ONE_TURN):
        if is_stopped():
            break
        now = office.clock()
        with office.database.write() as connection:
            this = attachments.to_fetch(connection, office.keyring, now)
            if this is None:
                return came
            if not attachments.lease(connection, this, now + LEASE):
                continue
        came += _fetch(office, this)
    return came


def _fetch(office: Office, this: ToFetch) -> int:
    got = download(office.settings, this.source, this.message_sid)
    now = office.clock()
    is_over = now - this.added_at >= GIVEN_UP_AFTER
    if got.came is Came.HERE:
        attachment, file = _opened(this, got.content)
        if attachment is not None:
            _keep(office, this, attachment, file, now)
            return 1
    elif got.came is Came.NEVER or is_over:
        _log.warning("a file that came with a text could not be fetched")
        _keep(office, this, _attachment(this, FileStanding.LOST), None, now)
        return 0
    with office.database.write() as connection:
        attachments.try_again(connection, this.id, now + _wait(this.tries))
    return 0


def _wait(tries: int) -> timedelta:
    """A second, three, nine and so on: a file is late by seconds, an outage lasts longer."""
    return min(timedelta(seconds=3 ** min(tries, 10)), _LONGEST_WAIT)


def _opened(this: ToFetch, content: bytes) -> tuple[Attachment | None, File]:
    """What it is, with its copy where there can be one; None: not now."""
    file = File(content, b"")
    try:
        made = copied(content)
    except RefusedFileError as error:
        if error.refusal is Refusal.BUSY:
            return None, file
        return _attachment(this, FileStanding.ONLY_ORIGINAL, content), file
    known = replace(
        _attachment(this, FileStanding.READY, content),
        kind=made.kind,
        media_type=made.media_type,
        copy_type=made.copy_type,
    )
    return known, replace(file, copy=made.copy)


def _attachment(this: ToFetch, standing: FileStanding, content: bytes = b"") -> Attachment:
    return Attachment(
        id=this.id,
        position=0,
        kind=None,
        media_type=_UNKNOWN_TYPE if content else "",
        standing=standing,
        added_at=this.added_at,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest() if content else "",
    )


def _keep(
    office: Office, this: ToFetch, attachment: Attachment, file: File | None, now: datetime
) -> None:
    """Keep it, with the record that speaks of it. What is lost is looked at again."""
    with office.database.write() as connection:
        intake = _intake_of(connection, office, this)
        attachments.fetched(connection, office.keyring, attachment, file)
        if intake is not None:
            after = intake if file else replace(intake, seen_at=None)
            intake_service.add(connection, office, after, None, now)


def _intake_of(connection: Connection, office: Office, this: ToFetch) -> Intake | None:
    if this.intake_id is None:
        return None
    return intakes.load(connection, office.keyring, this.intake_id, lock=True)
