"""Texts as Twilio posts them: its form, its signature, over HTTP."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator

from sms.hearing import REPEATED_WITHIN
from tests.servers.live import LiveServer
from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN, CHILDS_NUMBER, OUR_NUMBER

INCOMING = "/sms/incoming"


@dataclass(frozen=True)
class Reply:
    """What our webhook answered: the status, and the TwiML byte for byte."""

    status: int
    body: bytes

    @property
    def messages(self) -> list[str]:
        """The texts that Twilio would now send to the child; empty when we say nothing."""
        twiml = ElementTree.fromstring(self.body)  # noqa: S314 - our own answer, not a stranger's
        return ["".join(message.itertext()) for message in twiml.iter("Message")]


def text_form(body: str, *, sid: str | None = None, **more: str) -> dict[str, str]:
    """The form that Twilio posts for one text. `more` adds fields or replaces them (`From=...`)."""
    sid = sid or f"SM{secrets.token_hex(16)}"
    return {
        "ToCountry": "GB",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "FromCountry": "GB",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": body,
        "To": OUR_NUMBER,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": CHILDS_NUMBER,
        "ApiVersion": "2010-04-01",
        **more,
    }


def signature(address: str, form: dict[str, str], token: str = AUTH_TOKEN) -> str:
    """Twilio's signature of a form posted to `address`, the one that Twilio was told."""
    return str(RequestValidator(token).compute_signature(address, form))


def read_the_question() -> None:
    """Let go by what reading the next question takes: the same digit at once is no answer to it."""
    time.sleep(REPEATED_WITHIN.total_seconds() + 0.2)


def post_text(server: LiveServer, body: str, *, sid: str | None = None, **more: str) -> Reply:
    """Post a signed text to the server's webhook, as Twilio does; its answer."""
    form = text_form(body, sid=sid, **more)
    signed = signature(server.public_url + INCOMING, form)
    headers = {"X-Twilio-Signature": signed, "User-Agent": "TwilioProxy/1.1"}
    answer = requests.post(server.url + INCOMING, data=form, headers=headers, timeout=15)
    return Reply(answer.status_code, answer.content)
