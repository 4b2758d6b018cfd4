"""The texts on a simulated phone, in a file of the demo's own: one line of JSON for each."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Whose(StrEnum):
    """Who a bubble on the phone is from; a NOTE is the demo's own, no text.

    NETWORK: Twilio answered by itself. RIGHT and WRONG end what was tried with a fault.
    """

    CHILD = "child"
    HEARD = "heard"
    NETWORK = "network"
    NOTE = "note"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing on the phone's screen. `detail` stands below it in small print.

    `photo` is the name under which the network keeps what came with it, "" where nothing did.
    """

    whose: Whose
    text: str
    detail: str = ""
    photo: str = ""


class Thread:
    """All that is on one phone's screen, oldest first."""

    def __init__(self, folder: Path, name: str) -> None:
        """`name` is a phone of ours, never something that was typed."""
        self._file = folder / f"{name}.jsonl"

    def bubbles(self) -> list[Bubble]:
        """Everything on the screen."""
        if not self._file.exists():
            return []
        rows = [json.loads(line) for line in self._file.read_text("utf-8").splitlines()]
        return [Bubble(**{**row, "whose": Whose(row["whose"])}) for row in rows]

    def add(self, bubbles: list[Bubble]) -> None:
        """Put these below what is there."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = "".join(f"{json.dumps(asdict(bubble))}\n" for bubble in bubbles)
        handle = os.open(self._file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(lines)

    def clear(self) -> None:
        """Wipe the screen. What Heard was told stays told."""
        self._file.unlink(missing_ok=True)
