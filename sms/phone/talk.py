"""A phone in the terminal: what is typed is texted to the demo's webhook, what comes is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sms.phone.carrier import Answer, Carrier, Way
from sms.phone.screen import shown
from sms.phone.thread import Bubble, Whose

HINT = """Type a text and press Enter; an empty line is an empty text.
  /twice               the carrier brings the next text twice
  /whatsapp            the next texts come by WhatsApp; again, and they do not
  /as +447700900124    another phone
  /quit                ends it"""
# Ofcom keeps 07700 900000 to 900999 for drama: nobody has them.
_NOBODYS = re.compile(r"\+447700900\d{3}", re.ASCII)


@dataclass
class Talk:
    """One talk at the terminal. `read` gives the next line and raises EOFError at the end."""

    carrier: Carrier
    read: Callable[[], str]
    say: Callable[[str], None]
    number: str
    by_whatsapp: bool = False
    twice: bool = False

    def hold(self) -> None:
        """Text whatever is typed, until /quit or the end."""
        self.say(HINT)
        while (line := self._line()) != "/quit":
            if line.startswith("/"):
                self._command(line)
            else:
                self._text(line)

    def _line(self) -> str:
        try:
            return self.read().rstrip("\r\n")
        except EOFError:
            return "/quit"

    def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        if name == "/twice":
            self.twice = True
        elif name == "/whatsapp":
            self.by_whatsapp = not self.by_whatsapp
        elif name == "/as" and _NOBODYS.fullmatch(rest.strip()):
            self.number = rest.strip()
        elif name == "/as":
            self.say("Only +447700900000 to +447700900999: those are nobody's.")
        else:
            self.say(HINT)

    def _text(self, words: str) -> None:
        way = Way.WHATSAPP if self.by_whatsapp else Way.USUAL
        carried = self.carrier.carry(words, self.number, way, twice=self.twice)
        self.twice = False
        self._show(words, way, carried)

    def _show(self, words: str, way: Way, answers: list[Answer]) -> None:
        # The first is what was typed: it stands there already.
        bubbles = shown(words, way, answers)[1:]
        if answers[0].status == 0:
            where = f"Does `make demo` run, and at {self.carrier.address}? PORT says where."
            bubbles = [bubbles[0], Bubble(Whose.NOTE, where)]
        for bubble in bubbles:
            small = f"   [{bubble.detail}]" if bubble.detail else ""
            self.say("\n".join(f"  {line}" for line in bubble.text.splitlines()) + small)
