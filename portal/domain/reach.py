"""Whether a child may be texted, what such a text may say, and why not.

Nothing goes by a way that the child has not called safe. Each rule only ever says less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.intake import Intake
from portal.domain.taxonomy import ContactWay, TextsAllowed

# A phone is lost, sold or handed on in a month; and a number goes to somebody else.
SILENT = timedelta(days=28)
# WhatsApp: free words go only so long after the last text of theirs (63016).
WINDOW = timedelta(hours=24)


class Says(StrEnum):
    """What a text to this child may say."""

    ALL = "all"
    """What customer care write."""
    NEUTRAL = "neutral"
    """That there is news, and how to get it."""
    NOTHING = "nothing"
    """No text at all."""


class Why(StrEnum):
    """Why a text may not say all, or not be sent."""

    DO_NOT_CONTACT = "do_not_contact"
    NOT_CONFIRMED = "not_confirmed"
    OTHER_WAY = "other_way"
    NO_PHONE = "no_phone"
    NOT_THIS_PHONE = "not_this_phone"
    NOT_SAID = "not_said"
    NOT_A_MOBILE = "not_a_mobile"
    OPTED_OUT = "opted_out"
    WRONG_PHONE = "wrong_phone"
    NEUTRAL_ONLY = "neutral_only"
    OTHERS_SEE = "others_see"
    SHARED = "shared"
    NO_TEXT_LINE = "no_text_line"
    WINDOW = "window"


SENTENCES: dict[Why, str] = {
    Why.DO_NOT_CONTACT: "They said: do not contact me.",
    Why.NOT_CONFIRMED: "The child has not confirmed how to reach them.",
    Why.OTHER_WAY: "They want to be reached another way, not by text.",
    Why.NO_PHONE: "We have no mobile number of theirs.",
    Why.NOT_THIS_PHONE: "They said: not on the phone that texted us.",
    Why.NOT_SAID: "They have not said that texts are safe.",
    Why.NOT_A_MOBILE: "No text can go to that number: it is no mobile of a country we text to.",
    Why.OPTED_OUT: "They texted STOP. No text may go to them until they text START.",
    Why.WRONG_PHONE: "Somebody else has that phone now: they told us so.",
    Why.NEUTRAL_ONLY: "They said: no texts about it. Only that there is news.",
    Why.OTHERS_SEE: "Somebody else sees that phone. Only that there is news.",
    Why.SHARED: "That phone texted us about something else as well. Only that there is news.",
    Why.NO_TEXT_LINE: "There is no text line here.",
    Why.WINDOW: "WhatsApp takes a text of ours only within a day of their last one.",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """What is known of the phone that a text would go to.

    `is_typed`: the child typed its number, it never texted us about this. `theirs_at` is when
    we last knew that it is theirs, None: nothing ever came from it. `is_in_another`: what it
    texts now belongs to another intake. `wrote_at` is when it last texted us, None: never.
    """

    address: str
    is_typed: bool
    can_be_texted: bool
    theirs_at: datetime | None = None
    opted_out: bool = False
    is_wrong: bool = False
    is_in_another: bool = False
    wrote_at: datetime | None = None

    def is_out_of_window(self, now: datetime) -> bool:
        """Whether WhatsApp refuses what is no template: after a day without a text of theirs."""
        is_late = self.wrote_at is None or now - self.wrote_at >= WINDOW
        return self.address.startswith("whatsapp:") and is_late


@dataclass(frozen=True, slots=True)
class Reach:
    """What may go to a child by text. `why` None: nothing stands against it.

    `asks_first`: whoever has the phone is asked, neutrally, whether it is theirs, before anything
    else goes to it. `address` "" where nothing may.
    """

    says: Says
    why: Why | None = None
    address: str = ""
    asks_first: bool = False

    @property
    def sentence(self) -> str:
        """Why, for an adult to read; "" where nothing stands against it."""
        return SENTENCES[self.why] if self.why else ""


def reach(intake: Intake, phone: Phone | None, now: datetime) -> Reach:
    """What may go to this child by text at `now`; `phone` None: there is no number to send to."""
    barred = _barred(intake, phone, now)
    if barred is not None or phone is None:
        return Reach(Says.NOTHING, barred or Why.NO_PHONE)
    asks = phone.theirs_at is None or now - phone.theirs_at >= SILENT
    less = _less(intake, phone)
    return Reach(Says.NEUTRAL if less else Says.ALL, less, phone.address, asks)


def _barred(intake: Intake, phone: Phone | None, now: datetime) -> Why | None:
    contact = intake.contact
    if contact.way is ContactWay.DO_NOT_CONTACT:
        return Why.DO_NOT_CONTACT
    if not contact.confirmed_by_child:
        return Why.NOT_CONFIRMED
    if contact.way not in (None, ContactWay.TEXT):
        return Why.OTHER_WAY
    if phone is None:
        return Why.NO_PHONE
    return _not_called_safe(intake, phone) or _cannot(phone, now)


def _not_called_safe(intake: Intake, phone: Phone) -> Why | None:
    """A phone that the child typed was called safe with it; one that texted us, by an answer."""
    contact = intake.contact
    if phone.is_typed:
        return None if contact.way is ContactWay.TEXT else Why.NOT_SAID
    if contact.texts_allowed is TextsAllowed.ANOTHER_WAY:
        return Why.NOT_THIS_PHONE
    is_said = contact.texts_allowed or contact.way is ContactWay.TEXT
    return None if is_said else Why.NOT_SAID


def _cannot(phone: Phone, now: datetime) -> Why | None:
    if not phone.can_be_texted:
        return Why.NOT_A_MOBILE
    if phone.opted_out:
        return Why.OPTED_OUT
    if phone.is_wrong:
        return Why.WRONG_PHONE
    return Why.WINDOW if phone.is_out_of_window(now) else None


def _less(intake: Intake, phone: Phone) -> Why | None:
    contact = intake.contact
    if not phone.is_typed and contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY:
        return Why.NEUTRAL_ONLY
    if contact.who_else_sees.strip():
        return Why.OTHERS_SEE
    return Why.SHARED if phone.is_in_another else None
