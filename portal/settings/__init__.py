"""Every setting, with its meaning. A secret has no default.

Each setting is an environment variable; `NAME_FILE` may name a file that holds the value,
for secrets that a container mounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time

from portal.domain.advocacy import AdvocacyService, parse_services
from portal.settings import kent, values
from portal.settings.environment import SettingError, read_setting, variable
from portal.settings.values import ROOT, Helpline, whole_number

__all__ = ["ROOT", "Helpline", "SettingError", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told. Made once, by `from_environment`, and passed in."""

    secret_key: str = variable(
        "PORTAL_SECRET_KEY",
        "Signs cookies and forms. At least 32 random characters.",
        values.secret,
        None,
        is_secret=True,
    )
    data_keys: tuple[bytes, ...] = variable(
        "PORTAL_DATA_KEYS",
        "Keys that encrypt what people told us, newest first: 32 bytes in base64, with commas.",
        values.keys,
        None,
        is_secret=True,
    )
    public_base_urls: tuple[str, ...] = variable(
        "PORTAL_PUBLIC_BASE_URL",
        "The https address that the public and Twilio use. A list is allowed, the main one first.",
        values.public_addresses,
        None,
    )
    database_url: str = variable(
        "DATABASE_URL",
        "PostgreSQL or SQLite.",
        values.database,
        f"sqlite:///{ROOT / 'instance' / 'heard.db'}",
        is_secret=True,
    )
    account_sid: str = variable(
        "TWILIO_ACCOUNT_SID", "Our Twilio account. Empty: no text line.", values.trimmed, ""
    )
    auth_tokens: tuple[str, ...] = variable(
        "TWILIO_AUTH_TOKENS",
        "Tokens that Twilio signs with; two during a rotation.",
        values.items,
        "",
        is_secret=True,
    )
    text_numbers: tuple[str, ...] = variable(
        "TWILIO_NUMBERS",
        "Our numbers, as +44…; the first stands on the pages.",
        values.text_numbers,
        "",
    )
    text_countries: frozenset[str] = variable(
        "PORTAL_TEXT_COUNTRIES",
        "Countries whose mobile numbers are answered (a newly arrived child has a foreign SIM).",
        values.countries,
        "GB,GG,JE,IM,IE,FR,BE,NL,LU,DE,AT,CH,IT,GR,ES,PT,PL,RO,UA,AL,XK,TR,"
        "AF,IR,IQ,SY,SD,ER,ET,SO,EG,LY,VN",
    )
    quiet_minutes: int = variable(
        "PORTAL_TEXT_QUIET_MINUTES",
        "Minutes without a new text before a telling goes to the register.",
        whole_number(0, 24 * 60),
        "15",
    )
    languages: tuple[str, ...] = variable(
        "PORTAL_LANGUAGES",
        "Languages of the pages and texts, the first is the default.",
        values.languages,
        "en,ar",
    )
    service_name: str = variable(
        "PORTAL_SERVICE_NAME", "The name on the pages.", values.trimmed, "Heard"
    )
    council_name: str = variable(
        "PORTAL_COUNCIL_NAME", "The council.", values.trimmed, "Kent County Council"
    )
    council_phone: str = variable(
        "PORTAL_COUNCIL_PHONE",
        "Customer care's telephone number.",
        values.trimmed,
        "03000 41 11 11",
    )
    helplines: tuple[Helpline, ...] = variable(
        "PORTAL_HELPLINES",
        "People to ring or text who are not the council, as JSON: key, name, number, how.",
        values.helplines,
        kent.HELPLINES,
    )
    advocacy_services: tuple[AdvocacyService, ...] = variable(
        "PORTAL_ADVOCACY_SERVICES",
        "Advocacy services with the dates of their names and contracts, as JSON.",
        parse_services,
        kent.ADVOCACY_SERVICES,
    )
    office_hours: tuple[time, time] = variable(
        "PORTAL_OFFICE_HOURS", "When people read what comes in.", values.hours, "09:00-17:00"
    )
    closed_days: frozenset[date] = variable(
        "PORTAL_CLOSED_DAYS",
        "Days on which the office is closed beside weekends and England's bank holidays.",
        values.days,
        "",
    )
    read_days: int = variable(
        "PORTAL_READ_DAYS", "Working days until a person has read it.", whole_number(1, 100), "2"
    )
    answer_days: int = variable(
        "PORTAL_ANSWER_DAYS",
        "Working days until the answer (Stage One).",
        whole_number(1, 100),
        "10",
    )
    advocate_pause: bool = variable(
        "PORTAL_ADVOCATE_PAUSE",
        "1 once the council's lawyer confirmed it: days of waiting for an advocate do not count.",
        lambda text: text == "1",
        "",
    )
    snapshot_days: int = variable(
        "PORTAL_SNAPSHOT_DAYS",
        "Days after the register's receipt until a record's content is emptied from the queue.",
        whole_number(0, 3650),
        "7",
    )
    desk_idle_minutes: int = variable(
        "PORTAL_DESK_IDLE_MINUTES",
        "Minutes without use after which somebody of the desk must sign in again.",
        whole_number(1, 24 * 60),
        "30",
    )
    desk_hours: int = variable(
        "PORTAL_DESK_HOURS",
        "Hours after which they must sign in again, however busy they are.",
        whole_number(1, 24),
        "10",
    )
    event_source: str = variable(
        "PORTAL_EVENT_SOURCE",
        "Who we are in the register's records (a URI).",
        values.uri,
        "urn:heard:kent",
    )
    register_token: str = variable(
        "PORTAL_REGISTER_TOKEN",
        "Bearer token for a register reached by HTTP.",
        values.trimmed,
        "",
        is_secret=True,
    )
    leave_to: str = variable(
        "PORTAL_LEAVE_TO",
        "Where 'Leave quickly' goes.",
        values.web_address,
        "https://www.bbc.co.uk/weather",
    )
    proxies: int = variable(
        "PORTAL_PROXIES",
        "How many proxies of our own stand before the server.",
        whole_number(0, 9),
        "0",
    )
    demo: bool = variable(
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
        settings = cls(**{f.name: read_setting(f, environ) for f in fields(cls)})
        settings._refuse_half_a_text_line()
        return settings

    def _refuse_half_a_text_line(self) -> None:
        # Left alone it would be no text line at all, and nobody would see why texts are lost.
        parts = {
            "TWILIO_ACCOUNT_SID": self.account_sid,
            "TWILIO_AUTH_TOKENS": self.auth_tokens,
            "TWILIO_NUMBERS": self.text_numbers,
        }
        missing = [name for name, value in parts.items() if not value]
        if 0 < len(missing) < len(parts):
            raise SettingError(f"Set {' and '.join(missing)} too: the text line needs all three.")

    @property
    def has_text_line(self) -> bool:
        """Whether Twilio's account, token and number are all set."""
        return bool(self.account_sid and self.auth_tokens and self.text_numbers)

    @property
    def is_https(self) -> bool:
        """Whether the public reaches us by https, as everywhere but on this machine."""
        return self.public_base_urls[0].startswith("https:")
