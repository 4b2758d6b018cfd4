"""Twilio's own client for our account. It is heavy: only a worker loads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from portal.settings import Settings
from sms.quiet import keep_quiet

SECONDS_TO_ANSWER = 10

keep_quiet()


class _At(TwilioHttpClient):  # type: ignore[misc]  # it has no types
    """Twilio's client, asking the address that the settings name."""

    def __init__(self, address: str) -> None:
        super().__init__(timeout=SECONDS_TO_ANSWER)
        self._address = urlsplit(address)
        if self.session and self._address.hostname in ("127.0.0.1", "localhost"):
            # A proxy of this computer would not find this computer.
            self.session.trust_env = False

    def request(self, method: str, url: str, *more: Any, **named: Any) -> Any:
        """The same request there."""
        asked = urlsplit(url)
        there = asked._replace(
            scheme=self._address.scheme,
            netloc=self._address.netloc,
            path=self._address.path + asked.path,
        )
        return super().request(method, urlunsplit(there), *more, **named)


def client_of(settings: Settings) -> Client:
    """Twilio's client for our account, where the settings say it is."""
    account, token = settings.account_sid, settings.auth_tokens[0]
    return Client(account, token, http_client=_At(settings.twilio_api))
