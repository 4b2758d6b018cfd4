"""What somebody said or typed of a code, however they did it."""

import unicodedata


def letters_and_digits(said: str) -> str:
    """The small letters and ASCII digits of it, run together, in their order.

    Capitals, spaces, punctuation, accents and the script of digits make no difference. Empty
    where there are none.
    """
    return "".join(_plain(c) for c in unicodedata.normalize("NFKD", said).casefold())


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return character if character.isalnum() else ""
