"""Our account at Twilio, by its own client: what it lists, and what is taken away from it.

No error of the client leaves here: they repeat addresses with numbers in them.
Source: twilio.com/docs/messaging/api/message-resource and /media-resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import requests
from twilio.base.exceptions import TwilioException

from portal.db.conversations import FOUND
from portal.settings import Settings
from sms.sending.errors import BUSY, meaning_of
from sms.twilio_client import client_of

Answer = TypeVar("Answer")
PAGE = 500
INBOUND, REPLIED = "inbound", "outbound-reply"
_MOST_MEDIA = 10
_GONE = 404


class AwayError(RuntimeError):
    """Twilio does nothing for us now. `again_after` is how long it is to be left alone."""

    def __init__(self, again_after: timedelta) -> None:
        super().__init__("Twilio does not answer as it should")
        self.again_after = again_after


class RefusedError(RuntimeError):
    """Twilio would not do this one thing. `is_gone`: it has it no more."""

    def __init__(self, status: int, code: int | None) -> None:
        super().__init__(f"Twilio refused: {status}, {code}")
        self.is_gone = status == _GONE


@dataclass(frozen=True, slots=True)
class Listed:
    """One text as Twilio lists it. `form` is as its webhook would have posted it, without media.

    `sent_at` is when Twilio had it, for a text that came in. `media`: how many files came with it.
    """

    sid: str
    direction: str
    sent_at: datetime
    media: int
    is_empty: bool
    form: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the list, the newest first. `next` is where it goes on, None: nowhere."""

    texts: list[Listed]
    next: str | None


class Account:
    """What Twilio keeps of our texts.

    Each of these raises AwayError where Twilio is not to be had, and RefusedError where it would
    not do this.
    """

    def __init__(self, settings: Settings) -> None:
        self._media_at = f"{settings.twilio_api}/2010-04-01/Accounts/{settings.account_sid}"
        self._client = client_of(settings)

    def page(self, since: datetime, *, to: str | None = None, by: str | None = None) -> Page:
        """The first page of what was sent `since` then `to` one of our addresses, or `by` it."""
        named = {name: value for name, value in (("to", to), ("from_", by)) if value}

        def ask() -> Page:
            texts = self._client.messages
            return _page(texts.page(date_sent_after=since, page_size=PAGE, **named))

        return _answered(ask)

    def page_at(self, place: str) -> Page:
        """The page that another one named as its next."""
        return _answered(lambda: _page(self._client.messages.get_page(place)))

    def media_of(self, sid: str) -> dict[str, list[str]]:
        """The fields of the webhook's form that say which files came with this text."""

        def ask() -> dict[str, list[str]]:
            fields: dict[str, list[str]] = {}
            for at, one in enumerate(self._client.messages(sid).media.list(limit=_MOST_MEDIA)):
                lies_at = f"{self._media_at}/Messages/{sid}/Media/{one.sid}"
                fields[f"MediaUrl{at}"] = [lies_at]
                fields[f"MediaContentType{at}"] = [str(one.content_type)]
            return fields

        return _answered(ask)

    def delete(self, sid: str) -> None:
        """Have Twilio keep nothing of this text, nor of what came with it."""
        _answered(lambda: self._client.messages(sid).delete())

    def redact(self, sid: str) -> None:
        """Have Twilio keep no word of this text. What came with it stays."""
        _answered(lambda: self._client.messages(sid).update(body=""))

    def delete_media(self, sid: str) -> None:
        """Have Twilio keep nothing that came with this text."""

        def ask() -> None:
            for one in self._client.messages(sid).media.list(limit=_MOST_MEDIA):
                one.delete()

        _answered(ask)


def _page(found: Any) -> Page:
    return Page([_listed(one) for one in found], found.next_page_url)


def _listed(one: Any) -> Listed:
    sent_at = one.date_sent or one.date_created
    sid, body = str(one.sid), one.body or ""
    form = {
        "MessageSid": sid,
        "AccountSid": one.account_sid,
        "MessagingServiceSid": one.messaging_service_sid,
        "From": one.from_,
        "To": one.to,
        "Body": body,
        "NumMedia": one.num_media,
        "NumSegments": one.num_segments,
        FOUND: sent_at.isoformat(),
    }
    return Listed(
        sid=sid,
        direction=str(one.direction),
        sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),
        media=int(one.num_media or 0),
        is_empty=not body,
        form={name: [str(value)] for name, value in form.items() if value is not None},
    )


def _answered(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except TwilioException as refused:
        raise _meant(*_said(refused)) from None
    except (requests.RequestException, AttributeError, KeyError, TypeError, ValueError):
        # It did not come through, or what came is no answer of Twilio's.
        raise AwayError(BUSY) from None


def _said(refused: TwilioException) -> tuple[int, int | None]:
    """The status and the code of an error; 0 where none came. A page that fails says less."""
    if hasattr(refused, "status"):
        return refused.status, refused.code
    answer = refused.args[-1] if refused.args else None
    return getattr(answer, "status_code", 0), None


def _meant(status: int, code: int | None) -> AwayError | RefusedError:
    if status in (401, 403, 429):
        return AwayError(meaning_of(code, status).again_after or BUSY)
    return RefusedError(status, code) if 400 <= status < 500 else AwayError(BUSY)
