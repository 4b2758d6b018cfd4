"""Every setting, with its meaning. A secret has no default.

Each setting is an environment variable; `NAME_FILE` may name a file that holds the value,
for secrets that a container mounts.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.domain.advocacy import AdvocacyService, parse_services

ROOT = Path(__file__).resolve().parent.parent
_KENT_SERVICES = ROOT / "portal" / "domain" / "rules" / "kent_services.json"
_MAKE_ONE = "`python -m portal.cli.secrets` makes one"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_GUESSABLE = {"dev", "secret", "changeme", "change-me", "default", "test", "password"}


class SettingError(RuntimeError):
    """A setting is missing or wrong; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to ring or text who is not the council. `how` is "call" or "text"."""

    name: str
    number: str
    how: str
    key: str


def _variable(name: str, meaning: str, read: Callable[[str], Any], default: str | None) -> Any:
    return field(metadata={"name": name, "meaning": meaning, "read": read, "default": default})


def _words(text: str) -> str:
    return text.strip()


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _secret(text: str) -> str:
    if len(text) < 32 or text.lower() in _GUESSABLE:
        raise ValueError(f"must be at least 32 random characters; {_MAKE_ONE}")
    return text


def _keys(text: str) -> tuple[bytes, ...]:
    try:
        keys = tuple(base64.b64decode(item, altchars=b"-_", validate=True) for item in _items(text))
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != 32 for key in keys):
        raise ValueError(f"must be 32 bytes in base64 each; {_MAKE_ONE}")
    return keys


def _addresses(text: str) -> tuple[str, ...]:
    addresses = tuple(item.rstrip("/") for item in _items(text))
    for address in addresses:
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
        if parts.scheme not in ("http", "https") or not parts.hostname or not is_safe:
            raise ValueError("must be the https address that the public uses")
    if not addresses:
        raise ValueError("must be the https address that the public uses")
    return addresses


def _database(text: str) -> str:
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", text)


def _days(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(item) for item in _items(text))


def _helplines(text: str) -> tuple[Helpline, ...]:
    return tuple(Helpline(**item) for item in json.loads(text))


def _hours(text: str) -> tuple[time, time]:
    opens, closes = text.split("-")
    return time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip())


_HELPLINES = json.dumps(
    [
        {"key": "emergency", "name": "Police or ambulance", "number": "999", "how": "call"},
        {"key": "childline", "name": "Childline", "number": "0800 1111", "how": "call"},
        {"key": "shout", "name": "Shout", "number": "85258", "how": "text"},
    ]
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told. Made once, by `from_environment`, and passed in."""

    secret_key: str = _variable(
        "PORTAL_SECRET_KEY",
        "Signs cookies and forms. At least 32 random characters.",
        _secret,
        None,
    )
    data_keys: tuple[bytes, ...] = _variable(
        "PORTAL_DATA_KEYS",
        "Keys that encrypt what people told us, newest first: 32 bytes in base64, with commas.",
        _keys,
        None,
    )
    public_base_urls: tuple[str, ...] = _variable(
        "PORTAL_PUBLIC_BASE_URL",
        "The https address that the public and Twilio use. A list is allowed, the main one first.",
        _addresses,
        None,
    )
    database_url: str = _variable(
        "DATABASE_URL",
        "PostgreSQL or SQLite.",
        _database,
        f"sqlite:///{ROOT / 'instance' / 'heard.db'}",
    )
    account_sid: str = _variable(
        "TWILIO_ACCOUNT_SID", "Our Twilio account. Empty: no text line.", _words, ""
    )
    auth_tokens: tuple[str, ...] = _variable(
        "TWILIO_AUTH_TOKENS", "Tokens that Twilio signs with; two during a rotation.", _items, ""
    )
    text_numbers: tuple[str, ...] = _variable(
        "TWILIO_NUMBERS", "Our numbers, as +44…; the first stands on the pages.", _items, ""
    )
    text_countries: frozenset[str] = _variable(
        "PORTAL_TEXT_COUNTRIES",
        "Countries whose mobile numbers are answered (a newly arrived child has a foreign SIM).",
        lambda text: frozenset(_items(text)),
        "GB,GG,JE,IM,IE,FR,BE,NL,LU,DE,AT,CH,IT,GR,ES,PT,PL,RO,UA,AL,XK,TR,"
        "AF,IR,IQ,SY,SD,ER,ET,SO,EG,LY,VN",
    )
    quiet_minutes: int = _variable(
        "PORTAL_TEXT_QUIET_MINUTES",
        "Minutes without a new text before a telling goes to the register.",
        int,
        "15",
    )
    languages: tuple[str, ...] = _variable(
        "PORTAL_LANGUAGES",
        "Languages of the pages and texts, the first is the default.",
        _items,
        "en,ar",
    )
    service_name: str = _variable("PORTAL_SERVICE_NAME", "The name on the pages.", _words, "Heard")
    council_name: str = _variable(
        "PORTAL_COUNCIL_NAME", "The council.", _words, "Kent County Council"
    )
    council_phone: str = _variable(
        "PORTAL_COUNCIL_PHONE", "Customer care's telephone number.", _words, "03000 41 11 11"
    )
    duty_phone: str = _variable(
        "PORTAL_DUTY_PHONE", "Social services when the office is closed.", _words, "03000 41 91 91"
    )
    helplines: tuple[Helpline, ...] = _variable(
        "PORTAL_HELPLINES",
        "People to ring or text who are not the council, as JSON: key, name, number, how.",
        _helplines,
        _HELPLINES,
    )
    advocacy_services: tuple[AdvocacyService, ...] = _variable(
        "PORTAL_ADVOCACY_SERVICES",
        "Advocacy services with the dates of their names and contracts, as JSON.",
        parse_services,
        _KENT_SERVICES.read_text(encoding="utf-8"),
    )
    office_hours: tuple[time, time] = _variable(
        "PORTAL_OFFICE_HOURS", "When people read what comes in.", _hours, "09:00-17:00"
    )
    closed_days: frozenset[date] = _variable(
        "PORTAL_CLOSED_DAYS",
        "Days on which the office is closed beside weekends and England's bank holidays.",
        _days,
        "",
    )
    read_days: int = _variable(
        "PORTAL_READ_DAYS", "Working days until a person has read it.", int, "2"
    )
    answer_days: int = _variable(
        "PORTAL_ANSWER_DAYS", "Working days until the answer (Stage One).", int, "10"
    )
    snapshot_days: int = _variable(
        "PORTAL_SNAPSHOT_DAYS",
        "Days after the register's receipt until a record's content is emptied from the queue.",
        int,
        "7",
    )
    event_source: str = _variable(
        "PORTAL_EVENT_SOURCE",
        "Who we are in the register's records (a URI).",
        _words,
        "urn:heard:kent",
    )
    register_token: str = _variable(
        "PORTAL_REGISTER_TOKEN", "Bearer token for a register reached by HTTP.", _words, ""
    )
    leave_to: str = _variable(
        "PORTAL_LEAVE_TO",
        "Where 'Leave quickly' goes.",
        _words,
        "https://www.bbc.co.uk/weather",
    )
    proxies: int = _variable(
        "PORTAL_PROXIES", "How many proxies of our own stand before the server.", int, "0"
    )
    demo: bool = _variable(
        "PORTAL_DEMO",
        "1 only through `make demo`: this machine only, invented data.",
        lambda text: text == "1",
        "",
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Settings as the environment has them.

        :raise SettingError: one is missing or wrong; the message says what to set.
        """
        values = {f.name: _read(f, environ) for f in fields(cls)}
        return cls(**values)

    @property
    def has_text_line(self) -> bool:
        """Whether Twilio's account, token and number are all set."""
        return bool(self.account_sid and self.auth_tokens and self.text_numbers)

    @property
    def is_https(self) -> bool:
        """Whether the public reaches us by https, as everywhere but on this machine."""
        return self.public_base_urls[0].startswith("https:")


def _read(setting: Field[Any], environ: Mapping[str, str]) -> Any:
    name = setting.metadata["name"]
    text = _text(name, environ)
    if text is None:
        text = setting.metadata["default"]
    if text is None:
        raise SettingError(f"Set {name}. {setting.metadata['meaning']}")
    try:
        return setting.metadata["read"](text)
    except (ValueError, TypeError, KeyError) as wrong:
        raise SettingError(f"{name} {_reason(wrong)}. {setting.metadata['meaning']}") from None


def _reason(wrong: Exception) -> str:
    # Only our own sentences: another error's text could repeat a secret.
    text = str(wrong)
    return text.rstrip(".") if text.startswith("must ") else "cannot be read"


def _text(name: str, environ: Mapping[str, str]) -> str | None:
    if environ.get(name):
        return environ[name]
    if path := environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return None
