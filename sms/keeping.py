"""What is kept of a text beside its intake: the text itself, its files, a reply that goes later."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.db import attachments, texts
from portal.domain.attachments import Attachment, FileStanding
from portal.domain.intake import new_id
from portal.domain.outgoing import What
from portal.services import outgoing
from portal.services.office import Office
from sms.clearing_later import clear_later
from sms.late import goes_at_any_hour
from sms.step import Step
from sms.turns import Turn


def keep_text(connection: Connection, office: Office, turn: Turn, reply: str) -> str | None:
    """Keep the text with the reply that goes along; its id, None where it is there already.

    From then on, what Twilio keeps of it is to be taken away.
    """
    kept = texts.Text(
        id=new_id(),
        message_sid=turn.text.message_sid,
        conversation_id=turn.conversation.id,
        received_at=turn.now,
        form=dict(turn.text.form),
        reply=reply,
    )
    if not texts.keep_text(connection, office.keyring, kept):
        return None
    clear_later(connection, office, kept.message_sid, turn.text.found_at or turn.now)
    return kept.id


def expect_media(connection: Connection, office: Office, turn: Turn, text_id: str) -> None:
    """Write down which photos and recordings lie with Twilio; a worker fetches them from there."""
    for position, source in enumerate(turn.text.media):
        attachments.expect(
            connection,
            office.keyring,
            Attachment(new_id(), position, None, "", FileStanding.TO_FETCH, turn.now),
            source,
            text_id,
            intake_id=turn.intake.id if turn.intake else None,
            holder=turn.conversation.id,
            due_at=turn.now,
        )


def send_later(
    connection: Connection,
    office: Office,
    turn: Turn,
    step: Step,
    intake_id: str | None,
    reply: str,
) -> None:
    """Write down the reply to a text that was found later. Of no intake, it is not worth a text."""
    found_at = turn.text.found_at
    if intake_id is None or found_at is None or step.reply is None:
        return
    at_once = goes_at_any_hour(step.reply, turn.now, found_at)
    what = What.REPLY if at_once else What.LATE_REPLY
    address = turn.text.address
    outgoing.put_reply(connection, office, intake_id, address, turn.language, what, reply, found_at)
