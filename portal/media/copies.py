"""A copy for staff of what a child gave us: the same picture or sound, and nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from portal.domain.attachments import (
    LONGEST_BYTES,
    MOST_PIXELS,
    MediaKind,
    Refusal,
    RefusedFileError,
)
from portal.media.kinds import Format, format_of

_HERE = Path(__file__).parent
_MEMORY = "1500000000"
_CPU_SECONDS = "60"
_SECONDS = 90
# Opening one takes up to a core and some hundred megabytes.
_AT_ONCE = BoundedSemaphore(2)
_SECONDS_FOR_A_TURN = 30
# An hour of speech. The original has all of it.
_SOUND_SECONDS = 3_600
_SOUND_BITS = "48k"
# What portal/media/picture.py exits with; anything else is a photo that does not open.
_TOO_MANY_PIXELS = 3


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that could be opened to its end: what it is, and its copy."""

    kind: MediaKind
    media_type: str
    copy: bytes
    copy_type: str


def copied(content: bytes) -> Copied:
    """What the file is by its content, and a copy of it without metadata. Takes up to 90 seconds.

    A photo becomes a JPEG of at most 4,096 pixels a side, sound an MP3 of at most an hour.

    :raise RefusedFileError: it is none that we take, or cannot be opened.
    """
    if not content:
        raise RefusedFileError(Refusal.EMPTY)
    if len(content) > LONGEST_BYTES:
        raise RefusedFileError(Refusal.TOO_BIG)
    found = format_of(content)
    if found is None:
        raise RefusedFileError(Refusal.UNKNOWN)
    with _a_turn():
        if found.kind is MediaKind.PHOTO:
            return Copied(found.kind, found.media_type, _photo(content, found), "image/jpeg")
        return Copied(found.kind, found.media_type, _sound(content, found), "audio/mpeg")


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=_SECONDS_FOR_A_TURN):
        raise RefusedFileError(Refusal.BUSY)
    try:
        yield
    finally:
        _AT_ONCE.release()


def _photo(content: bytes, found: Format) -> bytes:
    # Isolated: nothing of the environment or of the folder it runs in is read.
    program = [sys.executable, "-I", str(_HERE / "picture.py"), found.opened_as, str(MOST_PIXELS)]
    done = _run(program, content=content)
    if done.returncode or not done.stdout:
        is_large = done.returncode == _TOO_MANY_PIXELS
        raise RefusedFileError(Refusal.TOO_MANY_PIXELS if is_large else Refusal.BROKEN)
    return done.stdout


def _sound(content: bytes, found: Format) -> bytes:
    with _as_file(content) as file:
        done = _run(_sound_program(found.opened_as, file.fileno()), file=file)
    if _has_moving_pictures(done.stderr):
        raise RefusedFileError(Refusal.VIDEO)
    if done.returncode or not done.stdout:
        raise RefusedFileError(Refusal.BROKEN)
    return done.stdout


def _sound_program(opened_as: str, file: int) -> list[str]:
    """Reads this one file and nothing else: no address that stands in it is followed.

    What is damaged in it is left out: a recording that was cut short is worth having.
    """
    reading = f"-protocol_whitelist fd -f {opened_as} -fd {file} -i fd:"
    only_sound = f"-map 0:a:0 -vn -sn -dn -map_metadata -1 -map_chapters -1 -t {_SOUND_SECONDS}"
    as_mp3 = f"-ac 1 -ar 44100 -c:a libmp3lame -b:a {_SOUND_BITS} -id3v2_version 0 -write_xing 0"
    arguments = f"-hide_banner -nostdin -nostats -threads 1 {reading} {only_sound} {as_mp3}"
    return [_ffmpeg(), *arguments.split(), "-f", "mp3", "pipe:1"]


def _has_moving_pictures(said: bytes) -> bool:
    """Whether ffmpeg said so of what it read. The cover of a song does not move."""
    of_input = said.partition(b"Output #")[0].splitlines()
    return any(b": Video:" in line and b"(attached pic)" not in line for line in of_input)


@cache
def _ffmpeg() -> str:
    # A server that opens no sound need not carry it.
    import imageio_ffmpeg

    path: str = imageio_ffmpeg.get_ffmpeg_exe()
    return path


@contextmanager
def _as_file(content: bytes) -> Iterator[IO[bytes]]:
    """The bytes as an open file, for a program that jumps about in it. Linux keeps it in memory."""
    if hasattr(os, "memfd_create"):
        made: IO[bytes] = os.fdopen(os.memfd_create("sound"), "w+b")
    else:
        made = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, as the other is
    with made as file:
        file.write(content)
        file.flush()
        file.seek(0)
        yield file


def _run(
    program: list[str], *, content: bytes = b"", file: IO[bytes] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run it within its limits, knowing nothing of ours: no key is in its environment.

    :raise RefusedFileError: it did not come to an end in time.
    """
    limits = [
        sys.executable,
        "-I",
        "-S",
        str(_HERE / "limited.py"),
        str(_MEMORY),
        str(_CPU_SECONDS),
    ]
    try:
        return subprocess.run(  # noqa: S603 - what our own code names
            limits + program,
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            pass_fds=(file.fileno(),) if file else (),
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RefusedFileError(Refusal.BROKEN) from None
