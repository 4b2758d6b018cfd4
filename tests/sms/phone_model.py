"""What must be so for one phone that texts us, said again without a line of the service's own.

telling   its first words open an intake, everything else is added until somebody closes it
caps      a reply every three minutes, but for: the first of a telling, an answer to what we
          asked, danger, START, and the list of languages five times a telling
danger    answered at once: each kind once an hour, six times an hour in all
STOP      nothing more until START, which is answered unless the network does
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EVERY, URGENT_EVERY = timedelta(minutes=3), timedelta(hours=1)
DANGERS_AN_HOUR, LANGUAGES_A_TELLING = 6, 5
LANGUAGES = "8"
STOPS = ("STOP", "StopAll", "UNSUBSCRIBE", "cancel", "END", "Quit", "REVOKE", "OPTOUT", "قف")
STARTS = ("START", "unstop")
YES = ("YES", "yes")
HELPS = ("HELP", "info", "Help!!")
DANGERS = {
    "he has a knife": "knife",
    "I want to die": "die",
    "اريد ان اموت": "die",
    "he hits me every night": "hits",
    **dict.fromkeys(HELPS, "help"),
}
DIGITS = ("1", "2", "3", "٢", LANGUAGES)
BLANKS = ("", " \n")
PLAIN = (
    "They took my phone and they wont say why",
    "and my shoes \U0001f45f\u200d\ufe0f",
    "هم أخذوا تلفوني وما رجعوه لي",
    "ንሶም ተሌፎነይ ወሲዶሞ ኣለዉ",
    "Họ lấy điện thoại của tôi rồi",
    "\U0001f622",
    "  two spaces, a line\n\nand an end  ",
    "it\u2019s \u201cnot\u201d fair \u2013 really\u2026",
    "nobody\x00 asked us",
    "Zoe\u0308 and Zo\u00eb sat apart",
    "my room is cold. " * 90,
)
_ASKS = ("Reply 1", "What can we call you", "1 English", "الرد برقم", "ما الاسم الذي نناديك به")


@dataclass(frozen=True)
class Sent:
    """One text of this phone, as Twilio names it."""

    sid: str
    token: str
    words: str
    opt_out_type: str = ""

    @property
    def is_stop(self) -> bool:
        """Whether nothing may follow it."""
        return self.opt_out_type == "STOP" or self.words in STOPS

    @property
    def is_start(self) -> bool:
        """Whether it lifts a STOP."""
        return self.opt_out_type == "START" or self.words in STARTS + YES

    @property
    def is_answered_by_network(self) -> bool:
        """Whether Advanced Opt-Out says by itself that our texts come again."""
        return self.opt_out_type == "START"

    @property
    def danger(self) -> str:
        """The kind of danger it tells of, "" for none."""
        return "help" if self.opt_out_type == "HELP" else DANGERS.get(self.words, "")


@dataclass
class Phone:
    """What is known of one phone. `tellings` are its words as intakes must have them."""

    address: str
    tellings: list[list[str]] = field(default_factory=list)
    is_open: bool = False
    is_met: bool = False
    opted_out: bool = False
    is_greeted: bool = False
    asks: bool = False
    last_reply_at: datetime | None = None
    urgent_at: list[datetime] = field(default_factory=list)
    dangers: set[str] = field(default_factory=set)
    languages: int = 0

    def texts(self, sent: Sent, reply: str, at: datetime) -> None:
        """This text came, and this went back; "" for silence."""
        lifts = self._opts(sent)
        opens = self._adds(sent, lifts=lifts)
        if self.opted_out:
            assert not reply, "nothing goes to who texted STOP"
            return
        if reply:
            assert not (lifts and sent.is_answered_by_network), "START is answered once"
            self._may_say(sent, reply, at, lifts=lifts)
        else:
            assert not lifts or sent.is_answered_by_network, "START is answered"
            assert not opens, "the first words are answered"
            assert not self._is_due(sent, at), "danger is answered at once"

    def texts_while_away(self, sent: Sent, reply: str, at: datetime) -> None:
        """The database was away: it is told so once, whatever was said before."""
        self._adds(sent, lifts=self._opts(sent))
        assert bool(reply) is not sent.is_stop
        assert not any(mark in reply for mark in _ASKS), "nobody knows what was asked"
        if reply:
            self.is_greeted = True
            self._note(sent, reply, at, is_urgent=bool(sent.danger))

    def _opts(self, sent: Sent) -> bool:
        lifts = self.opted_out and sent.is_start
        self.opted_out = sent.is_stop or (self.opted_out and not lifts)
        return lifts

    def _adds(self, sent: Sent, *, lifts: bool) -> bool:
        """Keep its words where they belong; whether they opened a telling."""
        words = sent.words.replace("\x00", "")
        is_digit = words in DIGITS and (self.is_met or words == LANGUAGES)
        opens = not self.is_open and bool(words.strip()) and not (lifts or is_digit)
        self.is_met = True
        if opens:
            self.tellings.append([])
            self.is_open, self.is_greeted, self.languages = True, False, 0
        if self.is_open and words.strip():
            self.tellings[-1].append(words)
        return opens

    def _is_due(self, sent: Sent, at: datetime) -> bool:
        """Whether it tells of danger that was not answered within the hour."""
        if not self.urgent_at or at - self.urgent_at[-1] >= URGENT_EVERY:
            return bool(sent.danger)
        return bool(sent.danger) and sent.danger not in self.dangers

    def _may_say(self, sent: Sent, reply: str, at: datetime, *, lifts: bool) -> None:
        is_urgent = self._is_due(sent, at) and not lifts
        is_calm = self.last_reply_at is None or at - self.last_reply_at >= EVERY
        is_first = self.is_open and not self.is_greeted
        if is_urgent:
            assert "999" in reply
            self.is_greeted = True
        elif lifts:
            assert not any(mark in reply for mark in _ASKS), "START asks nothing"
        elif sent.words == LANGUAGES and "1 English" in reply:
            self.languages += 1
            assert self.languages <= LANGUAGES_A_TELLING
        elif self.asks and (sent.words in DIGITS + YES or not is_calm):
            self.asks = False
        else:
            self.is_greeted = self.is_greeted or is_first
            assert is_first or is_calm, "a reply every three minutes"
        self._note(sent, reply, at, is_urgent=is_urgent)

    def _note(self, sent: Sent, reply: str, at: datetime, *, is_urgent: bool) -> None:
        self.asks = self.asks or any(mark in reply for mark in _ASKS)
        self.last_reply_at = at
        if is_urgent:
            if not self.urgent_at or at - self.urgent_at[-1] >= URGENT_EVERY:
                self.dangers.clear()
            self.dangers.add(sent.danger)
            self.urgent_at.append(at)
            assert _within(self.urgent_at, at) <= DANGERS_AN_HOUR


def _within(times: Sequence[datetime], at: datetime) -> int:
    return sum(at - one < URGENT_EVERY for one in times)
