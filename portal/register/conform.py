"""Try any reader of the queue: on invented records, in a database of its own, with what goes wrong.

What it did is judged by what the contract has: states, receipts and their order; and, where the
reader can say what it stored, by its own list of event ids.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from portal.db.database import Database
from portal.db.register_queue import RegisterQueueRow
from portal.domain.clock import DueDates, london_day
from portal.domain.intake import Intake, Words, new_id
from portal.domain.record import snapshot
from portal.domain.reference import make_reference
from portal.domain.taxonomy import MethodOfReceipt
from portal.register import queue

_queue = RegisterQueueRow.as_table()
_MINUTE = timedelta(minutes=1)
_TO_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Result:
    """How one trial went. `why` "": well."""

    trial: str
    why: str = ""


class Reader:
    """The reader that is tried, as a program: started, killed, started again.

    `stored` prints the event ids that it has, one a line; None: it cannot say.
    """

    def __init__(
        self, command: Sequence[str], stored: Sequence[str] | None, seconds: float
    ) -> None:
        self._command, self._stored, self.seconds = command, stored, seconds
        self._running: subprocess.Popen[bytes] | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """It runs in this block."""
        self.start()
        try:
            yield
        finally:
            self.end()

    def start(self) -> None:
        """Start it in a group of its own, so that all of it can be ended."""
        self._running = subprocess.Popen(  # noqa: S603 - what the operator typed
            list(self._command), stdin=subprocess.DEVNULL
        )

    def end(self) -> None:
        """Ask it to end, and kill it where it does not."""
        if self._running is None:
            return
        self._running.terminate()
        try:
            self._running.wait(_TO_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As a power cut does."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def event_ids(self) -> list[str] | None:
        """What it says that it stored; None: it cannot say."""
        if self._stored is None:
            return None
        said = subprocess.run(  # noqa: S603 - what the operator typed
            list(self._stored), capture_output=True, text=True, check=True, timeout=60
        )
        return said.stdout.split()


class Trials:
    """All of them, one after the other, each with records of its own."""

    def __init__(self, database: Database, reader: Reader, clock: Callable[[], datetime]) -> None:
        self._database, self._reader, self._clock = database, reader, clock

    def every(self) -> Iterator[Result]:
        """Each trial, as it ends."""
        for name, trial in _TRIALS:
            yield Result(name, trial(self))
        yield Result("Nothing is stored twice, and nothing is missing", self._stored())

    def takes_what_waits(self) -> str:
        """Three records wait when it starts."""
        ids = self._put(3)
        with self._reader.running():
            return self._done(ids) or self._lacks_receipts(ids)

    def keeps_the_order(self) -> str:
        """Three versions of one intake."""
        reference = make_reference()
        ids = [self._put_one(reference) for _ in range(3)]
        with self._reader.running():
            if why := self._done(ids):
                return why
        ended = [row.finished_at for row in self._rows(ids)]
        return "" if ended == sorted(ended) else "Versions of one intake are done in order."

    def survives_a_kill(self) -> str:
        """Killed with records in its hand; their leases end, and it is started again."""
        ids = self._put(20)
        self._reader.start()
        self._wait(lambda: any(row.claims for row in self._rows(ids)))
        self._reader.kill()
        self._end_leases()
        with self._reader.running():
            return self._done(ids)

    def takes_a_repeat(self) -> str:
        """What it acknowledged comes again, as where the acknowledgement was lost."""
        [again] = ids = self._put(1)
        with self._reader.running():
            if why := self._done(ids):
                return why
            self._change(again, status="ready", receipt=None, finished_at=None)
            return self._done(ids)

    def is_no_cursor(self) -> str:
        """A record with a lower number is committed after one with a higher."""
        low, high = self._put(2)
        late = self._take_out(low)
        with self._reader.running():
            if why := self._done([high]):
                return why
            with self._database.write() as connection:
                connection.execute(_queue.insert(), late)
            return self._done([low]) and "It asks for numbers above the last. Claim instead."

    def lets_pass_what_it_does_not_know(self) -> str:
        """A newer minor version, with fields and values that nobody has heard of."""
        [newer] = ids = self._put(1)
        data = self._rows(ids)[0].data
        unknown = {"schema": "urn:heard:schema:record:1.99", "kind": "something_new", "mood": {}}
        self._change(newer, data=data | unknown, data_schema=unknown["schema"])
        with self._reader.running():
            return self._done(ids) and "A field or value that it does not know is let pass."

    def is_not_stopped_by_one(self) -> str:
        """One record that nobody can keep, before others."""
        [poison] = self._put(1)
        self._change(poison, data={"reference": None})
        ids = self._put(3)
        with self._reader.running():
            return self._done(ids) and "One record that it cannot keep stops the others. Refuse it."

    def _stored(self) -> str:
        said = self._reader.event_ids()
        if said is None:
            return ""
        with self._database.read() as connection:
            done = set(connection.scalars(select(_queue.c.event_id).where(_IS_DONE)))
        if len(said) != len(set(said)):
            return "It stored an event twice: keep event ids under a unique index."
        lost = done - set(said)
        return f"It acknowledged {len(lost)} that it did not store: store first." if lost else ""

    def _put(self, count: int) -> list[str]:
        return [self._put_one(make_reference()) for _ in range(count)]

    def _put_one(self, reference: str) -> str:
        now = self._clock()
        with self._database.write() as connection:
            return _put(connection, reference, now)

    def _rows(self, ids: Sequence[str]) -> list[Any]:
        wanted = select(_queue).where(_queue.c.event_id.in_(ids)).order_by(_queue.c.seq)
        with self._database.read() as connection:
            return list(connection.execute(wanted))

    def _change(self, event_id: str, **values: Any) -> None:
        with self._database.write() as connection:
            changed = _queue.update().where(_queue.c.event_id == event_id)
            connection.execute(changed.values(**values))

    def _take_out(self, event_id: str) -> dict[str, Any]:
        row = dict(self._rows([event_id])[0]._mapping)
        with self._database.write() as connection:
            connection.execute(_queue.delete().where(_queue.c.event_id == event_id))
        return row

    def _end_leases(self) -> None:
        with self._database.write() as connection:
            leased = _queue.update().where(_queue.c.status == "leased")
            connection.execute(leased.values(lease_until=self._clock() - _MINUTE))

    def _done(self, ids: Sequence[str]) -> str:
        """ "" once all of them are; else why not."""
        if self._wait(lambda: all(row.status == "done" for row in self._rows(ids))):
            return ""
        left = sum(row.status != "done" for row in self._rows(ids))
        return f"{left} of {len(ids)} were not acknowledged in {self._reader.seconds:g} seconds."

    def _lacks_receipts(self, ids: Sequence[str]) -> str:
        has = all(row.receipt for row in self._rows(ids))
        return "" if has else "Acknowledge each with your own number for it, the receipt."

    def _wait(self, happened: Callable[[], bool]) -> bool:
        ends = time.monotonic() + self._reader.seconds
        while time.monotonic() < ends:
            if happened():
                return True
            time.sleep(0.05)
        return False


_IS_DONE = _queue.c.status == "done"
_TRIALS: tuple[tuple[str, Callable[[Trials], str]], ...] = (
    ("It takes what waits, with a receipt", Trials.takes_what_waits),
    ("Versions of one intake come in order", Trials.keeps_the_order),
    ("Killed in the middle, it goes on", Trials.survives_a_kill),
    ("A repeat is acknowledged again", Trials.takes_a_repeat),
    ("A lower number that comes later is taken", Trials.is_no_cursor),
    ("What it does not know is let pass", Trials.lets_pass_what_it_does_not_know),
    ("One bad record stops no other", Trials.is_not_stopped_by_one),
)


def _put(connection: Connection, reference: str, now: datetime) -> str:
    """An invented record, the next version of this reference; its event id."""
    day = london_day(now)
    words = (Words("Invented by `flask register conform`. <3 😢\nهاتفي", now),)
    intake = Intake(new_id(), reference, now, MethodOfReceipt.WEB_FORM, "en", words)
    place = queue.next_place(connection, reference)
    if not place.is_new:
        # As if somebody had read the version before: it is refreshed no more.
        newest = _queue.update().where(_queue.c.event_id == place.event_id)
        connection.execute(newest.values(claims=1))
        place = queue.next_place(connection, reference)
    record = snapshot(intake, place.version, DueDates(day, day), ())
    due = now - _MINUTE
    queue.put(connection, place, record, source="urn:heard:conform", due_at=due, now=now)
    return place.event_id
