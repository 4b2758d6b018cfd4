"""A folder as the way out: one file for each record, there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import time
from pathlib import Path
from uuid import uuid4

from portal.register.entry import Entry
from portal.register.outcomes import Delivered, Outcome, Unreachable

# Longer than any lease: whoever was writing it is gone.
_LEFT_BEHIND_SECONDS = 3600
_READABLE_BY_GROUP = 0o640
# What some network shares answer, which keep names in their own way.
_CANNOT_FLUSH_FOLDERS = (errno.EINVAL, errno.ENOTSUP)


class NoFolderError(ValueError):
    """There is no such folder. Heard makes none: a share that is not mounted looks the same."""


class Folder:
    """Writes `<reference>-<version>-<event id>.json`, one CloudEvent in each.

    A file appears under its name only when all of it is on the disk. The same event has the
    same name and the same bytes, so that a repeat changes nothing. Names sort by version within
    a reference. What stands in the folder may be moved away at any time.
    """

    def __init__(self, path: Path) -> None:
        """:raise NoFolderError: it is not there."""
        if not path.is_dir():
            raise NoFolderError(f"There is no folder {path}. Make it first, or mount it.")
        self._path = path.resolve()
        self._remove_what_was_left_behind()

    @property
    def name(self) -> str:
        """`dir:` and the whole path."""
        return f"dir:{self._path}"[:255]

    def deliver(self, entry: Entry) -> Outcome:
        """Write its file. A folder that cannot be written to is a register that is away."""
        file = file_name(entry)
        try:
            self._write(file, entry.to_json())
        except OSError as error:
            return Unreachable(error.strerror or "the folder cannot be written to")
        return Delivered(file)

    def _write(self, file: str, content: bytes) -> None:
        # A name of its own for each try: two consumers may be at the same event after a lease
        # ran out, and neither may put half of the other's file in its place.
        part = self._path / f".{file}.{uuid4().hex}.part"
        try:
            _write_to_disk(part, content)
            part.replace(self._path / file)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _flush_folder(self._path)

    def _remove_what_was_left_behind(self) -> None:
        before = time.time() - _LEFT_BEHIND_SECONDS
        for part in self._path.glob(".*.part"):
            if part.stat().st_mtime < before:
                part.unlink(missing_ok=True)


def file_name(entry: Entry) -> str:
    """The name of this event's file: always the same, and nothing but letters, digits, - and .

    `reference-0001-event id.json`
    """
    subject = re.sub(r"[^A-Za-z0-9-]", "_", entry.subject)
    return f"{subject}-{entry.subject_version:04}-{entry.event_id}.json"


def _write_to_disk(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _READABLE_BY_GROUP)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    # The new name is a change of the folder, and a power cut may take it back until this.
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH_FOLDERS:
            raise
    finally:
        os.close(handle)
