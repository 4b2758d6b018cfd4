"""One fault tried on a number that nobody used before, and what is really kept of it after that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from portal.db import texts
from portal.domain.flags import FlagName
from portal.domain.intake import Intake
from portal.services.office import Office
from sms.phone.carrier import Answer, Carrier, Way
from sms.phone.kept import facts_of, intakes_of
from sms.phone.screen import shown
from sms.phone.script import YES, Fact
from sms.phone.switchboard import Switchboard
from sms.phone.thread import Bubble, Whose

_NUMBERS = {0: "no", 1: "one", 2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that must hold: how it is said where it does, and where it does not."""

    holds: bool
    so: str
    otherwise: str


def counted(number: int, wanted: int, one: str, many: str) -> Claim:
    """That there are so many of something; what is said is the number that there is."""
    how_many = _NUMBERS.get(number, str(number))
    said = f"{how_many} {one if number == 1 else many}"
    return Claim(number == wanted, said, f"{said} where there should be {wanted}")


def verdict(claims: Iterable[Claim]) -> Bubble:
    """What happened, in a sentence, and whether all of it is right."""
    all_of_them = list(claims)
    said = ", ".join(claim.so if claim.holds else claim.otherwise for claim in all_of_them)
    is_right = all(claim.holds for claim in all_of_them)
    return Bubble(Whose.RIGHT if is_right else Whose.WRONG, f"{said[:1].upper()}{said[1:]}.")


@dataclass
class Trial:
    """A phone of its own. `bubbles` is what was on its screen."""

    office: Office
    carrier: Carrier
    board: Switchboard
    number: str
    way: Way = Way.USUAL
    bubbles: list[Bubble] = field(default_factory=list)
    replies: int = 0

    def text(self, words: str, **more: str) -> Answer:
        """Send a text as it should be sent, with these fields besides; the webhook's answer."""
        return self.bring(self.form(words, **more))

    def form(self, words: str, **more: str) -> dict[str, str]:
        """The form of a text that is not sent yet."""
        return self.carrier.form(words, self.number, self.way) | more

    def bring(self, form: dict[str, str], *, forged: bool = False, note: str = "") -> Answer:
        """Post this form, and put on the screen what came of it."""
        answer = self.carrier.bring(form, Way.FORGED if forged else self.way)
        self.replies += len(answer.messages)
        self.bubbles += shown(form["Body"], Way.FORGED if forged else self.way, [answer])
        if note:
            self.bubbles.append(Bubble(Whose.NOTE, note))
        return answer

    @cached_property
    def address(self) -> str:
        """What its conversation is known by."""
        return self.way.address_of(self.number)

    @property
    def told(self) -> list[Intake]:
        """The intakes that it opened, as they are now."""
        return intakes_of(self.office, self.address)

    @property
    def words(self) -> list[str]:
        """All that is kept of what it said, in order."""
        return [said.text for intake in self.told for said in intake.words]

    def fact(self, fact: Fact) -> str:
        """A fact of it, as a transcript names it."""
        return facts_of(self.office, self.address)[fact]

    def is_kept(self, form: dict[str, str]) -> bool:
        """Whether this very text is in the database."""
        with self.office.database.read() as connection:
            sid, keyring = form["MessageSid"], self.office.keyring
            return texts.earlier_reply(connection, keyring, sid) is not None

    # What nearly every fault must leave behind.

    def one_intake(self) -> Claim:
        """It opened one intake."""
        return counted(len(self.told), 1, "intake", "intakes")

    def told_replies(self, wanted: int) -> Claim:
        """So many replies went back."""
        return counted(self.replies, wanted, "reply", "replies")

    def has_words(self, *wanted: str) -> Claim:
        """These words are kept, in this order and no others."""
        return Claim(
            self.words == list(wanted),
            "every word kept as it was sent",
            f"{len(self.words)} of {len(wanted)} texts kept, or other words",
        )

    def is_flagged(self, flag: FlagName, so: str) -> Claim:
        """Customer care see this flag on what it told last."""
        holds = any(intake.has_flag(flag) for intake in self.told)
        return Claim(holds, so, "customer care are not told")

    def is_opted_out(self) -> Claim:
        """We know that nothing may go to it."""
        holds = self.fact(Fact.OPTED_OUT) == YES
        return Claim(holds, "nothing more goes to this phone", "we would go on texting it")
