"""Take in one text: all that it does, and the reply that it gets, in one transaction.

1. Hold the conversation of its address: two texts of one phone come one after the other.
2. Ask the conversation what comes next, and write the reply.
3. Keep the text with its reply. A text that is there already undoes everything, and gets the
   reply that it got before.
4. Open an intake with its words, or add them to the one that is open; its record is queued.
5. Keep where the conversation is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.db import intakes, texts
from portal.db.texts import Conversation
from portal.domain.code_words import make_code_words, normalise_code_words
from portal.domain.intake import Intake, Words, new_id
from portal.domain.reference import make_reference
from portal.domain.screening import screen
from portal.register.queue import ClaimedMeanwhileError
from portal.services import intake as intake_service
from portal.services.office import Office
from sms.addresses import answerable
from sms.conversation import Incoming, Step, advance
from sms.languages import language_of, reply_language
from sms.noting import begun, noted
from sms.state import State
from sms.wording import write

_TRIES = 3


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """One text that came in. `form` is all that the carrier sent, kept as it came.

    `words` and `address` are without the control characters that no phone types.
    `opt_out_type` is Twilio's OptOutType, None where it sent none.
    """

    message_sid: str
    address: str
    words: str
    form: Mapping[str, list[str]]
    opt_out_type: str | None = None


class NotKeptError(RuntimeError):
    """A text was said to be kept already, and is not."""


class _CameBeforeError(RuntimeError):
    """This very text is kept already: nothing of this transaction may stay."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One text, the conversation it belongs to, and the intake that is open, if any."""

    text: ReceivedText
    now: datetime
    conversation: Conversation
    intake: Intake | None
    language: str


def receive_text(office: Office, text: ReceivedText, now: datetime) -> str:
    """The reply to send, "" for silence: nobody is told anything before all of it is kept.

    The same text again gets the same reply and changes nothing.

    :raise sqlalchemy.exc.SQLAlchemyError: it cannot be kept.
    :raise portal.db.database.BusyError: the database is held by somebody else for too long.
    :raise NotKeptError: the database contradicts itself.
    """
    for _ in range(_TRIES - 1):
        try:
            return _received(office, text, now)
        except (IntegrityError, ClaimedMeanwhileError):
            # The reference is taken, or a consumer has just taken the queue's row.
            continue
    return _received(office, text, now)


def _received(office: Office, text: ReceivedText, now: datetime) -> str:
    try:
        with office.database.write() as connection:
            return _taken(connection, office, text, now)
    except _CameBeforeError:
        with office.database.read() as connection:
            reply = texts.earlier_reply(connection, office.keyring, text.message_sid)
        if reply is None:
            raise NotKeptError from None
        return reply


def _taken(connection: Connection, office: Office, text: ReceivedText, now: datetime) -> str:
    turn = _turn(connection, office, text, now)
    step = _step(office, turn)
    code_words = _code_words(office, turn, step)
    reply = _reply(office, turn, step, code_words)
    _keep(connection, office, turn, reply)
    intake = _told(connection, office, turn, step)
    if intake and code_words:
        slow_hash = office.keyring.slow_hash(normalise_code_words(code_words))
        intakes.set_code_words(connection, intake.id, slow_hash)
    _save(connection, turn, step, intake)
    return reply


def _turn(connection: Connection, office: Office, text: ReceivedText, now: datetime) -> _Turn:
    conversation = texts.hold_conversation(
        connection, office.keyring, text.address, now, row_id=new_id()
    )
    intake = None
    if conversation.intake_id:
        intake = intakes.load(connection, office.keyring, conversation.intake_id, lock=True)
    is_open = intake is not None and intake.closed_at is None
    language = language_of(text.words, conversation.language)
    return _Turn(text, now, conversation, intake if is_open else None, language)


def _step(office: Office, turn: _Turn) -> Step:
    text = turn.text
    incoming = Incoming(
        words=text.words,
        answerable=answerable(text.address, office.settings.text_countries),
        intake_open=turn.intake is not None,
        flags=tuple(screen(text.words, turn.language)) if text.words.strip() else (),
        opt_out_type=text.opt_out_type,
    )
    return advance(State.from_json(turn.conversation.state), incoming, turn.now)


def _code_words(office: Office, turn: _Turn, step: Step) -> str:
    if not step.wants_code_words:
        return ""
    return make_code_words(reply_language(turn.language, office.settings.languages))


def _reply(office: Office, turn: _Turn, step: Step, code_words: str) -> str:
    if step.reply is None:
        return ""
    return write(office, step.reply, turn.language, turn.now, code_words=code_words)


def _keep(connection: Connection, office: Office, turn: _Turn, reply: str) -> None:
    kept = texts.Text(
        id=new_id(),
        message_sid=turn.text.message_sid,
        conversation_id=turn.conversation.id,
        received_at=turn.now,
        form=dict(turn.text.form),
        reply=reply,
    )
    if not texts.keep_text(connection, office.keyring, kept):
        raise _CameBeforeError


def _told(connection: Connection, office: Office, turn: _Turn, step: Step) -> Intake | None:
    """The intake with these words in it; None where they opened none and none is open."""
    quiet = timedelta(minutes=office.settings.quiet_minutes)
    due_at = None if step.finished else turn.now + quiet
    if turn.intake:
        intake = noted(turn.intake, step, turn.language)
        said = Words(turn.text.words, turn.now, step.new_words) if turn.text.words.strip() else None
        return intake_service.add(connection, office, intake, said, turn.now, due_at=due_at)
    if not step.opens_intake:
        return None
    intake = begun(
        turn.text.words,
        step,
        reference=make_reference(),
        address=turn.text.address,
        language=turn.language,
        at=turn.now,
    )
    return intake_service.receive(connection, office, intake, due_at=due_at)


def _save(connection: Connection, turn: _Turn, step: Step, intake: Intake | None) -> None:
    conversation = replace(
        turn.conversation,
        state=step.state.to_json(),
        language=turn.language,
        intake_id=intake.id if intake else turn.conversation.intake_id,
    )
    texts.save_conversation(connection, conversation)
