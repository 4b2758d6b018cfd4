"""Plays Twilio: its form, its signature, its POST to the address it was told."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator

from portal.domain.segments import measure
from portal.settings import Settings

WEBHOOK = "/sms/incoming"
SECONDS_TO_ANSWER = 10


class Way(StrEnum):
    """How a text arrives: as it should, or as a webhook must be ready for."""

    USUAL = "usual"
    TWICE = "twice"
    FORGED = "forged"
    WHATSAPP = "whatsapp"
    RCS = "rcs"

    def address_of(self, number: str) -> str:
        """What stands in From, and what the conversation is known by."""
        return f"{self}:{number}" if self in (Way.WHATSAPP, Way.RCS) else number


@dataclass(frozen=True, slots=True)
class Answer:
    """What the webhook answered. `status` 0: nothing, in time or at all."""

    status: int
    body: bytes
    milliseconds: int

    @property
    def messages(self) -> list[str]:
        """The texts that Twilio would send to the phone now."""
        if self.status != 200:
            return []
        twiml = ElementTree.fromstring(self.body)  # noqa: S314 - what our own webhook wrote
        return ["".join(message.itertext()) for message in twiml.iter("Message")]


@dataclass(frozen=True, slots=True)
class Carrier:
    """Twilio, as far as one text line sees it."""

    address: str
    account_sid: str
    auth_token: str
    our_number: str
    api: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The carrier of this installation's own text line."""
        return cls(
            settings.public_base_urls[0] + WEBHOOK,
            settings.account_sid,
            settings.auth_tokens[0],
            settings.text_numbers[0],
            settings.twilio_api,
        )

    def carry(
        self, text: str, number: str, way: Way, *, twice: bool = False, opt_out_type: str = ""
    ) -> list[Answer]:
        """Bring the text from the phone with this number to the webhook; each answer it gave.

        One answer, or two where Twilio delivers the same text TWICE, or `twice` in another way.
        `opt_out_type` is what Advanced Opt-Out took it for, "" for none or where it is off.
        """
        form = self.form(text, number, way)
        form |= {"OptOutType": opt_out_type} if opt_out_type else {}
        return [self.bring(form, way) for _ in range(2 if twice or way is Way.TWICE else 1)]

    def bring(self, form: dict[str, str], way: Way = Way.USUAL) -> Answer:
        """Post this form to the webhook, signed: the same form again is the same text again."""
        return self._post(form, self.signature(form, way))

    def form(self, text: str, number: str, way: Way) -> dict[str, str]:
        """The fields that Twilio posts for one text, as it names them."""
        sid = f"SM{secrets.token_hex(16)}"
        fields = {
            "ToCountry": "GB",
            "SmsMessageSid": sid,
            "NumMedia": "0",
            "FromCountry": "GB",
            "SmsSid": sid,
            "SmsStatus": "received",
            "Body": text,
            "To": self.our_number,
            "NumSegments": str(max(measure(text).segments, 1)),
            "MessageSid": sid,
            "AccountSid": self.account_sid,
            "From": way.address_of(number),
            "ApiVersion": "2010-04-01",
        }
        return fields | self._of_an_app(number, way)

    def with_photo(self, form: dict[str, str], photo: str, media_type: str) -> dict[str, str]:
        """The same text with a photo, which lies with the network by this name."""
        messages = f"{self.api}/2010-04-01/Accounts/{self.account_sid}/Messages"
        return form | {
            "NumMedia": "1",
            "MediaContentType0": media_type,
            "MediaUrl0": f"{messages}/{form['MessageSid']}/Media/{photo}",
        }

    def signature(self, form: dict[str, str], way: Way) -> str:
        """What Twilio writes into X-Twilio-Signature for this form; worthless where FORGED."""
        token = secrets.token_hex(16) if way is Way.FORGED else self.auth_token
        return str(RequestValidator(token).compute_signature(self.address, form))

    def _of_an_app(self, number: str, way: Way) -> dict[str, str]:
        if way not in (Way.WHATSAPP, Way.RCS):
            return {}
        fields = {"To": way.address_of(self.our_number), "MessageType": "text"}
        if way is Way.RCS:
            return fields
        # Who shows WhatsApp no number has a name of its own there instead.
        known = {"WaId": number[1:]} if number.startswith("+") else {"ExternalUserId": number}
        return fields | known | {"ProfileName": "A WhatsApp name"}

    def _post(self, form: dict[str, str], signature: str) -> Answer:
        headers = {"X-Twilio-Signature": signature, "User-Agent": "TwilioProxy/1.1"}
        started = time.perf_counter()
        with requests.Session() as session:
            session.trust_env = False  # a proxy of this computer would not find this computer
            try:
                answer = session.post(
                    self.address, data=form, headers=headers, timeout=SECONDS_TO_ANSWER
                )
                status, body = answer.status_code, answer.content
            except requests.RequestException:
                status, body = 0, b""
        return Answer(status, body, round((time.perf_counter() - started) * 1000))
