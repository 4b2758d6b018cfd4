"""What the server that plays Twilio has, and what it is told to do next."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from typing import Any

import requests
from twilio.request_validator import RequestValidator

from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN, CHILDS_NUMBER, OUR_NUMBER


class Fault(StrEnum):
    """How the next request to send goes wrong, once."""

    CUT_BEFORE = "cut before it is taken"
    CUT_AFTER = "cut after it was taken"
    SLOW_AFTER = "taken, and the answer takes too long"
    BROKEN = "500 with 20500, and it was taken"
    BUSY = "429 with 20429"


@dataclass
class TakenText:
    """One text that the server took, as its resource says it."""

    sid: str
    form: dict[str, str]
    taken_at: datetime
    status: str = "queued"
    error_code: int | None = None
    direction: str = "outbound-api"

    @property
    def body(self) -> str:
        """Its words."""
        return self.form["Body"]

    def resource(self) -> dict[str, Any]:
        """The Message resource."""
        at = format_datetime(self.taken_at)
        return {
            "account_sid": ACCOUNT_SID,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": at,
            "date_sent": at,
            "date_updated": at,
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": None,
            "from": self.form["From"],
            "messaging_service_sid": None,
            "num_media": self.form.get("NumMedia", "0"),
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {},
            "to": self.form["To"],
            "uri": f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{self.sid}.json",
        }


@dataclass
class Twilio:
    """What the server has, and what it is told to do next."""

    url: str = ""
    texts: list[TakenText] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lists_nothing: bool = False
    media: dict[str, bytes] = field(default_factory=dict)
    media_not_yet: int = 0
    media_sent_on_to: str = ""
    media_asked: list[tuple[str, str]] = field(default_factory=list)
    seconds_slow: float = 1.5
    largest_page: int = 1000
    asked_for: list[tuple[str, str]] = field(default_factory=list)
    fails_with: list[tuple[int, int]] = field(default_factory=list)
    not_final: set[str] = field(default_factory=set)

    def bodies(self, to: str | None = None) -> list[str]:
        """The words of what it took, for this phone."""
        return [one.body for one in self.texts if to in (None, one.form["To"])]

    def callback(self, text: TakenText, status: str, error_code: int | None = None) -> int:
        """Say, signed, what became of a text; the status of the answer."""
        text.status, text.error_code = status, error_code
        form = {
            "MessageSid": text.sid,
            "SmsSid": text.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "AccountSid": ACCOUNT_SID,
            "From": text.form["From"],
            "To": text.form["To"],
            "ApiVersion": "2010-04-01",
        } | ({"ErrorCode": str(error_code)} if error_code else {})
        address = text.form["StatusCallback"]
        signature = RequestValidator(AUTH_TOKEN).compute_signature(address, form)
        headers = {"X-Twilio-Signature": signature}
        return requests.post(address, data=form, headers=headers, timeout=10).status_code

    def keeps(self, message_sid: str, content: bytes) -> str:
        """Something that came with this text lies here; its address, as the webhook names it."""
        sid = f"ME{secrets.token_hex(16)}"
        path = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{message_sid}/Media/{sid}"
        self.media[path] = content
        return f"{self.url}{path}"

    def came(
        self,
        body: str,
        at: datetime,
        *,
        sid: str | None = None,
        media: tuple[bytes, ...] = (),
        **more: str,
    ) -> TakenText:
        """A child's text is here, sent then; whether our webhook ever got it is another matter."""
        sid = sid or f"{'MM' if media else 'SM'}{secrets.token_hex(16)}"
        for content in media:
            self.keeps(sid, content)
        form = {"Body": body, "From": CHILDS_NUMBER, "To": OUR_NUMBER, "NumMedia": str(len(media))}
        text = TakenText(sid, form | more, at, "received", direction="inbound")
        self.texts.append(text)
        return text

    def has(self, sid: str) -> TakenText | None:
        """What is still here of a text."""
        return next((one for one in self.texts if one.sid == sid), None)

    def media_of(self, sid: str) -> list[str]:
        """The paths of what came with a text and is still here."""
        return [path for path in self.media if f"/Messages/{sid}/" in path]

    def take(self, form: dict[str, str]) -> TakenText:
        """Take a text."""
        taken = TakenText(f"SM{secrets.token_hex(16)}", form, datetime.now(UTC))
        self.texts.append(taken)
        return taken
