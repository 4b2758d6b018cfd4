"""A consumer in this process, with a clock that a test sets, and ways out that fail on purpose."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.db.database import Database
from portal.register.consumer import Consumer
from portal.register.entry import Entry
from portal.register.outcomes import Destination, Outcome
from tests.register.telling import NOW


@dataclass
class Clock:
    """The time, which moves only when told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        """Let so much time pass."""
        self.now += time


class KilledError(BaseException):
    """The consumer's process is gone in this very moment."""


@dataclass
class Meddled:
    """A way out, with `before` and `after` called around every delivery."""

    inner: Destination
    before: Callable[[Entry], object] = lambda _: None
    after: Callable[[Entry], object] = lambda _: None

    @property
    def name(self) -> str:
        return self.inner.name

    def deliver(self, entry: Entry) -> Outcome:
        self.before(entry)
        outcome = self.inner.deliver(entry)
        self.after(entry)
        return outcome


def kill(_entry: Entry) -> None:
    """For `before` or `after`: the process dies there."""
    raise KilledError


@dataclass
class Setting:
    """One database, one way out, one clock: makes consumers for them."""

    database: Database
    destination: Destination
    clock: Clock = field(default_factory=Clock)
    stop: threading.Event = field(default_factory=threading.Event)
    chores: list[datetime] = field(default_factory=list)

    def consumer(self, destination: Destination | None = None, name: str = "one") -> Consumer:
        """A consumer as the command makes it."""
        return Consumer(
            self.database,
            destination or self.destination,
            name=name,
            clock=self.clock,
            stop=self.stop,
            chores=self.chores.append,
        )

    def drain(self, destination: Destination | None = None) -> int:
        """Hand over what is due at the clock's time; how many records were claimed for it."""
        consumer = self.consumer(destination)
        consumer.drain()
        return consumer.claimed
