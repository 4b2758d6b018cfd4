"""From the text of a setting to its value. What is refused is refused in one sentence.

No sentence repeats the text: it may be a secret.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent.parent
# Names of this computer, where words may travel without https.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# A random secret has none of them, not once in a million.
_GUESSABLE = ("change", "secret", "default", "password", "example")
_FEWEST_CHARACTERS = 10
_MAKE_ONE = "`python -m portal.cli.secrets` prints one"
_RCS_SENDER = re.compile(r"rcs:[\w.-]{1,100}", re.ASCII)
_TEXT_NUMBER = re.compile(r"\+?[0-9]{3,15}", re.ASCII)


Choice = TypeVar("Choice", bound=StrEnum)


class WrongValueError(ValueError):
    """A setting cannot mean this. The message goes on from its name: "must be ..."."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to ring or text who is not the council. `how` is "call" or "text"."""

    name: str
    number: str
    how: str
    key: str


def trimmed(text: str) -> str:
    """The text, without what stands around it."""
    return text.strip()


def uri(text: str) -> str:
    """A URI that fits the queue's column."""
    if len(text.strip()) > 255 or not urlsplit(text.strip()).scheme:
        raise WrongValueError("must be a URI of at most 255 characters, as urn:heard:kent")
    return text.strip()


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number in these limits."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise WrongValueError(f"must be a whole number from {least} to {most}")
        return number

    return read


def items(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def secret(text: str) -> str:
    """A secret that nobody guesses, and that nobody left as an example had it."""
    is_varied = len(set(text)) >= _FEWEST_CHARACTERS
    if len(text) < 32 or not is_varied or any(word in text.lower() for word in _GUESSABLE):
        raise WrongValueError(f"must be at least 32 random characters; {_MAKE_ONE}")
    return text


def keys(text: str) -> tuple[bytes, ...]:
    """Keys of 32 random bytes, each in base64."""
    try:
        found = tuple(base64.b64decode(item, altchars=b"-_", validate=True) for item in items(text))
    except (binascii.Error, ValueError):
        found = ()
    if not found or any(len(key) != 32 or len(set(key)) < _FEWEST_CHARACTERS for key in found):
        raise WrongValueError(f"must be 32 random bytes in base64 each; {_MAKE_ONE}")
    return found


def public_addresses(text: str) -> tuple[str, ...]:
    """Addresses by which the public reaches us, without a slash at the end."""
    addresses = tuple(item.rstrip("/") for item in items(text))
    if not addresses or not all(map(_is_public_address, addresses)):
        raise WrongValueError("must be the https address that the public uses")
    return addresses


def _is_public_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    return has_host and is_plain and is_safe


def web_address(text: str) -> str:
    """An address that a browser may be sent to."""
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongValueError("must be an address that begins with https://")
    return text.strip()


def twilio_api(text: str) -> str:
    """Where Twilio's API is, without a slash at the end: https, or this machine's own."""
    address = text.strip().rstrip("/")
    if not _is_public_address(address):
        raise WrongValueError("must be the https address of Twilio's API")
    return address


def one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    """Reads one of these words."""

    def read(text: str) -> Choice:
        try:
            return choices(text.strip().lower())
        except ValueError:
            raise WrongValueError(f"must be one of {', '.join(choices)}") from None

    return read


def pence(text: str) -> float:
    """An amount in pence, from 0 to 1,000."""
    amount = float(text)
    if not 0 <= amount <= 1_000:
        raise WrongValueError("must be pence as 4 or 4.2")
    return amount


def issuer(text: str) -> str:
    """The address of an OpenID Connect provider, without a slash at the end; "" for none."""
    address = text.strip().rstrip("/")
    if address and not _is_public_address(address):
        raise WrongValueError("must be the https address that the provider calls its issuer")
    return address


def database(text: str) -> str:
    """The database's address, with the driver that is installed here."""
    named = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", text.strip())
    try:
        url = make_url(named)
    except (ArgumentError, ValueError):
        raise WrongValueError(_DATABASES) from None
    is_file = url.drivername == "sqlite" and url.database not in (None, "", ":memory:")
    if not is_file and url.drivername != "postgresql+psycopg":
        raise WrongValueError(_DATABASES)
    return named


_DATABASES = "must be postgresql://user:password@host/name or sqlite:///file"


def text_numbers(text: str) -> tuple[str, ...]:
    """Numbers as Twilio writes them."""
    numbers = items(text)
    if not all(map(_TEXT_NUMBER.fullmatch, numbers)):
        raise WrongValueError("must be numbers as +447700900999, with commas")
    return numbers


def rcs_senders(text: str) -> tuple[str, ...]:
    """Senders of RCS as Twilio writes them, which are names."""
    senders = items(text)
    if not all(map(_RCS_SENDER.fullmatch, senders)):
        raise WrongValueError("must be senders as rcs:kent_heard_agent, with commas")
    return senders


def countries(text: str) -> frozenset[str]:
    """Countries, as ISO 3166 writes them in two letters."""
    codes = frozenset(item.upper() for item in items(text))
    if not all(len(code) == 2 and code.isascii() and code.isalpha() for code in codes):
        raise WrongValueError("must be countries as GB,IE")
    return codes


def languages(text: str) -> tuple[str, ...]:
    """Languages that there is a translation for; English needs none."""
    tags = items(text)
    known = {folder.name for folder in (ROOT / "translations").iterdir() if folder.is_dir()}
    if not tags or any(tag != "en" and tag.replace("-", "_") not in known for tag in tags):
        raise WrongValueError(f"must name languages of these: {', '.join(sorted({'en', *known}))}")
    return tags


def helplines(text: str) -> tuple[Helpline, ...]:
    """At least one helpline, each with all that a page needs."""
    try:
        lines = tuple(Helpline(**item) for item in json.loads(text))
    except (TypeError, ValueError):
        lines = ()
    if not lines or not all(map(_is_whole, lines)):
        raise WrongValueError('must be a JSON list, each with "key", "name", "number", "how"')
    return lines


def _is_whole(line: Helpline) -> bool:
    said = (line.key, line.name, line.number)
    return line.how in ("call", "text") and all(isinstance(s, str) and s.strip() for s in said)


def days(text: str) -> frozenset[date]:
    """Days, as 2026-12-24."""
    try:
        return frozenset(date.fromisoformat(item) for item in items(text))
    except ValueError:
        raise WrongValueError("must be days as 2026-12-24, with commas") from None


def hours(text: str) -> tuple[time, time]:
    """From when to when, as 09:00-17:00."""
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
        is_in_order = opens < closes and opens.tzinfo is closes.tzinfo is None
    except (TypeError, ValueError):
        is_in_order = False
    if not is_in_order:
        raise WrongValueError("must be hours of one day as 09:00-17:00")
    return opens, closes
