"""References: the short code by which a child and customer care speak of one intake.

It is safe to say, to write on a hand and to see on a screen: it holds no date, name or number
in a row, and it opens nothing. It reads like a number plate, "KM7R-T2XN".
"""

import re
import secrets
from collections.abc import Callable, Sequence
from typing import Final

from portal.domain.said import letters_and_digits

# Of characters that look alike only one: L for 1 and I, 2 for Z, 5 for S, 6 for G, Q for O and 0.
# No vowels and no Y; no 3, 4 and 8, which are read as E, A and "ate". No B, C, D and F, which
# make initials that hurt.
_LETTERS: Final = "HJKLMNPQRTVWX"
_DIGITS: Final = "25679"
# A digit after every two letters, also over the dash, so that no word can be read in it and no
# number with a meaning (999, 69, a year).
_SHAPE: Final = "LLDL-LDLL"
_LOOK_ALIKES: Final = str.maketrans("1IZSGO0", "LL256QQ")

POSSIBLE: Final = len(_LETTERS) ** _SHAPE.count("L") * len(_DIGITS) ** _SHAPE.count("D")
"""How many references there are. Two intakes may draw the same one: draw again then."""

_ALPHABETS: Final = {"L": _LETTERS, "D": _DIGITS, "-": "-"}
_REFERENCE: Final = re.compile("".join(f"[{_ALPHABETS[place]}]" for place in _SHAPE))


def make_reference(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A new reference such as "KM7R-T2XN". `choose` must pick evenly."""
    return "".join(choose(_ALPHABETS[place]) for place in _SHAPE)


def normalise_reference(said: str) -> str | None:
    """The reference as it is kept, from what somebody said or typed.

    Capitals, spaces, dashes, digits of other scripts and look-alikes (1 for L, O for Q) make no
    difference. None where it cannot be a reference.
    """
    plain = letters_and_digits(said).upper().translate(_LOOK_ALIKES)
    dash = _SHAPE.index("-")
    reference = f"{plain[:dash]}-{plain[dash:]}"
    return reference if _REFERENCE.fullmatch(reference) else None
