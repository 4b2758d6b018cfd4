"""How many segments a text is sent in: a network carries, and charges for, each one.

GSM 03.38 packs 160 septets into a single text, or 153 into each part of a longer one; anything
outside its alphabet turns the whole text into UCS-2, with 70 or 67 UTF-16 units. A character
that takes two (an escape pair, a surrogate pair) is never split between two parts.

Source: 3GPP TS 23.038, section 6.2.1, and TS 23.040, section 9.2.3.24.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# 6.2.1, row by row as the standard prints it; 0x1B, the escape, is left out.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
# 6.2.1.1: each is sent as the escape and one more septet.
EXTENSION = frozenset("\f^{}\\[~]|€")


class Alphabet(StrEnum):
    """How the characters of a text are sent."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"

    @property
    def room(self) -> tuple[int, int]:
        """Units in a text of one segment, and in each segment of a longer one."""
        return (160, 153) if self is Alphabet.GSM7 else (70, 67)


@dataclass(frozen=True, slots=True)
class Length:
    """What a text takes. `units` are septets in GSM-7, UTF-16 units in UCS-2."""

    alphabet: Alphabet
    units: int
    segments: int


def measure(text: str) -> Length:
    """The length of `text` as it is sent. No segments where it is empty."""
    alphabet = Alphabet.GSM7 if set(text) <= BASIC | EXTENSION else Alphabet.UCS2
    costs = [_cost(character, alphabet) for character in text]
    return Length(alphabet, sum(costs), _segments(costs, alphabet))


def _cost(character: str, alphabet: Alphabet) -> int:
    is_pair = character in EXTENSION if alphabet is Alphabet.GSM7 else character > "\uffff"
    return 2 if is_pair else 1


def _segments(costs: Sequence[int], alphabet: Alphabet) -> int:
    whole, part = alphabet.room
    if sum(costs) <= whole:
        return min(len(costs), 1)
    segments, used = 1, 0
    for cost in costs:
        if used + cost > part:
            segments, used = segments + 1, 0
        used += cost
    return segments
