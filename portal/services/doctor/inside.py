"""What lies with us: the tables, the keys, what waits, who reads, and the programs for files."""

from __future__ import annotations

import base64
import wave
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal.db import attachments, floods, intakes, notices, outgoing_claims, revision, staff
from portal.db.database import BusyError
from portal.db.sealing import UnreadableError
from portal.domain.attachments import RefusedFileError
from portal.domain.staff import Role
from portal.media.copies import copied
from portal.register.standing import standing
from portal.services.doctor.finding import Finding, ill, well
from portal.services.office import Office

# Longer than a worker or a consumer that runs leaves anything lying.
_RECORDS_WAIT, _WORK_WAITS = timedelta(hours=1), timedelta(minutes=10)
# One white point.
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsVpqWgAAAABJRU5ErkJggg=="
)


def database(office: Office) -> Iterator[Finding]:
    """Whether a child's words could be kept now, and opened again."""
    now = office.clock()
    try:
        with office.database.read() as connection:
            at = revision.current(connection)
        if at != revision.newest():
            yield ill(
                "The tables", "They are not of this version: run `flask --app wsgi db upgrade`."
            )
            return
        with office.database.write() as connection:
            floods.count_one(connection, "doctor", now)
            people = staff.every(connection)
    except (SQLAlchemyError, BusyError):
        yield ill("The database", "It cannot be written to: look at its address, rights and disk.")
        return
    yield well("The database", "A child's words can be kept.")
    yield well("The tables", "They are those of this version.")
    yield _keys(office)
    yield from _people(frozenset(role for one in people for role in one.roles))
    with office.database.read() as connection:
        yield from _waiting(connection, now)


def _keys(office: Office) -> Finding:
    """The oldest and the newest intake are opened: between them every key was in use."""
    try:
        with office.database.read() as connection:
            for intake_id in intakes.first_and_last(connection):
                intakes.load(connection, office.keyring, intake_id)
    except UnreadableError:
        return ill(
            "The keys",
            "PORTAL_DATA_KEYS does not open what is kept: put the missing key back, last.",
        )
    return well("The keys", "They open what is kept.")


def _people(roles: frozenset[Role]) -> Iterator[Finding]:
    for role, to_do in (
        (Role.ADMINISTRATOR, "Nobody can add accounts: run `flask --app wsgi staff add`."),
        (Role.OFFICER, "Nobody reads what children say: add an officer on the page Accounts."),
    ):
        there = well(f"Somebody is {role}", "There is an account.")
        yield there if role in roles else ill(f"Somebody is {role}", to_do)


def _waiting(connection: Connection, now: datetime) -> Iterator[Finding]:
    there = standing(connection, now)
    oldest = there.oldest_due_at
    if oldest and now - oldest > _RECORDS_WAIT:
        yield ill(
            "The register's queue",
            f"Records wait since {oldest:%d %b, %H:%M}: does `flask register deliver` run?",
        )
    elif there.dead:
        yield ill(
            "The register's queue",
            f"{len(there.dead)} were refused: see the desk's page Register.",
        )
    else:
        yield well("The register's queue", "Nothing waits there for long.")
    since = [
        one
        for one in (
            notices.waiting(connection).since,
            outgoing_claims.due_since(connection, now),
            attachments.due_since(connection),
        )
        if one is not None and now - one > _WORK_WAITS
    ]
    if since:
        yield ill(
            "The worker",
            f"Mails, texts or files wait since {min(since):%d %b, %H:%M}: does `flask worker` run?",
        )
    else:
        yield well("The worker", "No mail, text or file waits for long.")


def files(_office: Office) -> Iterator[Finding]:
    """Whether the programs that open photos and recordings are there and work."""
    try:
        copied(_PNG)
        copied(_silence())
    except (RefusedFileError, OSError, RuntimeError):
        yield ill(
            "Photos and recordings",
            "Pillow or ffmpeg does not run here: install requirements.lock again.",
        )
    else:
        yield well("Photos and recordings", "They can be opened.")


def _silence() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(8_000))
    return file.getvalue()
