"""Plays a transcript (sms.phone.script) against an office: real conversation, real database.

Its clock is its own, so that the days in the replies are always the same. The player never logs
anything: what it has to say, it says to whoever asked for it.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import singledispatchmethod
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update

from portal.db import schema
from portal.db.database import Database
from portal.db.intakes import IntakeRow
from portal.services.office import Office
from portal.settings import Settings
from sms.phone.kept import facts_of, last_intake
from sms.phone.script import (
    FIRST_PHONE,
    REST,
    Again,
    Check,
    Closed,
    Event,
    From,
    Script,
    Text,
    Wait,
)
from sms.receiving import receive_text
from sms.turns import ReceivedText

# A Wednesday in term time, at one o'clock in London: people are at their desks.
WORKING_NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
# What a text takes at least to be written, after the one before.
TYPING = timedelta(seconds=10)
_OUR_NUMBER = "+447700900999"
_SILENCE = "silence"
_intake = IntakeRow.as_table()


@dataclass(frozen=True, slots=True)
class Difference:
    """What came otherwise than a transcript has it, and in which of its lines."""

    line: int
    expected: str
    came: str

    def __str__(self) -> str:
        return f"line {self.line}:\n    expected  {self.expected}\n    came      {self.came}"


def play(script: Script, office: Office, now: datetime = WORKING_NOON) -> list[Difference]:
    """Everything that came otherwise than `script` has it; empty: it went as written.

    The office's database must be fresh: nobody may have texted from the script's phones before.
    """
    player = _Player(office, now)
    played = (player.play(event) for event in script.events)
    return [difference for difference in played if difference]


@contextmanager
def throw_away_offices() -> Iterator[Callable[[], Office]]:
    """Makes offices of invented settings, each with a database in which nothing is kept.

    All of it goes when the block ends.
    """
    with TemporaryDirectory(prefix="heard-phone-") as folder, ExitStack() as opened:
        template = Path(folder) / "template.db"
        numbers = count(1)
        _migrate(template)

        def fresh() -> Office:
            file = Path(shutil.copy(template, Path(folder) / f"{next(numbers)}.db"))
            office = Office.open(_settings(file))
            opened.callback(office.database.close)
            return office

        yield fresh


def _migrate(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    # A copy is whole only when nobody is connected any more.
    database.close()


def _settings(file: Path) -> Settings:
    """What must be set, made up; everything else is as nobody set it."""
    return Settings.from_environment(
        {
            "DATABASE_URL": f"sqlite:///{file}",
            "PORTAL_PUBLIC_BASE_URL": "https://heard.example",
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(48),
            "PORTAL_DATA_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
            "TWILIO_AUTH_TOKENS": secrets.token_hex(16),
            "TWILIO_NUMBERS": _OUR_NUMBER,
            "PORTAL_SMTP_URL": "smtp://127.0.0.1:9",
            "PORTAL_MAIL_FROM": "heard@desk.example",
            "PORTAL_DUTY": json.dumps([{"emails": ["duty@desk.example"]}]),
        }
    )


@dataclass
class _Player:
    """One play: the phone that texts now, what the time is, and the text that came last."""

    office: Office
    now: datetime
    address: str = FIRST_PHONE
    last: ReceivedText | None = None
    last_reply: str = ""
    numbers: Iterator[int] = field(default_factory=count)

    @singledispatchmethod
    def play(self, event: Event) -> Difference | None:
        """Let one thing happen; what came otherwise."""
        raise TypeError(event)

    @play.register
    def _(self, event: Text) -> Difference | None:
        if self.last:
            self.now += TYPING
        self.last = self._received(event)
        self.last_reply = receive_text(self.office, self.last, self.now)
        said = self.last_reply.splitlines()
        if _is_as_written(said, event.reply):
            return None
        return Difference(event.at, _joined(event.reply), _joined(said))

    @play.register
    def _(self, event: Again) -> Difference | None:
        if self.last is None:
            return Difference(event.at, "a text before", "none")
        said = receive_text(self.office, self.last, self.now)
        if said == self.last_reply:
            return None
        return Difference(event.at, _joined(self.last_reply.splitlines()), _joined([said]))

    @play.register
    def _(self, event: Wait) -> None:
        self.now += event.span

    @play.register
    def _(self, event: From) -> None:
        self.address = event.address

    @play.register
    def _(self, event: Closed) -> Difference | None:
        intake = last_intake(self.office, self.address)
        if intake is None:
            return Difference(event.at, "something to close", "nothing was told")
        with self.office.database.write() as connection:
            row = update(_intake).where(_intake.c.id == intake.id)
            connection.execute(row.values(closed_at=self.now))
        return None

    @play.register
    def _(self, event: Check) -> Difference | None:
        came = facts_of(self.office, self.address)[event.fact]
        if came == event.value:
            return None
        return Difference(event.at, f"{event.fact} {event.value}", f"{event.fact} {came}")

    def _received(self, text: Text) -> ReceivedText:
        form = {"From": [self.address], "Body": [text.words], "NumMedia": [str(+text.has_photo)]}
        if text.has_photo:
            # Nobody fetches it: no worker runs beside a play.
            form["MediaUrl0"] = [f"https://api.twilio.com/photo/{next(self.numbers)}"]
        sid = f"SM{secrets.token_hex(16)}"
        return ReceivedText(message_sid=sid, address=self.address, words=text.words, form=form)


def _is_as_written(said: list[str], written: tuple[str, ...]) -> bool:
    """Whether the reply is what is written, where "..." stands for the rest, if any came."""
    if not written or not written[-1].endswith(REST):
        return said == list(written)
    *whole, last = written
    beginning, rest = last.removesuffix(REST).rstrip(), "\n".join(said[len(whole) :])
    return said[: len(whole)] == whole and bool(rest) and rest.startswith(beginning)


def _joined(lines: list[str] | tuple[str, ...]) -> str:
    return " / ".join(lines) or _SILENCE
