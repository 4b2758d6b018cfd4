"""What a file is, by its first bytes: neither its name nor what a browser calls it counts."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.attachments import MediaKind

_BRAND = slice(8, 12)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Format:
    """One that we open: its media type, and what the program that opens it calls it."""

    kind: MediaKind
    media_type: str
    opened_as: str


def _photo(media_type: str, opened_as: str) -> Format:
    return Format(MediaKind.PHOTO, media_type, opened_as)


def _sound(media_type: str, opened_as: str) -> Format:
    return Format(MediaKind.SOUND, media_type, opened_as)


# Where the bytes stand, which they are, and what begins so.
_BEGINNINGS = (
    (0, b"\xff\xd8\xff", _photo("image/jpeg", "JPEG")),
    (0, b"\x89PNG\r\n\x1a\n", _photo("image/png", "PNG")),
    (8, b"WEBP", _photo("image/webp", "WEBP")),
    (0, b"\x1aE\xdf\xa3", _sound("audio/webm", "matroska")),
    (0, b"OggS", _sound("audio/ogg", "ogg")),
    (8, b"WAVE", _sound("audio/wav", "wav")),
    (0, b"ID3", _sound("audio/mpeg", "mp3")),
    (0, b"\xff\xfb", _sound("audio/mpeg", "mp3")),
    (0, b"\xff\xf3", _sound("audio/mpeg", "mp3")),
    (0, b"\xff\xf1", _sound("audio/aac", "aac")),
    (0, b"\xff\xf9", _sound("audio/aac", "aac")),
    (0, b"#!AMR", _sound("audio/amr", "amr")),
)
_HEIF = _photo("image/heic", "HEIF")
_MP4 = _sound("audio/mp4", "mov")


def format_of(content: bytes) -> Format | None:
    """What it is by its content; None: nothing that we open."""
    if content[4:8] == b"ftyp":
        return _HEIF if content[_BRAND] in _HEIF_BRANDS else _MP4
    for at, beginning, found in _BEGINNINGS:
        if content[at : at + len(beginning)] == beginning:
            is_riff = at == 0 or content[:4] == b"RIFF"
            return found if is_riff else None
    return None
