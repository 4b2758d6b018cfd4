"""Questions that a text of ours asks by itself, and what is kept of a phone that we text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import texts
from portal.db.outgoing import OutgoingText
from portal.db.texts import Conversation
from portal.domain.intake import new_id
from portal.domain.outgoing import What
from portal.services.office import Office
from sms.answers import Outside
from sms.state import Asked, State

_QUESTIONS = {
    What.THIS_PHONE: Outside.THIS_PHONE,
    What.STATEMENT: Outside.STATEMENT,
    What.MAY_ASK_LATER: Outside.MAY_ASK_LATER,
    What.COMEBACK: Outside.COMEBACK,
}


def asked(
    connection: Connection, office: Office, text: OutgoingText, what: What, now: datetime
) -> None:
    """Keep that this phone is asked what the text asks, so that its answer is understood.

    Where a person wrote it, they have taken over: replies by themselves end.

    A phone that never texted us gets a conversation, with the intake of the text: what comes from
    it is more of that. `what` is what goes, where it is less than the text was to be.
    """
    held = texts.hold_conversation(connection, office.keyring, text.address, now, new_id())
    state = State.from_json(held.state)
    if text.message_id is not None:
        # What the line asked before is answered no more: "no" is meant for the person now.
        state = replace(state, with_person=text.intake_id, waiting_for=None, outside=None)
    if (question := _QUESTIONS.get(what)) is not None:
        about = Asked(question, text.about or text.message_id or "", text.intake_id, now)
        state = replace(state, waiting_for=None, outside=about)
    kept = replace(
        held,
        state=state.to_json(),
        language=held.language or text.language,
        intake_id=held.intake_id or text.intake_id,
    )
    _save(connection, kept)


def opted_out(connection: Connection, office: Office, address: str, now: datetime) -> None:
    """Keep that Twilio takes no texts for this phone: it texted STOP, whether we saw it or not."""
    held = texts.hold_conversation(connection, office.keyring, address, now, new_id())
    state = replace(State.from_json(held.state), opted_out=True)
    _save(connection, replace(held, state=state.to_json()))


def _save(connection: Connection, kept: Conversation) -> None:
    texts.save_conversation(connection, kept)
