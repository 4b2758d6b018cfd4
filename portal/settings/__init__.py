"""Every setting, with its meaning. A secret has no default.

Each setting is an environment variable; `NAME_FILE` may name a file that holds the value,
for secrets that a container mounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time

from portal.domain.duty import Roster, parse_roster
from portal.settings import kent, mail, values
from portal.settings.advocacy import Fallback
from portal.settings.environment import SettingError, read_setting, variable
from portal.settings.texting import ForTexting
from portal.settings.values import ROOT, Helpline, whole_number

__all__ = ["ROOT", "Fallback", "Helpline", "SettingError", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings(ForTexting):
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
    smtp: mail.SmtpServer | mail.Folder = variable(
        "PORTAL_SMTP_URL",
        "The server that takes our notices: smtp://user:password@host:587, or smtps://host.",
        mail.mail_route,
        None,
        is_secret=True,
    )
    mail_from: str = variable(
        "PORTAL_MAIL_FROM", "The address that notices come from.", mail.address, None
    )
    duty: Roster = variable(
        "PORTAL_DUTY",
        "Who is told first, by hours, as JSON: turns with days, hours, on_holidays and emails;"
        " the last has emails alone, for all other times.",
        parse_roster,
        None,
    )
    nobodys_hours: int = variable(
        "PORTAL_NOBODYS_HOURS",
        "Office hours after which somebody is told that nobody has an intake yet.",
        whole_number(1, 80),
        "3",
    )
    database_url: str = variable(
        "DATABASE_URL",
        "PostgreSQL or SQLite.",
        values.database,
        f"sqlite:///{ROOT / 'instance' / 'heard.db'}",
        is_secret=True,
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
    draft_days: int = variable(
        "PORTAL_DRAFT_DAYS",
        "Days for which what a child kept to send later stays.",
        whole_number(1, 90),
        "7",
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
    sso_issuer: str = variable(
        "PORTAL_SSO_ISSUER",
        "The council's OpenID Connect provider, for single sign-in at the desk. Empty: none.",
        values.issuer,
        "",
    )
    sso_client_id: str = variable(
        "PORTAL_SSO_CLIENT_ID", "Who we are to that provider.", values.trimmed, ""
    )
    sso_client_secret: str = variable(
        "PORTAL_SSO_CLIENT_SECRET",
        "The secret that it gave us.",
        values.trimmed,
        "",
        is_secret=True,
    )
    sso_name: str = variable(
        "PORTAL_SSO_NAME", "What the button for it says.", values.trimmed, "your council account"
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
    register_answers_token: str = variable(
        "PORTAL_REGISTER_ANSWERS_TOKEN",
        "Bearer token with which the register answers by HTTP. Empty: it does not.",
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
        settings._refuse_half_a_provider()
        settings._refuse_untold_notices()
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

    def _refuse_untold_notices(self) -> None:
        if isinstance(self.smtp, mail.Folder) and not self.demo:
            raise SettingError("PORTAL_SMTP_URL may be a folder in the demo only: nobody reads it.")

    def _refuse_half_a_provider(self) -> None:
        parts = {
            "PORTAL_SSO_ISSUER": self.sso_issuer,
            "PORTAL_SSO_CLIENT_ID": self.sso_client_id,
            "PORTAL_SSO_CLIENT_SECRET": self.sso_client_secret,
        }
        missing = [name for name, value in parts.items() if not value]
        if 0 < len(missing) < len(parts):
            raise SettingError(f"Set {' and '.join(missing)} too: single sign-in needs all three.")

    @property
    def has_text_line(self) -> bool:
        """Whether Twilio's account, token and number are all set."""
        return bool(self.account_sid and self.auth_tokens and self.text_numbers)

    @property
    def is_https(self) -> bool:
        """Whether the public reaches us by https, as everywhere but on this machine."""
        return self.public_base_urls[0].startswith("https:")
