"""What the network itself remembers: who texted STOP, whose phone is off, and photos that came.

Files in the demo's folder, empty but for the photos: the page and the worker's requests change them
at the same time, and a file is there or not. The numbers in their names are nobody's.

Source: Twilio's default opt-out keywords and its own answers to them.
"""

from __future__ import annotations

import re
import secrets
from enum import StrEnum
from pathlib import Path

_WORDS = {
    "STOP": ("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"),
    "START": ("start", "unstop", "yes"),
    "HELP": ("help", "info"),
}
ANSWERS = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from"
    " this number. Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. Reply HELP"
    " for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}
_PHOTO = re.compile(r"ME[0-9a-f]{32}", re.ASCII)
_FIRST, _LAST = 200, 899


class OutOfNumbersError(RuntimeError):
    """Every number kept for trying was used: delete the demo's folder to begin afresh."""


class Mark(StrEnum):
    """What the network remembers of a number."""

    STOPPED = "stopped"
    OFF = "off"
    TRIED = "tried"


class Switchboard:
    """The network's memory in this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "network"

    @property
    def answers_itself(self) -> bool:
        """Whether Advanced Opt-Out is on: the network answers STOP, START and HELP."""
        return self._switch.exists()

    def switch(self, *, on: bool) -> None:
        """Turn it on or off. Off, nobody is stopped any more."""
        self._made()
        if on:
            self._switch.touch(0o600)
            return
        self._switch.unlink(missing_ok=True)
        for file in self._folder.glob(f"{Mark.STOPPED}-*"):
            file.unlink(missing_ok=True)

    def hear(self, words: str, address: str) -> str:
        """The OptOutType of these words, "" for none; who says STOP or START is remembered."""
        said = words.strip().casefold()
        found = next((name for name, known in _WORDS.items() if said in known), "")
        if not (found and self.answers_itself):
            return ""
        if found != "HELP":
            self.mark(Mark.STOPPED, address, on=found == "STOP")
        return found

    def mark(self, mark: Mark, address: str, *, on: bool = True) -> None:
        """Remember this of an address, or forget it."""
        self._made()
        file = self._file(mark, address)
        if on:
            file.touch(0o600)
        else:
            file.unlink(missing_ok=True)

    def is_marked(self, mark: Mark, address: str) -> bool:
        """Whether this is remembered of it."""
        return self._file(mark, address).exists()

    def new_number(self) -> str:
        """A number that nobody tried a fault with yet, of those kept for drama.

        :raise OutOfNumbersError: there is none left.
        """
        self._made()
        for last in range(_FIRST, _LAST + 1):
            number = f"+447700900{last}"
            try:
                self._file(Mark.TRIED, number).touch(0o600, exist_ok=False)
            except FileExistsError:
                continue
            return number
        raise OutOfNumbersError

    def keep_photo(self, content: bytes) -> str:
        """Keep a photo that a phone sends; the name that it has from now on."""
        self._made()
        name = f"ME{secrets.token_hex(16)}"
        (self._folder / name).write_bytes(content)
        return name

    def photo(self, name: str) -> bytes | None:
        """The photo of this name, None where there is none."""
        file = self._folder / name
        return file.read_bytes() if _PHOTO.fullmatch(name) and file.exists() else None

    @property
    def _switch(self) -> Path:
        return self._folder / "advanced-opt-out"

    def _file(self, mark: Mark, address: str) -> Path:
        # One number is one block, by text and by RCS.
        return self._folder / f"{mark}-{''.join(filter(str.isdigit, address))}"

    def _made(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
