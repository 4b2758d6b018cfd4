"""What came of handing one record to the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from portal.register.entry import Entry


@dataclass(frozen=True, slots=True)
class Delivered:
    """The register has it, on its disk. `receipt` is what it calls it there."""

    receipt: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The register is there, and does not want this record. `reason` never quotes the record."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The register is not there, or cannot take anything now.

    `retry_after` is the wait that it asked for, None: it named none.
    """

    reason: str
    retry_after: timedelta | None = None


Outcome = Delivered | Refused | Unreachable


class Destination(Protocol):
    """A way out. `name` says which, without any secret: pauses, logs and people know it by that."""

    @property
    def name(self) -> str:
        """At most 255 characters."""

    def deliver(self, entry: Entry) -> Outcome:
        """Hand over one record, and come back when it is there, refused, or cannot be now.

        Handing over the same event again changes nothing at the register.
        """
