"""Photos and recordings that a child gives us: what may come, how much, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST = 5
LONGEST_BYTES = 10_000_000
# More than any phone's camera makes; a picture of fifty megapixels takes 200 MB to open.
MOST_PIXELS = 40_000_000


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
