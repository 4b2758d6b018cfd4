"""What Twilio's errors mean for a text: whether it is tried again, and whether texts end there.

Source: twilio.com/docs/api/errors. The list changes without notice, so there is a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

BUSY = timedelta(seconds=20)
# Our account or its settings are wrong: a person must look, and trying often helps nobody.
_OURS = timedelta(minutes=5)
_FIRST_WAIT, _LONGEST_WAIT = 5, 600


@dataclass(frozen=True, slots=True)
class Meaning:
    """`again_after` None: the text is not tried again by itself. `opted_out`: STOP was texted.

    `is_ours`: whoever runs Heard must put something right.
    """

    again_after: timedelta | None = None
    opted_out: bool = False
    is_ours: bool = False


_GONE = Meaning()
_MEANINGS = {
    20429: Meaning(again_after=BUSY),  # too many requests
    21611: Meaning(again_after=BUSY),  # the queue of our number is full
    30001: Meaning(again_after=BUSY),
    14107: Meaning(again_after=timedelta(minutes=5)),  # a loop between two numbers
    21610: Meaning(opted_out=True),
    20003: Meaning(again_after=_OURS, is_ours=True),  # the token is wrong
    20404: Meaning(again_after=_OURS, is_ours=True),
    21212: Meaning(again_after=_OURS, is_ours=True),  # our number is wrong
    21606: Meaning(again_after=_OURS, is_ours=True),
    21663: Meaning(again_after=_OURS, is_ours=True),  # another region
}


# What Twilio says later, once it tried: how long after each try the text is sent again.
_PHONE_IS_OFF = (timedelta(minutes=30), timedelta(hours=3), timedelta(hours=8))
_SENT_AGAIN = {
    30001: (timedelta(minutes=5),),
    30003: _PHONE_IS_OFF,  # off, or out of reach
    30008: (timedelta(minutes=30),),  # nobody knows why
    63018: (timedelta(minutes=5),),  # too many to WhatsApp
}
# A text of yesterday says "today" of another day.
SENT_AGAIN_WITHIN = timedelta(hours=24)


def sent_again_after(code: int | None, tries: int) -> timedelta | None:
    """How long after the `tries`-th try a text is sent again that did not arrive; None: not again.

    `code` None: Twilio named none.
    """
    waits = _SENT_AGAIN.get(code or 0, ())
    return waits[tries - 1] if 1 <= tries <= len(waits) else None


def meaning_of(code: int | None, status: int) -> Meaning:
    """What an error with this code (None: Twilio named none) and HTTP status means."""
    if code in _MEANINGS:
        return _MEANINGS[code]
    if status == 429:
        return Meaning(again_after=BUSY)
    if status in (401, 403):
        return Meaning(again_after=_OURS, is_ours=True)
    return _GONE


def back_off(tries: int) -> timedelta:
    """How long after so many tries the next one waits: from 5 seconds to 10 minutes."""
    return timedelta(seconds=min(_FIRST_WAIT << min(tries, 10), _LONGEST_WAIT))
