"""What is done by the clock: notices and texts every few seconds, housekeeping once an hour."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.db.database import OUTAGES
from portal.services import comeback_checks, late_answers, notices, unreached
from portal.services.housekeeping import keep_house
from portal.services.mail import Mailer
from portal.services.notices import Told
from portal.services.office import Office

SECONDS_BETWEEN_LOOKS = 3.0
OUTAGE_SECONDS = 5.0
CHORES_EVERY = timedelta(hours=1)
_log = logging.getLogger(__name__)


# Does what is due; how much that was. The second asks whether to stop.
Job = Callable[[Office, Callable[[], bool]], int]


@dataclass(frozen=True, slots=True)
class Done:
    """What one turn did: notices, and how much of each job."""

    told: Told
    jobs: dict[str, int]


class Worker:
    """Does it for `office` until `stop` is set, which may be done from anywhere.

    Several at once share the work; none does twice what another does.
    """

    def __init__(
        self,
        office: Office,
        mailer: Mailer,
        stop: threading.Event,
        lease: timedelta = notices.LEASE,
        jobs: Mapping[str, Job] | None = None,
    ) -> None:
        """`jobs` are what other parts have to do every few seconds, by what they say."""
        self._office = office
        self._mailer = mailer
        self._stop = stop
        self._lease = lease
        self._jobs = jobs or {}
        self._chores_at: datetime | None = None

    def run(self) -> None:
        """Go on until `stop` is set: what is in hand is finished. An outage is waited out."""
        while not self._stop.is_set():
            self._stop.wait(self._turn_or_outage())

    def turn(self) -> Done:
        """Do what is due now, once. An outage of the database is the caller's to tell."""
        now = self._office.clock()
        if self._chores_at is None or now >= self._chores_at:
            self._do_chores(now)
            self._chores_at = now + CHORES_EVERY
        comeback_checks.ask_due(self._office, now)
        notices.plan(self._office, now)
        told = notices.send(
            self._office, self._mailer, lease=self._lease, is_stopped=self._stop.is_set
        )
        if told.mails:
            _log.info("notices were sent", extra={"count": told.mails})
        done = {name: job(self._office, self._stop.is_set) for name, job in self._jobs.items()}
        return Done(told, done)

    def _do_chores(self, now: datetime) -> None:
        keep_house(self._office, now)
        if late := late_answers.tell(self._office, now):
            _log.info("children were told that their answer is late", extra={"count": late})
        if silent := unreached.tell_of_unanswered(self._office, now):
            _log.info("nobody says whose phone it is", extra={"count": silent})
        if count := notices.untold(self._office, now):
            _log.warning("nobody may be told of something urgent", extra={"count": count})

    def _turn_or_outage(self) -> float:
        try:
            self.turn()
        except OUTAGES:
            _log.warning("the database is away", exc_info=True)
            return OUTAGE_SECONDS
        return SECONDS_BETWEEN_LOOKS
