"""Two workers of one installation, and one whose database is away: all of them share the rest."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier

from sqlalchemy import select

from portal.db import intakes, staff
from portal.db.intakes import IntakeRow
from portal.db.sealing import Place
from portal.db.texts import TextRow
from portal.domain.decisions.ending import Close
from portal.domain.intake import Intake, new_id
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import Outcome
from portal.services import desk
from portal.services.office import Office
from sms.aside import take_in
from tests.portal_client import an_app
from tests.servers.texts import INCOMING
from tests.sms.line import Line, messages, signature
from tests.sms.outgoing import StandingClock

CLOSED = Close((Outcome.EXPLANATION,), knows=True, reason="Told by telephone")
_intake, _text = IntakeRow.as_table(), TextRow.as_table()


@dataclass
class Workers:
    """What Twilio reaches at our address: one of `lines`, whichever is free."""

    database_url: str
    folder: Path
    clock: StandingClock = field(default_factory=StandingClock)

    def __post_init__(self) -> None:
        """Start two, and somebody at the desk."""
        self._settings = {
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(48),
            "PORTAL_DATA_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "PORTAL_TEXT_SPOOL": str(self.folder / "spool"),
        }
        self.lines = [self._started(self.database_url) for _ in range(2)]
        # A database without a table takes nothing.
        self._away = self._started(f"sqlite:///{self.folder / 'away.db'}")
        officer = frozenset({Role.OFFICER})
        self._officer = StaffMember(new_id(), "olu@kent.example", "Olu Officer", officer)
        with self.office.database.write() as connection:
            staff.add(connection, self._officer, self.clock())

    @property
    def office(self) -> Office:
        """The office, as the first worker has it."""
        return self.lines[0].office

    def restart(self, worker: int) -> None:
        """End one worker, and start another on the same database."""
        self.lines[worker].office.database.close()
        self.lines[worker] = self._started(self.database_url)

    def end(self) -> None:
        """End all of them."""
        for line in (*self.lines, self._away):
            line.office.database.close()

    def bring(self, worker: int, form: Mapping[str, str], token: str) -> str:
        """Twilio brings a text to one worker; the reply, "" for silence."""
        return _brought(self.lines[worker], form, token)

    def bring_at_once(self, *brought: tuple[Mapping[str, str], str]) -> list[str]:
        """Bring each to another worker, all at the same moment; the replies."""
        barrier = Barrier(len(brought))

        def bring(worker: int) -> str:
            barrier.wait()
            return self.bring(worker, *brought[worker])

        with ThreadPoolExecutor(len(brought)) as threads:
            return list(threads.map(bring, range(len(brought))))

    def bring_while_away(self, form: Mapping[str, str], token: str) -> str:
        """Bring it while the database is away; the reply."""
        return _brought(self._away, form, token)

    def take_in(self) -> int:
        """The database is back: take in what waits on the disk; how many texts."""
        return take_in(self.office)

    def close(self, intake: Intake) -> None:
        """Somebody closes it at the desk."""
        with self.office.database.write() as connection:
            office, officer, reference = self.office, self._officer, intake.reference
            shown = desk.find(connection, office, officer, reference).version
            desk.decide(connection, office, officer, reference, CLOSED, shown, self.clock())

    def intakes_beside(self, known: frozenset[str]) -> list[Intake]:
        """Every intake but those known, oldest first."""
        with self.office.database.read() as connection:
            ids = connection.scalars(select(_intake.c.id).order_by(_intake.c.received_at))
            new = [one for one in ids if one not in known]
            return [intakes.load(connection, self.office.keyring, one) for one in new]

    def bodies(self, sids: list[str]) -> dict[str, list[str]]:
        """What is kept of the texts with these names: the body of each row."""
        kept: dict[str, list[str]] = {}
        with self.office.database.read() as connection:
            for row in connection.execute(select(_text).where(_text.c.message_sid.in_(sids))):
                place = Place("text_message", "form", row.id)
                form = self.office.keyring.open_json(place, row.form_sealed)
                kept.setdefault(row.message_sid, []).extend(form["Body"])
        return kept

    def _started(self, database_url: str) -> Line:
        return Line(an_app(database_url, clock=self.clock, **self._settings))


def _brought(line: Line, form: Mapping[str, str], token: str) -> str:
    headers = {"X-Twilio-Signature": signature(form), "I-Twilio-Idempotency-Token": token}
    said = messages(line.app.test_client().post(INCOMING, data=form, headers=headers))
    assert len(said) <= 1
    return "".join(said)
