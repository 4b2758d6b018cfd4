"""Photos and recordings that a child gives us: what may come, how much, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST = 5
"""As many go with one telling, on the web."""
LONGEST_BYTES = 10_000_000
MOST_PIXELS = 49_000_000
"""What the largest cameras of phones make; a photo of fifty megapixels takes 150 MB to open."""


class MediaKind(StrEnum):
    """What it is."""

    PHOTO = "photo"
    SOUND = "sound"


class FileStanding(StrEnum):
    """Where a file stands."""

    TO_FETCH = "to_fetch"
    """It lies with Twilio, and is fetched from there."""
    READY = "ready"
    """Both are here: the original, and a copy without metadata for staff."""
    ONLY_ORIGINAL = "only_original"
    """It came by text and no copy of it could be made; the original is kept as evidence."""
    LOST = "lost"
    """It could not be fetched."""


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    """It has more than `LONGEST_BYTES`."""
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    """By its content it is no photo and no sound of a kind that we can open, whatever its name."""
    VIDEO = "video"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    """It cannot be opened to its end."""
    BUSY = "busy"
    """Too many are being opened just now."""


class RefusedFileError(ValueError):
    """A file that is not taken: `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file, without its bytes. `name` is what the child's phone called it, never trusted.

    `media_type` is what its content says it is. `size` and `sha256` are the original's.
    """

    id: str
    position: int
    kind: MediaKind | None
    media_type: str
    standing: FileStanding
    added_at: datetime
    size: int = 0
    sha256: str = ""
    name: str = ""
    copy_type: str = ""
