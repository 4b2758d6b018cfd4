"""What every service needs to know of the installation: its settings, its keys, its calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.db.database import Database
from portal.db.sealing import Keyring
from portal.domain.clock import DueDates, WorkingDays
from portal.domain.deadlines import Deadlines, Rules, deadlines
from portal.domain.inbox import InboxPlace, inbox_place
from portal.domain.intake import Intake
from portal.services.calendar import england
from portal.settings import Settings

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """The time now, aware and UTC. The one place where the service reads it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """One council's installation. Made once, when the app is made."""

    settings: Settings
    database: Database
    keyring: Keyring
    working_days: WorkingDays
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, clock: Clock | None = None) -> Office:
        """The office that these settings describe. Opens nothing yet.

        `clock` None: the real one.
        """
        return cls(
            settings=settings,
            database=Database(settings.database_url),
            keyring=Keyring(settings.data_keys),
            working_days=england(settings.closed_days),
            clock=clock or real_clock,
        )

    def due_dates(self, received_at: datetime) -> DueDates:
        """When a person reads what came in then, and when it is answered."""
        days = self.settings
        return self.working_days.due_dates(received_at, days.read_days, days.answer_days)

    @property
    def rules(self) -> Rules:
        """What due days are counted by."""
        set_to = self.settings
        return Rules(
            days=self.working_days,
            acknowledge_days=set_to.read_days,
            answer_days=set_to.answer_days,
            pause_counts=set_to.advocate_pause,
        )

    def deadlines(self, intake: Intake) -> Deadlines:
        """When what is left to do about this intake is due."""
        return deadlines(intake, self.rules)

    def inbox_place(self, intake: Intake) -> InboxPlace:
        """Where it stands in the inbox."""
        return inbox_place(intake, self.deadlines(intake))

    def next_reading_at(self, now: datetime) -> datetime:
        """When somebody next reads what comes in, in London's time; `now` while they do."""
        return self.working_days.next_reading_at(now, *self.settings.office_hours)
