"""Somebody of the desk writes to a child who texted us, and a worker sends what may go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.db import intakes, outgoing, staff
from portal.db.outgoing import OutgoingText
from portal.domain.decisions import Decision
from portal.domain.decisions.talking import Write
from portal.domain.intake import Intake, new_id
from portal.domain.messages import Purpose
from portal.domain.staff import Role, StaffMember
from portal.services import desk
from portal.services.office import Office
from portal.settings import Settings
from sms.sender import Sent, send_due
from sms.sending.line import Line
from tests.servers.settings import production_settings
from tests.servers.twilio import Twilio
from tests.sms.senders import Sender, the_intake

# A Tuesday morning.
MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)


class StandingClock:
    """A clock that stands until somebody moves it."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def move(self, **by: float) -> None:
        """Let this much time pass."""
        self.at += timedelta(**by)


@dataclass
class Scene:
    """An office, its clock, Twilio, a child's phone, and an officer."""

    office: Office
    clock: StandingClock
    twilio: Twilio
    child: Sender
    officer: StaffMember

    @classmethod
    def of(cls, database_url: str, twilio: Twilio, **settings: str) -> Scene:
        """The scene, with nothing told yet."""
        clock = StandingClock()
        base = "https://heard.example"
        environment = production_settings(database_url, base) | {"TWILIO_API_URL": twilio.url}
        office = Office.open(Settings.from_environment(environment | settings), clock)
        officer = StaffMember(
            new_id(), "olu@kent.example", "Olu Officer", frozenset({Role.OFFICER})
        )
        with office.database.write() as connection:
            staff.add(connection, officer, clock())
        return cls(office, clock, twilio, Sender(office, now=clock.at), officer)

    def texts(self, *words: str) -> list[str]:
        """The child texts these, a minute apart; our replies."""
        replies = []
        for one in words:
            self.child.now = self.clock.at
            replies.append(self.child.text(one))
            self.clock.move(minutes=1)
        return replies

    def tells(self, *answers: str) -> Intake:
        """The child tells us, and answers: 2 no advocate, 1 texts are safe, 3 not sure of care."""
        self.texts("they took my phone", *(answers or ("2", "1", "3")))
        return self.intake

    @property
    def intake(self) -> Intake:
        """The one intake."""
        return the_intake(self.office)

    def decide(self, decision: Decision, intake: Intake | None = None) -> Intake:
        """The officer decides."""
        intake = intake or self.intake
        with self.office.database.write() as connection:
            shown = desk.find(connection, self.office, self.officer, intake.reference).version
            return desk.decide(
                connection,
                self.office,
                self.officer,
                intake.reference,
                decision,
                shown,
                self.clock.at,
            )

    def writes(self, text: str, purpose: Purpose = Purpose.MESSAGE) -> Intake:
        """The officer writes to the child."""
        return self.decide(Write(purpose, text))

    def changes(self, intake: Intake, **more: Any) -> Intake:
        """Something else of the intake is changed, as it is kept."""
        after = replace(intake, **more)
        with self.office.database.write() as connection:
            place = self.office.inbox_place(after)
            intakes.save_more(connection, self.office.keyring, after, place, None, self.clock.at)
        return after

    def sends(self) -> Sent:
        """The worker has its turn."""
        return send_due(self.office, Line(self.office.settings))

    @property
    def outgoing(self) -> list[OutgoingText]:
        """All texts that were to go to the child."""
        with self.office.database.read() as connection:
            return list(outgoing.of_intake(connection, self.office.keyring, self.intake.id))

    @property
    def standings(self) -> list[str]:
        """Where each of them stands."""
        return [one.standing.value for one in self.outgoing]
