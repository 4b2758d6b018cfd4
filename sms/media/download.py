"""One download from Twilio: only from where Twilio keeps media, with our account, and so much.

An address comes with a text, so nothing in it is trusted: its host and its path must be those of
our account and of that very text. Twilio sends on to where the bytes lie; our token does not go
there. Source: twilio.com/docs/messaging/api/media-resource.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import requests

from portal.settings import Settings

SECONDS_TO_ANSWER = 20
# WhatsApp's largest.
MOST_BYTES = 16_000_000
_API = r"https://api(\.[a-z0-9-]+){0,2}\.twilio\.com"
_SENDS_ON_TO = (".twilio.com", ".twiliocdn.com", ".amazonaws.com")
_CHUNK = 65_536


class Came(StrEnum):
    """What came of asking for one."""

    HERE = "here"
    NOT_YET = "not yet"
    """Twilio has not got it itself, or did not answer as it should."""
    NEVER = "never"
    """It is not where Twilio keeps media, or larger than anything that it brings."""


@dataclass(frozen=True, slots=True)
class Download:
    """What came of it, and the bytes."""

    came: Came
    content: bytes = b""


def download(settings: Settings, source: str, message_sid: str) -> Download:
    """Ask for what lies at `source`, which came with this text. No error leaves here."""
    if not _is_where_it_should_be(settings, source, message_sid):
        return Download(Came.NEVER)
    account = (settings.account_sid, settings.auth_tokens[0])
    with requests.Session() as session:
        # No proxy, no .netrc: nobody else learns of it, and no other password goes there.
        session.trust_env = False
        try:
            return _asked(settings, session, source, account)
        except requests.RequestException:
            return Download(Came.NOT_YET)


def _is_where_it_should_be(settings: Settings, source: str, message_sid: str) -> bool:
    place = f"/2010-04-01/Accounts/{settings.account_sid}/Messages/{message_sid}/Media/"
    api = _API if _is_twilios(settings) else re.escape(settings.twilio_api)
    return bool(re.fullmatch(f"{api}{re.escape(place)}ME[0-9a-f]{{32}}", source))


def _is_twilios(settings: Settings) -> bool:
    return re.fullmatch(_API, settings.twilio_api) is not None


def _asked(
    settings: Settings, session: requests.Session, source: str, account: tuple[str, str] | None
) -> Download:
    with session.get(
        source, auth=account, timeout=SECONDS_TO_ANSWER, stream=True, allow_redirects=False
    ) as answer:
        if answer.is_redirect and account is not None:
            there = urljoin(source, answer.headers["Location"])
            if not _may_be_sent_on_to(settings, there):
                return Download(Came.NEVER)
            return _asked(settings, session, there, None)
        if answer.status_code != requests.codes.ok:
            return Download(Came.NOT_YET)
        return _read(answer)


def _may_be_sent_on_to(settings: Settings, address: str) -> bool:
    if not _is_twilios(settings):
        return address.startswith(f"{settings.twilio_api}/")
    there = urlsplit(address)
    is_theirs = (there.hostname or "").endswith(_SENDS_ON_TO)
    return there.scheme == "https" and is_theirs and there.port in (None, 443)


def _read(answer: requests.Response) -> Download:
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            return Download(Came.NEVER)
    return Download(Came.HERE, bytes(content)) if content else Download(Came.NOT_YET)
