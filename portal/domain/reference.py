"""A short code that is safe to say: it says nothing of anyone, and spells nothing.

Seven signs in two groups, such as 7KM-4RTC. No vowel and no Y, so that no word comes out; no sign
that is taken for another on paper or on the telephone (0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
"""

import secrets
from collections.abc import Callable, Sequence

ALPHABET = "34679CDFGHJKMNPQRTVWX"
_GROUP = 3
_LENGTH = 7

Choose = Callable[[Sequence[str]], str]


def make_reference(choose: Choose = secrets.choice) -> str:
    """A new reference: one of 1.8 thousand million. Whoever keeps it checks that it is free."""
    first = "".join(choose(ALPHABET) for _ in range(_GROUP))
    second = "".join(choose(ALPHABET) for _ in range(_LENGTH - _GROUP))
    return f"{first}-{second}"


def normalise_reference(said: str) -> str:
    """The reference as it is kept, from however it was said: any case, spaces or none."""
    signs = "".join(sign for sign in said.upper() if sign.isalnum())
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"
