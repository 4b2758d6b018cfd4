"""What a text says, in the body that a carrier brought: nearly always the body itself.

Twilio now and then brings a text of several parts as base64 (docs/decisions/0019). It is decoded
where that is certain and nowhere else; whoever keeps the form keeps the body as it came.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Mapping, Sequence

from portal.domain.intake import verbatim

# As RapidPro's courier has it. A text of several parts is longer than 70 characters in any case.
_SHORTEST = 60
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_WORD = re.compile(r"[^\W\d_]+")
_TYPED_CONTROLS = "\t\n\r"
# Signs that this Python does not know yet may be next year's emoji.
_NEVER_WRITTEN = frozenset({"Cc", "Co", "Cs"})
_FEWEST_WORDS = 3


def said(body: str) -> str:
    """The words that somebody typed, verbatim; "" for an empty body. It never fails."""
    decoded = _decoded(body)
    return verbatim(body if decoded is None else decoded)


def said_in(form: Mapping[str, Sequence[str]]) -> str:
    """The same of all that came with a text: its words, or else those of its button; and its place.

    A place is what WhatsApp names it (`Label`, `Address`) and degrees north and east, each on a
    line of its own. It never fails.
    """
    words = said(_first(form, "Body"))
    if not words.strip():
        pressed = verbatim(_first(form, "ButtonText") or _first(form, "ButtonPayload")).strip()
        words = pressed or words
    lines = (words, *_place_in(form))
    return "\n".join(line for line in lines if line.strip()) if len(lines) > 1 else words


def _place_in(form: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    at = ", ".join(filter(None, (_first(form, "Latitude"), _first(form, "Longitude"))))
    if not at:
        return ()
    return tuple(verbatim(line) for line in (_first(form, "Label"), _first(form, "Address"), at))


def _first(form: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(form.get(name) or ()), "")


def is_decoded(body: str) -> bool:
    """Whether `said` gives back something else than what stands in the body."""
    return _decoded(body) is not None


def _decoded(body: str) -> str | None:
    """The text that the body is in base64; None where it is not, or may not be."""
    # Base64 is broken into lines by whoever sends it as in a mail.
    packed = body.strip().replace("\r", "").replace("\n", "")
    if len(packed) < _SHORTEST or len(packed) % 4 or not _BASE64.fullmatch(packed):
        return None
    try:
        raw = base64.b64decode(packed, validate=True)
        text = raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    # Bits left over would be lost: no program that encodes leaves any.
    is_whole = base64.b64encode(raw).decode() == packed
    return text if is_whole and _reads_as_words(text) else None


def _reads_as_words(text: str) -> bool:
    """Whether it is what a person writes: words in letters, and nothing that nobody types.

    One long word in capitals can be base64 of something too: "VVVV" is, of "UUU".
    """
    return all(map(_is_written, text)) and len(_WORD.findall(text)) >= _FEWEST_WORDS


def _is_written(character: str) -> bool:
    return character in _TYPED_CONTROLS or unicodedata.category(character) not in _NEVER_WRITTEN
