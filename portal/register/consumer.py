"""The loop that takes records to the register: claim, hand over, tell the queue what came of it.

What came of one batch is told in the transaction that claims the next. Until that is committed
it is kept here and told again, however long the database is away; a consumer that dies with it
leaves leases that run out, and the same events are delivered again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import Connection

from portal.db.database import OUTAGES, Database
from portal.register import claims, pauses
from portal.register.claims import LostLeaseError
from portal.register.entry import Entry
from portal.register.outcomes import Delivered, Destination, Outcome, Refused, Unreachable
from portal.register.waits import back_off

BATCH = 20
POLL_SECONDS = 1.0
OUTAGE_SECONDS = 5.0
CHORES_EVERY = timedelta(hours=1)
_AFTER_THE_PAUSE = 5 * timedelta(seconds=POLL_SECONDS)
_log = logging.getLogger(__name__)


class Consumer:
    """Takes what is due from `database` to `destination`, one batch after the other.

    `chores` is called at the start and then once an hour. Setting `stop` from anywhere ends it
    after the record in hand; what was claimed and not tried is given back. `claimed` counts.
    """

    def __init__(
        self,
        database: Database,
        destination: Destination,
        *,
        name: str,
        clock: Callable[[], datetime],
        stop: threading.Event,
        chores: Callable[[datetime], object],
        lease: timedelta = claims.LEASE,
    ) -> None:
        self._database = database
        self._destination = destination
        self._name = name
        self._clock = clock
        self._stop = stop
        self._chores = chores
        self._chores_at: datetime | None = None
        self._lease = lease
        # What the queue has not been told yet. None: claimed and not tried.
        self._untold: list[tuple[Entry, Outcome | None]] = []
        self.claimed = 0

    def run(self) -> None:
        """Hand over until `stop` is set. An outage of the database is waited out."""
        while not self._stop.is_set():
            self._stop.wait(self._turn_or_outage())
        try:
            self._tell()
        except OUTAGES:
            _log.warning("stopped while the database is away", exc_info=True)

    def drain(self) -> None:
        """Hand over what is due now and can be handed over now, then end.

        An outage of the database is the caller's to tell.
        """
        while not self._stop.is_set() and not self.turn():
            pass
        self._tell()

    def turn(self) -> float:
        """Tell what came of the last batch, claim the next, hand it over.

        For how many seconds nothing more can be done; 0: there may be more.
        """
        now = self._clock()
        self._do_chores(now)
        if not self._untold and (wait := self._nothing_to_do(now)):
            return wait
        with self._database.write() as connection:
            now = self._clock()  # a lease begins when it is our turn to write
            self._tell_all(connection, now)
            entries = self._claim(connection, now)
        self._untold = []
        self.claimed += len(entries)
        self._hand_over(entries)
        return 0 if entries else POLL_SECONDS

    def _turn_or_outage(self) -> float:
        try:
            return self.turn()
        except OUTAGES:
            _log.warning("the database is away", exc_info=True)
            return OUTAGE_SECONDS

    def _do_chores(self, now: datetime) -> None:
        if self._chores_at is None or now >= self._chores_at:
            self._chores(now)
            self._chores_at = now + CHORES_EVERY

    def _nothing_to_do(self, now: datetime) -> float:
        # Only reads: an idle consumer never stands in the way of a child's words.
        with self._database.read() as connection:
            paused = _is_on(pauses.current(connection, self._destination.name), now)
            return POLL_SECONDS if paused or not claims.anything_to_claim(connection, now) else 0

    def _claim(self, connection: Connection, now: datetime) -> list[Entry]:
        pause = pauses.current(connection, self._destination.name)
        if _is_on(pause, now):
            return []
        # Nobody knows yet whether the register is back: one record finds out.
        limit = 1 if pause else BATCH
        return claims.claim(connection, self._name, now, limit, self._lease)

    def _hand_over(self, entries: list[Entry]) -> None:
        is_away = False
        for entry in entries:
            if is_away or self._stop.is_set() or self._is_late(entry):
                self._untold.append((entry, None))
                continue
            outcome = self._destination.deliver(entry)
            self._untold.append((entry, outcome))
            is_away = isinstance(outcome, Unreachable)

    def _is_late(self, entry: Entry) -> bool:
        # No record is begun in the second half of its lease: somebody else could be at it
        # before the register has answered.
        return self._clock() > entry.lease_until - self._lease / 2

    def _tell(self) -> None:
        if self._untold:
            with self._database.write() as connection:
                self._tell_all(connection, self._clock())
            self._untold = []

    def _tell_all(self, connection: Connection, now: datetime) -> None:
        if any(isinstance(outcome, Delivered | Refused) for _, outcome in self._untold):
            pauses.lift(connection, self._destination.name)
        for entry, outcome in self._untold:
            try:
                self._tell_one(connection, entry, outcome, now)
            except LostLeaseError:
                self._note("somebody else has this record by now", entry, logging.WARNING)

    def _tell_one(
        self, connection: Connection, entry: Entry, outcome: Outcome | None, now: datetime
    ) -> None:
        match outcome:
            case Delivered(receipt):
                claims.acknowledge(connection, entry, receipt, now)
                self._note("delivered", entry)
            case Refused(reason):
                is_dead = claims.refuse(connection, entry, reason, now)
                self._note("dead" if is_dead else "refused", entry, logging.WARNING)
            case Unreachable():
                self._pause(connection, entry, outcome, now)
            case None:
                claims.release(connection, entry)
            case _:
                assert_never(outcome)

    def _pause(
        self, connection: Connection, entry: Entry, outcome: Unreachable, now: datetime
    ) -> None:
        name = self._destination.name
        pause = pauses.pause(connection, name, outcome.reason, now, outcome.retry_after)
        self._note("the register is away", entry, logging.WARNING)
        # Its own wait is longer than the pause by a few polls, so that another record finds
        # out whether the register is back: this one may be what the register stumbles over.
        retry_at = max(pause.until + _AFTER_THE_PAUSE, now + back_off(entry.claims))
        claims.release(connection, entry, outcome.reason, retry_at)

    def _note(self, message: str, entry: Entry, level: int = logging.INFO) -> None:
        fields = {
            "reference": entry.subject,
            "version": entry.subject_version,
            "destination": self._destination.name,
        }
        _log.log(level, message, extra=fields)


def _is_on(pause: pauses.Pause | None, now: datetime) -> bool:
    return pause is not None and pause.until > now
