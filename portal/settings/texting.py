"""The text line: Twilio's account and numbers, whom we text, when, and what a text costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path

from portal.settings import values
from portal.settings.advocacy import ForAdvocacy
from portal.settings.environment import variable
from portal.settings.values import whole_number


class AtTwilio(StrEnum):
    """What becomes of a text at Twilio once it is kept here, with all that came with it."""

    DELETE = "delete"
    """Nothing is left of it in our account."""
    REDACT = "redact"
    """Its words and files go; that there was a text, from whom and when, stays."""
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class ForTexting(ForAdvocacy):
    """The settings about texts."""

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
    rcs_senders: tuple[str, ...] = variable(
        "TWILIO_RCS_SENDERS",
        "Our senders in RCS, as rcs:kent_heard_agent; we answer there by the first.",
        values.rcs_senders,
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
    text_hours: tuple[time, time] = variable(
        "PORTAL_TEXT_HOURS",
        "When texts may go that answer nothing in hand. The reply to a child goes at any hour.",
        values.hours,
        "08:00-20:00",
    )
    text_spool: Path = variable(
        "PORTAL_TEXT_SPOOL",
        "A folder for texts that the database cannot take, encrypted; the web server and"
        " `flask worker` must both have it.",
        Path,
        str(values.ROOT / "instance" / "spool"),
    )
    text_pence: float = variable(
        "PORTAL_TEXT_PENCE",
        "What one segment of a text costs us, in pence; the desk shows it.",
        values.pence,
        "4",
    )
    twilio_api: str = variable(
        "TWILIO_API_URL",
        "Where Twilio takes texts; https://api.dublin.ie1.twilio.com for an account in Ireland.",
        values.twilio_api,
        "https://api.twilio.com",
    )
    texts_a_minute: int = variable(
        "TWILIO_TEXTS_A_MINUTE",
        "How many texts that answer nothing in hand all workers send in a minute at most.",
        whole_number(1, 600),
        "60",
    )
    poll_minutes: int = variable(
        "TWILIO_POLL_MINUTES",
        "How often `flask worker` asks Twilio for texts that never arrived here; 0: never.",
        whole_number(0, 24 * 60),
        "5",
    )
    at_twilio: AtTwilio = variable(
        "TWILIO_AFTER_RECEIPT",
        "What becomes of a text at Twilio once it is kept here, with its photos: delete, redact"
        " (its words and photos), or keep.",
        values.one_of(AtTwilio),
        "delete",
    )
