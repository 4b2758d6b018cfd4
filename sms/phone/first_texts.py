"""A few invented texts from days before, taken in as if they had come by the webhook."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from portal.services.office import Office
from sms.receiving import receive_text
from sms.turns import ReceivedText

# How long ago, from which of the numbers kept for drama, what.
_TEXTS = (
    (
        timedelta(days=2, hours=5),
        "+447700900143",
        "hi my visit with my brother got cancelled AGAIN",
    ),
    (timedelta(days=2, hours=4), "+447700900143", "no one even said why \U0001f622"),
    (timedelta(hours=4), "+447700900144", "الطعام هنا لا يكفيني وأنا جائع كل ليلة"),
)


def take_first_texts(office: Office, now: datetime) -> None:
    """Take them in, each at its own time before `now`."""
    for ago, number, words in _TEXTS:
        text = ReceivedText(
            message_sid=f"SM{secrets.token_hex(16)}",
            address=number,
            words=words,
            form={"From": [number], "Body": [words]},
        )
        receive_text(office, text, now - ago)
