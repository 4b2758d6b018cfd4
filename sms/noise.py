"""What a phone or a network writes by itself: reactions, automatic replies, notices of delivery.

Nobody typed it, so nobody waits for a reply. A child's own words must never be taken for it: each
shape is of a whole text and as a machine writes it, and what is in doubt is words. English alone.
Sources: Apple's and Google's fall-back texts for reactions, iOS's Driving and Do Not Disturb.
"""

import re
from enum import StrEnum
from itertools import accumulate
from unicodedata import category


class Noise(StrEnum):
    """Who wrote it, where it was no person."""

    TAPBACK = "tapback"
    """A phone tells in words of a reaction to a text: Liked “We got your message”."""
    AUTO_REPLY = "auto_reply"
    DELIVERY_NOTICE = "delivery_notice"


# Machines write these with a capital.
_VERB = r"(?:Liked|Loved|Disliked|Laughed at|Emphasi[sz]ed|Questioned)"
_MARK = r"(?:like|heart|dislike|laugh|exclamation|emphasis|exclamation mark|question mark)"
_SIGN = r"(?P<sign>[^\s\w\"“”]{1,16}|[0-9#*]\ufe0f?\u20e3)"
_BY_SIGN = rf"(?:Reacted (?:with )?|Removed (?:an? )?)?{_SIGN}(?: reaction)? (?:to|from)"
_REACTION = rf"(?:{_VERB}|Removed an? {_MARK} from|{_BY_SIGN})"
_THING = r"(?:an image|a photo|a video|a movie|an attachment|an audio message)"
_TAPBACK = re.compile(rf"{_REACTION} (?:{_THING}|(?P<quote>[“\"].+[”\"]))", re.DOTALL)
# Google's phones put these around what they quote, and around the sign.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\ufeff\u2060")) | {0x200A: " "}

# In small letters and with straight apostrophes. What comes behind may be anything, so each must
# be long enough, or end with a sign: a child may well say "this is an automated reply, isnt it".
_AUTO_REPLIES = (
    "i'm driving right now and will see your message later",
    "i'm driving with do not disturb while driving turned on",
    "i'm driving with driving focus turned on",
    "i'm driving with focus turned on",
    "(i'm not receiving notifications. if this is urgent, reply",
    "auto-reply:",
    "auto reply:",
    "autoreply:",
    "[auto-reply]",
    "(auto-reply)",
    "automatic reply:",
    "automated reply:",
    "auto-response:",
    "automated response:",
)
_AUTOMATED = re.compile(
    r"this is an (?:automated|automatic|auto)[ -](?:message|reply|response)"
    r"(?:[.!]?|(?:\. |, |; | - )(?:please )?(?:do not|don't) reply.{0,200})",
    re.DOTALL,
)
_NUMBER = r"\+?\d[\d ()-]{2,20}"
_DELIVERED = r"(?:(?:could not|cannot|can't|couldn't) be|(?:has|was)(?: not|n't)?(?: been)?)"
_DELIVERY_NOTICE = re.compile(
    r"message (?:not delivered|delivery failed|delivery failure|could not be delivered)[.!]?"
    r"|delivery (?:report|receipt|failure)(?:[.!]|: .{1,200})?"
    r"|delivery status notification(?: \((?:failure|delay)\))?[.!]?"
    r"|undeliverable: .{1,200}"
    rf"|(?:your )?message to {_NUMBER} {_DELIVERED} delivered(?:[.,:;(].{{0,200}})?"
)
_PLAIN = str.maketrans("’‘", "''")


def noise(words: str) -> Noise | None:
    """What the whole text is, where no person wrote it; None for words. It never fails."""
    text = words.translate(_UNSEEN).strip()
    if _is_tapback(text):
        return Noise.TAPBACK
    plain = text.translate(_PLAIN).casefold()
    if plain.startswith(_AUTO_REPLIES) or _AUTOMATED.fullmatch(plain):
        return Noise.AUTO_REPLY
    return Noise.DELIVERY_NOTICE if _DELIVERY_NOTICE.fullmatch(plain) else None


def _is_tapback(text: str) -> bool:
    found = _TAPBACK.fullmatch(text)
    if found is None:
        return False
    sign, quote = found["sign"], found["quote"]
    return (sign is None or _is_emoji(sign)) and (quote is None or _is_one_quote(quote))


def _is_emoji(sign: str) -> bool:
    """Whether it is a picture, and not just ":)" or "-", which somebody types."""
    return any(category(c) == "So" or c in "\ufe0f\u20e3" for c in sign)


def _is_one_quote(quote: str) -> bool:
    """Whether what opens at its start is closed at its end and not before, and holds something.

    `Liked “my” bag, he said “no”` has two, and was typed.
    """
    inside = quote[1:-1]
    if not inside.strip() or (quote[0] == "“") != (quote[-1] == "”"):
        return False
    if quote[0] == '"':
        return '"' not in inside
    open_ones = list(accumulate((c == "“") - (c == "”") for c in inside))
    return min(open_ones) >= 0 and open_ones[-1] == 0
