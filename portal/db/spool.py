"""Texts that the database could not take: each a sealed file of its own, on the disk before it
counts as kept.

A file is named by keyed hashes of its phone and of its message, so the same text is there once and
a phone's texts are found without its number standing anywhere. Whoever takes them in may be
another process of this machine.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.db.sealing import Keyring, Place, UnreadableError

_END = ".text"
_LOCK = ".lock"


class SpoolError(RuntimeError):
    """It could not be written to the disk. Its message says nothing of what it was."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """One text that waits, as it was kept. `content` None: no key of ours opens it."""

    path: Path
    content: Any


class Spool:
    """The folder with what waits. It is made when something first has to be kept."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder = folder
        self._keyring = keyring

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else keeps anything meanwhile.

        :raise SpoolError: the folder cannot be made or written to.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError:
            raise SpoolError from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def keep(self, address: str, message_sid: str, content: Any) -> None:
        """Write down one text of this phone, as JSON: it is on the disk once this returns.

        :raise SpoolError: it is not.
        """
        path = self._path(address, message_sid)
        sealed = self._keyring.seal_json(_place(path), content)
        part = self._folder / f".{secrets.token_hex(8)}.part"
        try:
            _write_out(part, sealed)
            part.rename(path)
            _write_out_folder(self._folder)
        except OSError:
            part.unlink(missing_ok=True)
            raise SpoolError from None

    def of_phone(self, address: str) -> list[Any]:
        """What waits of this phone, the first first."""
        name = f"{_short(self._keyring, address)}-"
        found = (self._opened(path) for path in _oldest_first(self._folder, name))
        return [one.content for one in found if one.content is not None]

    def has(self, address: str, message_sid: str) -> bool:
        """Whether this text waits."""
        return self._path(address, message_sid).exists()

    def all(self) -> Iterator[Spooled]:
        """All that waits, the first first."""
        return map(self._opened, _oldest_first(self._folder))

    def forget(self, one: Spooled) -> None:
        """It is kept elsewhere now."""
        one.path.unlink(missing_ok=True)

    def _path(self, address: str, message_sid: str) -> Path:
        names = _short(self._keyring, address), _short(self._keyring, message_sid)
        return self._folder / f"{'-'.join(names)}{_END}"

    def _opened(self, path: Path) -> Spooled:
        try:
            return Spooled(path, self._keyring.open_json(_place(path), path.read_bytes()))
        except (OSError, UnreadableError):
            return Spooled(path, None)


def waiting(folder: Path) -> int:
    """How many texts wait there to be taken in."""
    return len(_oldest_first(folder))


def _oldest_first(folder: Path, name: str = "") -> list[Path]:
    """The files whose names begin so. One that was taken in meanwhile is left out."""
    found = []
    try:
        for entry in os.scandir(folder):
            if entry.name.startswith(name) and entry.name.endswith(_END):
                found.append((entry.stat().st_mtime_ns, entry.path))
    except FileNotFoundError:
        # Nothing had ever to be kept, or the last of it was taken in just now.
        pass
    return [Path(path) for _at, path in sorted(found)]


def _write_out(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_out_folder(folder: Path) -> None:
    """The name of a file is on the disk only once its folder is."""
    for one in (folder, folder.parent):
        handle = os.open(one, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _short(keyring: Keyring, value: str) -> str:
    return keyring.finding_hashes(value)[0][:32]


def _place(path: Path) -> Place:
    return Place("spool", "text", path.name)
