"""Phones that text an office, without HTTP, and what is kept of it."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import select, update

from portal.db import intakes
from portal.db.intakes import IntakeRow
from portal.db.register_queue import RegisterQueueRow
from portal.db.texts import ConversationRow, TextRow
from portal.domain import text_body
from portal.domain.intake import Intake
from portal.services.office import Office
from portal.settings import Settings
from sms.receiving import receive_text
from sms.turns import ReceivedText
from tests.servers.settings import CHILDS_NUMBER, production_settings

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

_intake = IntakeRow.as_table()
_queue = RegisterQueueRow.as_table()
_text = TextRow.as_table()
_conversation = ConversationRow.as_table()


def an_office(database_url: str, **settings: str) -> Office:
    """An office with its data there, at production's settings and those named here."""
    environment = production_settings(database_url, "https://heard.example") | settings
    return Office.open(Settings.from_environment(environment))


def a_text(
    words: str,
    *,
    sid: str | None = None,
    address: str = CHILDS_NUMBER,
    opt_out_type: str | None = None,
    media: tuple[str, ...] = (),
) -> ReceivedText:
    """One text that came in, with what lies at `media`."""
    named = {f"MediaUrl{at}": [one] for at, one in enumerate(media)}
    return ReceivedText(
        message_sid=sid or f"SM{secrets.token_hex(16)}",
        address=address,
        words=text_body.said(words),
        form={"Body": [words], "From": [address], "NumMedia": [str(len(media))], **named},
        opt_out_type=opt_out_type,
    )


@dataclass
class Sender:
    """One phone, and its clock. `replies` is all that we answered it."""

    office: Office
    address: str = CHILDS_NUMBER
    now: datetime = MONDAY_NOON
    replies: list[str] = field(default_factory=list)

    def text(self, words: str, sid: str | None = None, **more: Any) -> str:
        """Send one text; its reply."""
        if self.replies:
            self.now += timedelta(seconds=10)
        text = a_text(words, sid=sid, address=self.address, **more)
        self.replies.append(receive_text(self.office, text, self.now))
        return self.replies[-1]

    def wait(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)


def all_intakes(office: Office, address: str | None = None) -> list[Intake]:
    """Every intake that is kept, oldest first; those of one address where it is named."""
    with office.database.read() as connection:
        ids = connection.scalars(select(_intake.c.id).order_by(_intake.c.received_at)).all()
        found = [intakes.load(connection, office.keyring, intake_id) for intake_id in ids]
    return [i for i in found if address in (None, i.contact.texting_address)]


def the_intake(office: Office, address: str | None = None) -> Intake:
    """The one intake that is kept."""
    (intake,) = all_intakes(office, address)
    return intake


def intake_of(office: Office, address: str) -> Intake | None:
    """The intake that the conversation of this address is about, None where there is none."""
    (row,) = conversations(office, address)
    if row.intake_id is None:
        return None
    with office.database.read() as connection:
        return intakes.load(connection, office.keyring, row.intake_id)


def said(intake: Intake) -> list[str]:
    """Everything said in it, in order."""
    return [words.text for words in intake.words]


def queued(office: Office, reference: str | None = None) -> list[Any]:
    """The rows of the queue, in the order in which they were made; those of one intake."""
    rows = select(_queue).order_by(_queue.c.seq)
    if reference:
        rows = rows.where(_queue.c.subject == reference)
    with office.database.read() as connection:
        return list(connection.execute(rows))


def kept_texts(office: Office) -> list[Any]:
    """The rows of all texts."""
    with office.database.read() as connection:
        return list(connection.execute(select(_text).order_by(_text.c.received_at)))


def conversations(office: Office, address: str | None = None) -> list[Any]:
    """The rows of all conversations; that of one address, found by its hash."""
    rows = select(_conversation)
    if address:
        rows = rows.where(_conversation.c.address_hash.in_(office.keyring.finding_hashes(address)))
    with office.database.read() as connection:
        return list(connection.execute(rows))


def close(office: Office, intake: Intake, at: datetime) -> None:
    """Customer care close the intake."""
    with office.database.write() as connection:
        row = update(_intake).where(_intake.c.id == intake.id)
        connection.execute(row.values(closed_at=at))


def at_once(office: Office, *texts: ReceivedText) -> list[str]:
    """Receive all of them at the same moment, each in a thread of its own; their replies."""
    barrier = Barrier(len(texts))

    def receive(text: ReceivedText) -> str:
        barrier.wait()
        return receive_text(office, text, MONDAY_NOON)

    with ThreadPoolExecutor(len(texts)) as threads:
        return list(threads.map(receive, texts))
