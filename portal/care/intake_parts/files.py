"""Photos and recordings of an intake, as customer care read of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.domain.attachments import Attachment, FileStanding, MediaKind

_KINDS = {MediaKind.PHOTO: "Photo", MediaKind.SOUND: "Recording"}
_NOTES = {
    FileStanding.TO_FETCH: "On its way here from Twilio.",
    FileStanding.LOST: "It could not be fetched from Twilio. Ask for it again, the way they said.",
    FileStanding.ONLY_ORIGINAL: "No copy of it could be made, so it may be anything.",
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One of them, in words: what it is, how large, and what is to be known of it, if anything."""

    id: str
    said: str
    size: str
    at: datetime
    note: str
    has_copy: bool
    has_original: bool


def shown_files(files: Iterable[Attachment]) -> tuple[ShownFile, ...]:
    """All of them, the first first."""
    return tuple(_shown(at, one) for at, one in enumerate(files, 1))


def file_name(reference: str, number: int, one: Attachment, *, is_copy: bool) -> str:
    """What a download is called: never what the child's phone called it."""
    what = "copy" if is_copy else "original"
    kind = one.copy_type if is_copy else one.media_type
    return f"{reference}-{number}-{what}{_ENDINGS.get(kind, '.bin')}"


_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "audio/mpeg": ".mp3",
    "audio/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "audio/wav": ".wav",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
}


def _shown(number: int, one: Attachment) -> ShownFile:
    kind = _KINDS[one.kind] if one.kind else "File"
    return ShownFile(
        id=one.id,
        said=f"{number}. {kind}",
        size=_size(one.size),
        at=one.added_at,
        note=_NOTES.get(one.standing, ""),
        has_copy=one.standing is FileStanding.READY,
        has_original=one.standing in (FileStanding.READY, FileStanding.ONLY_ORIGINAL),
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(size // 1_000, 1)} kB"
