"""A text from one of the phones on the page: what the network makes of it, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.settings import Settings
from sms.phone.carrier import Answer, Carrier, Way
from sms.phone.phones import Phone
from sms.phone.screen import length, shown
from sms.phone.switchboard import ANSWERS, Mark, Switchboard
from sms.phone.thread import Bubble, Whose

# By their first bytes: the page shows nothing else as a picture.
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)
# Twilio answers STOP and its kin by text and by RCS, and leaves WhatsApp alone.
_BY_KEYWORD = (Way.USUAL, Way.TWICE, Way.RCS)
_NOT_CARRIED = "The network did not send our reply: this phone said STOP (21610)."
_AS_MMS = "by WhatsApp: no picture comes to a British number by text"


def media_type_of(content: bytes) -> str | None:
    """What kind of picture it is, None for anything that the page does not show."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for first, kind in _PICTURES if content.startswith(first)), None)


@dataclass(frozen=True, slots=True)
class Handset:
    """One phone in somebody's hand."""

    settings: Settings
    board: Switchboard
    phone: Phone

    def text(self, words: str, way: Way) -> list[Bubble]:
        """Send it; what stands on the screen then."""
        number = self.phone.number
        opts = self.board.hear(words, number) if way in _BY_KEYWORD else ""
        carrier = Carrier.of(self.settings)
        bubbles = shown(words, way, carrier.carry(words, number, way, opt_out_type=opts))
        if self.board.is_marked(Mark.STOPPED, number) and way in _BY_KEYWORD:
            bubbles = [_not_carried(bubble) for bubble in bubbles]
        if opts:
            said = ANSWERS[opts]
            detail = f"{length(said)}, from the network itself"
            bubbles.insert(1, Bubble(Whose.NETWORK, said, detail))
        return bubbles

    def photo(self, words: str, content: bytes) -> list[Bubble]:
        """Send a photo, with or without words; what stands on the screen then."""
        carrier, kept = Carrier.of(self.settings), self.board.keep_photo(content)
        form = carrier.form(words, self.phone.number, Way.WHATSAPP)
        kind = media_type_of(content) or "application/octet-stream"
        answers: list[Answer] = [carrier.bring(carrier.with_photo(form, kept, kind), Way.WHATSAPP)]
        first, *rest = shown(words, Way.WHATSAPP, answers)
        return [replace(first, detail=_AS_MMS, photo=kept), *rest]


def _not_carried(bubble: Bubble) -> Bubble:
    return Bubble(Whose.NOTE, _NOT_CARRIED) if bubble.whose is Whose.HEARD else bubble
