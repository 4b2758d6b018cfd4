"""The way out: Twilio's own client, which sends a text or says whether it has it.

Sending is not idempotent at Twilio: where no answer comes, nobody knows whether it went out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from urllib3.exceptions import NewConnectionError

from portal.domain.outgoing import Standing, standing_of
from portal.settings import Settings
from sms.sending.errors import BUSY, meaning_of
from sms.twilio_client import client_of

# Twilio's clock and ours may differ, and it filters by the day alone.
_BEFORE = timedelta(minutes=5)
_AT_MOST = 200
_WHATSAPP, _RCS = "whatsapp:", "rcs:"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `again_after` None: it is not tried again by itself.

    `standing` UNKNOWN: no answer came. WAITING: it was not taken, and may be tried again.
    `is_ours`: our account or settings are wrong. `was_not_there`: Twilio could not be reached.
    """

    standing: Standing
    sid: str | None = None
    error_code: int | None = None
    again_after: timedelta | None = None
    opted_out: bool = False
    is_ours: bool = False
    was_not_there: bool = False


class Line:
    """Our account at Twilio. Safe to make anew as often as one likes."""

    def __init__(self, settings: Settings) -> None:
        self._number = settings.text_numbers[0]
        self._in_rcs = next(iter(settings.rcs_senders), f"{_RCS}{self._number}")
        self._client = client_of(settings)

    def send(self, to: str, body: str, *, callback: str, waits: timedelta) -> Outcome:
        """Give Twilio a text for this address. It tries for as long as `waits`."""

        def create() -> Outcome:
            made = self._client.messages.create(
                to=to,
                from_=self._from(to),
                body=body,
                status_callback=callback,
                validity_period=int(waits.total_seconds()),
            )
            return _taken(made)

        return _answered(create)

    def look_up(
        self, to: str, body: str, since: datetime, is_ours: Callable[[str], bool]
    ) -> Outcome | None:
        """What Twilio has of a text that we may have sent `since` then; None: it has none such.

        `is_ours` says of a sid that it is another text's. UNKNOWN: it did not answer this either.
        """
        found: list[Outcome] = []

        def search() -> Outcome:
            listed = self._client.messages.list(
                to=to, date_sent_after=since - _BEFORE, limit=_AT_MOST
            )
            found.extend(
                _taken(one)
                for one in listed
                if one.body == body and one.sid and not is_ours(one.sid)
            )
            return Outcome(Standing.QUEUED)

        asked = _answered(search)
        if asked.standing is not Standing.QUEUED:
            return Outcome(Standing.UNKNOWN)
        return found[0] if found else None

    def _from(self, to: str) -> str:
        if to.startswith(_RCS):
            return self._in_rcs
        return f"{_WHATSAPP}{self._number}" if to.startswith(_WHATSAPP) else self._number


def _taken(message: Any) -> Outcome:
    standing = standing_of(str(message.status)) or Standing.QUEUED
    return Outcome(standing, message.sid, message.error_code)


def _answered(ask: Callable[[], Outcome]) -> Outcome:
    """What came of asking. No error of Twilio's client leaves here: they repeat numbers."""
    try:
        return ask()
    except TwilioRestException as refused:
        return _refused(refused.status, refused.code)
    except (requests.ConnectTimeout, requests.exceptions.SSLError):
        return _not_there()
    except requests.ConnectionError as failed:
        return _not_there() if _never_began(failed) else Outcome(Standing.UNKNOWN)
    except (requests.RequestException, TwilioException, ValueError, KeyError):
        return Outcome(Standing.UNKNOWN)


def _never_began(failed: requests.ConnectionError) -> bool:
    """Whether nothing was sent at all."""
    reason = getattr(failed.args[0], "reason", None) if failed.args else None
    return isinstance(reason, NewConnectionError)


def _not_there() -> Outcome:
    return Outcome(Standing.WAITING, again_after=BUSY, was_not_there=True)


def _refused(status: int, code: int | None) -> Outcome:
    if status >= 500:
        return Outcome(Standing.UNKNOWN, error_code=code)
    meaning = meaning_of(code, status)
    standing = Standing.WAITING if meaning.again_after else Standing.FAILED
    return Outcome(
        standing,
        None,
        code,
        again_after=meaning.again_after,
        opted_out=meaning.opted_out,
        is_ours=meaning.is_ours,
    )
